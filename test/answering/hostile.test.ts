import { afterAll, expect, test } from 'vitest';
import { readAnswerMail } from '../../src/app/answering/answer-mail.ts';
import { openAnswerReader } from '../../src/app/answering/answer-reader.ts';
import { decide } from '../../src/app/answering/decide.ts';
import { LETTER_ID, OWNER, seeded } from './mails.ts';

const HEAD = `From: ${OWNER}\r\nTo: ${OWNER}\r\nSubject: Re: lettre\r\nMessage-ID: <x@y.example>\r\nIn-Reply-To: ${LETTER_ID}\r\n`;
const world = {
  address: OWNER,
  signer: { key: new Uint8Array(32), brandId: 'x' },
  today: '2026-07-13',
  letters: new Map([[LETTER_ID, { letter: '2026-07-06', offered: ['1'] }]]),
  stop: 'stop 7d3f',
};
const text = (body: string) => `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`;
const html = (body: string) => `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n${body}`;

const HOSTILE: Readonly<Record<string, string>> = {
  'rules without end': text(`${`${'-_= '.repeat(99)}x\r\n`.repeat(2500)}`),
  'attributions without end': text(`${'Le 1 '.repeat(70)}\r\n`.repeat(2500)),
  'one line of a megabyte': text(`fait${' '.repeat(1_000_000)}fait`),
  'machine signatures': text(`envoyé ${'de mon '.repeat(50)}\r\n`.repeat(2500)),
  'numbers without end': text('1 fait, '.repeat(50)),
  'letters near an answer': text(`${'fai '.repeat(58)}`),
  'deep HTML': html(`${'<div><blockquote>'.repeat(20_000)}fait`),
  'unclosed quotations': html(`<p>fait</p>${'<blockquote class="'.repeat(5_000)}`),
  entities: html(`&#102;&#97;&#105;&#116;${'&nbsp;'.repeat(50_000)}`),
  'parts without end': `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nfait\r\n'.repeat(20_000)}`,
  'mails within mails': `${HEAD}${'Content-Type: message/rfc822\r\n\r\n'.repeat(5_000)}fait`,
  'a header without end': `${HEAD}X: ${'a'.repeat(2_000_000)}`,
  'broken encodings': `${HEAD}Content-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: base64\r\n\r\n${'=\u0000%'.repeat(50_000)}`,
  nothing: '',
};

const reader = openAnswerReader();
afterAll(reader.close);

test.each(Object.keys(HOSTILE))('%s is read within the bounds of its thread', async name => {
  const raw = Buffer.from(HOSTILE[name] ?? '');
  const mail = await readAnswerMail(raw);
  expect(await reader.read(raw)).toEqual(mail);
  const decision = mail === null ? null : decide(mail, world);
  expect(['act', 'unclear', 'none', undefined]).toContain(decision?.kind);
  expect((mail?.own ?? []).join('').length).toBeLessThan(1_000_000);
});

test('random bytes are never acted on', async () => {
  const random = seeded(11);
  for (let n = 0; n < 200; n++) {
    const body = Buffer.from(Array.from({ length: 400 }, () => Math.floor(random() * 256)));
    const mail = await readAnswerMail(Buffer.concat([Buffer.from(text('')), body]));
    expect(mail === null ? 'none' : decide(mail, world).kind).not.toBe('act');
  }
});

test('a mail that takes its thread down is no answer, and the next one is read', async () => {
  expect(await reader.read(Buffer.from(HOSTILE['deep HTML'] ?? ''))).toMatchObject({ from: OWNER });
  expect((await reader.read(Buffer.from(text('fait'))))?.own).toEqual(['fait']);
  const dying = openAnswerReader(new URL('data:text/javascript,process.exit(1)'));
  expect(await dying.read(Buffer.from(text('fait')))).toBeNull();
  await dying.close();
});
