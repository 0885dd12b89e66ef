import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reading } from '../../queries/reading.ts';
import { signedCode } from '../../src/app/answering/codes.ts';
import { readAnswers } from '../../src/app/answering/read-answers.ts';
import { answerOf } from '../../src/app/host/answer-of.ts';
import { slug } from '../../src/domain/brand.ts';
import type { Act } from '../../src/domain/house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { letterKey } from '../../src/platform/letter-key.ts';
import { messageIdOf } from '../../src/platform/mail-message.ts';
import type { NewMailQuestion } from '../../src/platform/mailbox-fetch.ts';
import { areLettersStopped } from '../../src/platform/store/answered.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { noteOffered } from '../../src/platform/store/letter-items.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';
import { batchOf, review, source } from '../store/world.ts';
import { OWNER } from './mails.ts';

const NOW = '2026-07-13T08:30:00.000Z';
const KEY = 'letter:2026-07-06:2026-07-12';
const settings = settingsSchema.parse({
  firm: { name: 'Hôtel du Phare Gris', trade: 'hotel', establishments: [{ town: 'Vannes' }] },
  mailbox: { address: OWNER, imap: 'imaps://imap.example:993' },
});
const clock = { now: () => NOW };

let store: Store;
let ids: readonly string[];
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:', brandId: slug(settings.firm.name) });
  const reviews = [1, 2].map(n =>
    review(`avis-${n}`, n, `Chambre bruyante ${n}`, '2026-07-10T08:00:00.000Z'),
  );
  ids = (await commitBatch(store, batchOf(source('Booking'), NOW, reviews))).toTag;
  await openOutbox(store).note(KEY, NOW);
});
afterEach(() => store.close());

/** Her inbox: new mails from her, as the server finds them. */
function inbox() {
  const mails: string[] = [];
  const asked: NewMailQuestion[] = [];
  return {
    asked,
    put: (
      subject: string,
      body: string,
      headers: readonly string[] = [],
      id = `<m${mails.length}@mail.example>`,
    ) =>
      mails.push(
        [
          `From: ${OWNER}`,
          `To: ${OWNER}`,
          `Subject: ${subject}`,
          `Message-ID: ${id}`,
          ...headers,
          '',
          body,
        ].join('\r\n'),
      ),
    fetchNew: async (question: NewMailQuestion) => {
      asked.push(question);
      const from = question.after?.uid ?? 1;
      const messages = mails
        .slice(from - 1)
        .map((raw, index) => ({ uid: from + index, receivedAt: NOW, raw: Buffer.from(raw) }));
      return { validity: '1', nextUid: mails.length + 1, messages };
    },
  };
}

const local = () => ({ store, settings, settingsDir: '/', clock });
const answering = [`In-Reply-To: ${messageIdOf(KEY, OWNER)}`];

test('an answer by word and a prepared mail are done once, and learnt from', async () => {
  await noteOffered(store, '2026-07-06', ids, NOW);
  const mailbox = inbox();
  const key = await letterKey(dirname(store.spoolDir));
  const code = signedCode(
    { key, brandId: store.brandId },
    { mentionId: ids[0]!, verb: 'not-us', letter: '2026-07-06' },
  );
  mailbox.put(`Ce n’est pas nous [${code}]`, '');
  mailbox.put('Re: lettre', '2 plus tard', answering);
  const acts: Act[] = [];
  expect(await readAnswers(local(), mailbox, async act => void acts.push(act))).toEqual({ acted: 2 });
  expect(acts).toEqual([
    { mentionId: ids[0], verb: 'not-us', subject: 'firm' },
    { mentionId: ids[1], verb: 'later', subject: 'firm', until: '2026-07-19T22:00:00.000Z' },
  ]);
  // The same code again, and the same mail in another folder that was made anew.
  mailbox.put(`Re: Ce n’est pas nous [${code}]`, '');
  mailbox.put('Re: lettre', '2 plus tard', answering, '<m1@mail.example>');
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
  expect(mailbox.asked.map(question => question.after?.uid ?? null)).toEqual([null, 3]);
  expect(mailbox.asked[0]?.senders).toEqual([OWNER]);
  expect(await store.db.selectFrom('action').selectAll().execute()).toHaveLength(2);
});

test('what is not certain does nothing and is told in the next letter', async () => {
  await noteOffered(store, '2026-07-06', ids, NOW);
  const mailbox = inbox();
  mailbox.put('Re: lettre', 'fait', answering);
  mailbox.put('Note', 'acheter du lait');
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
  const reading = (await answerOf(local(), 'reading', { from: '2026-07-06', to: '2026-07-12' })) as Reading;
  expect(reading.unclear).toEqual(['2026-07-13']);
  expect(await store.db.selectFrom('action').selectAll().execute()).toEqual([]);
});

test('"stop" stops the letters until one is asked for by hand', async () => {
  const mailbox = inbox();
  mailbox.put('stop', '');
  await readAnswers(local(), mailbox);
  expect(await areLettersStopped(store)).toBe(true);
  await openOutbox(store).note('letter:2026-07-13:2026-07-19', '2026-07-20T08:30:00.000Z');
  expect(await areLettersStopped(store)).toBe(false);
});

test('a remark that is not stored is not acted on', async () => {
  const mailbox = inbox();
  const key = await letterKey(dirname(store.spoolDir));
  const code = signedCode(
    { key, brandId: store.brandId },
    { mentionId: '12345', verb: 'done', letter: '2026-07-06' },
  );
  mailbox.put(`C’est fait [${code}]`, '');
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
});
