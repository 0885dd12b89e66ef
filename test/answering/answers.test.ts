import { expect, test } from 'vitest';
import { type AnswerMail, readAnswerMail } from '../../src/app/answering/answer-mail.ts';
import { type AnswerWorld, decide } from '../../src/app/answering/decide.ts';
import { LETTER_ID, OWNER, PROGRAM_NAMES, writtenMails } from './mails.ts';

const COUNT = 624;
const SEEDS = [20260713, 7];
const RIGHT_MIN = 0.99;

const world: AnswerWorld = {
  address: OWNER,
  signer: { key: new Uint8Array(32).fill(7), brandId: 'hotel-du-phare-gris' },
  today: '2026-07-13',
  letters: new Map([[LETTER_ID, { letter: '2026-07-06', offered: ['-4242'] }]]),
  stop: 'stop 7d3f',
};

test.each(SEEDS)('answers in every quoting style are read right (seed %i)', async seed => {
  const wrong: string[] = [];
  const acted: string[] = [];
  for (const mail of writtenMails(seed, COUNT)) {
    const read = await readAnswerMail(mail.raw);
    const decision = read === null ? null : decide(read, world);
    const said =
      decision?.kind === 'act' ? decision.acts.map(act => act.verb).join() : (decision?.kind ?? 'lost');
    if (said === mail.expected) continue;
    wrong.push(
      `${mail.program}: ${JSON.stringify(mail.words)} read as ${said}, not ${mail.expected}: ${JSON.stringify(read?.own)}`,
    );
    if (mail.expected === 'unclear') acted.push(wrong.at(-1) ?? '');
  }
  expect(PROGRAM_NAMES.length).toBeGreaterThan(20);
  expect(acted).toEqual([]);
  expect(1 - wrong.length / COUNT, wrong.slice(0, 10).join('\n')).toBeGreaterThanOrEqual(RIGHT_MIN);
});

const mailOf = (own: readonly string[], change: Partial<AnswerMail> = {}): AnswerMail => ({
  from: OWNER,
  to: [OWNER],
  messageId: '<a@mail.example>',
  answers: [LETTER_ID],
  subject: 'Re: Une réponse à écrire',
  own,
  authenticity: 'unknown',
  isAutomatic: false,
  ...change,
});

test('only her own mails to herself that answer a letter are looked at', () => {
  expect(decide(mailOf(['fait']), world).kind).toBe('act');
  for (const change of [
    { from: 'client@ailleurs.example' },
    { to: ['client@ailleurs.example'] },
    { authenticity: 'fail' as const },
    { answers: ['<vigie.other@phare-gris.example>'] },
    { isAutomatic: true },
  ])
    expect(decide(mailOf(['fait'], change), world)).toEqual({ kind: 'none' });
});

test('several things are answered by their numbers, and never by a word that could mean any of them', () => {
  const several = {
    ...world,
    letters: new Map([[LETTER_ID, { letter: '2026-07-06', offered: ['11', '12', '13'] }]]),
  };
  const said = (...own: string[]) => {
    const decision = decide(mailOf(own), several);
    return decision.kind === 'act' ? decision.acts.map(act => `${act.mentionId} ${act.verb}`) : decision.kind;
  };
  expect(said('1 fait')).toEqual(['11 done']);
  expect(said('1 fait, 2 plus tard')).toEqual(['11 done', '12 later']);
  expect(said('1 fait et 3 pas nous')).toEqual(['11 done', '13 not-us']);
  expect(said('Bonjour,', '1: fait', '2 - plus tard', 'Claire')).toEqual(['11 done', '12 later']);
  expect(said('n°2 plus tard')).toEqual(['12 later']);
  expect(said('1 done and 2 not us')).toEqual(['11 done', '12 not-us']);
  expect(said('Tout est fait')).toEqual(['11 done', '12 done', '13 done']);
  for (const own of [
    ['fait'],
    ['4 fait'],
    ['1 fait, 1 plus tard'],
    ['1'],
    ['2 peut-être'],
    ['1 fait', 'mais pas 2'],
  ])
    expect(said(...own)).toBe('unclear');
});

test('"stop" ends the letters and "par mois" spaces them, as a word or as the mail that the header prepares', () => {
  expect(decide(mailOf(['Stop']), world).kind).toBe('stop');
  expect(decide(mailOf([], { subject: 'Stop 7d3f', answers: [] }), world).kind).toBe('stop');
  // Whoever knows her address can write these.
  expect(decide(mailOf([], { subject: 'stop', answers: [] }), world).kind).toBe('none');
  expect(decide(mailOf([], { subject: 'stop 7d3e', answers: [] }), world).kind).toBe('none');
  expect(decide(mailOf(['Par mois, merci']), world).kind).toBe('monthly');
  expect(decide(mailOf(['Weekly please']), world).kind).toBe('weekly');
  expect(decide(mailOf(['fait'], { subject: 'stop the fair', answers: [] }), world).kind).toBe('none');
});
