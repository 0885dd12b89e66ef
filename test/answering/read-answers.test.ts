import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reading } from '../../queries/reading.ts';
import { signedCode } from '../../src/app/answering/codes.ts';
import { readAnswers } from '../../src/app/answering/read-answers.ts';
import { answerOf } from '../../src/app/host/answer-of.ts';
import type { AlertFacts } from '../../src/domain/alert.ts';
import { slug } from '../../src/domain/brand.ts';
import type { Act } from '../../src/domain/house.ts';
import { lettersStoppedAt } from '../../src/domain/letters-stopped.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { letterKey, sealWith } from '../../src/platform/letter-key.ts';
import { messageIdOf, stopSubject } from '../../src/platform/mail-message.ts';
import { type MailSession, openMailbox } from '../../src/platform/mailbox.ts';
import { changeIncidents } from '../../src/platform/store/incidents.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { noteOffered } from '../../src/platform/store/letter-items.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';
import { type ImapServer, imapServer } from '../servers/imap-server.ts';
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
let seal: (words: string) => string;
let answering: readonly string[];
let ids: readonly string[];
let server: ImapServer | null = null;
let session: MailSession | null = null;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:', brandId: slug(settings.firm.name) });
  const reviews = [1, 2].map(n =>
    review(`avis-${n}`, n, `Chambre bruyante ${n}`, '2026-07-10T08:00:00.000Z'),
  );
  ids = (await commitBatch(store, batchOf(source('Booking'), NOW, reviews))).toTag;
  await openOutbox(store).note(KEY, NOW);
  seal = sealWith(await letterKey(dirname(store.spoolDir)));
  answering = [`In-Reply-To: ${messageIdOf(seal, KEY, OWNER)}`];
});
afterEach(async () => {
  await session?.close();
  await server?.close();
  await store.close();
});

/** Her inbox on a real server: mails that she sent to herself, and one of somebody else. */
async function inbox() {
  server = await imapServer(OWNER, 'sésame');
  server.add(mailOf('client@ailleurs.example', 'Re: lettre', 'fait', answering), {
    receivedAt: new Date(NOW),
  });
  session = await openMailbox({
    mailbox: { address: OWNER, imap: 'imap://imap.phare-gris.example:143' },
    password: 'sésame',
    network: { allowPrivate: [], connectTo: { 'imap.phare-gris.example': server.at } },
    signal: AbortSignal.timeout(90_000),
  });
  const { fetchNew } = session;
  let sent = 0;
  return {
    fetchNew,
    put: (subject: string, body: string, headers: readonly string[] = [], id = `<m${sent}@mail.example>`) => {
      sent += 1;
      server?.add(mailOf(OWNER, subject, body, [`Message-ID: ${id}`, ...headers]), {
        receivedAt: new Date(NOW),
      });
    },
  };
}

function mailOf(from: string, subject: string, body: string, headers: readonly string[]): string {
  const head = [
    `From: ${from}`,
    `To: ${OWNER}`,
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
  ];
  return [...head, ...headers, '', body, ''].join('\r\n');
}

const local = () => ({ store, settings, settingsDir: '/', clock });

test('an answer by word and a prepared mail are done once, and learnt from', async () => {
  await noteOffered(store, '2026-07-06', ids, NOW);
  const mailbox = await inbox();
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
  // Her own mails were opened, each once, and nobody else's.
  expect(server?.opened).toEqual([2, 3, 4, 5]);
  expect(await store.db.selectFrom('action').selectAll().execute()).toHaveLength(2);
});

test('what is not certain does nothing and is told in the next letter', async () => {
  await noteOffered(store, '2026-07-06', ids, NOW);
  const mailbox = await inbox();
  mailbox.put('Re: lettre', 'fait', answering);
  mailbox.put('Note', 'acheter du lait');
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
  const reading = (await answerOf(local(), 'reading', { from: '2026-07-06', to: '2026-07-12' })) as Reading;
  expect(reading.unclear).toEqual(['2026-07-13']);
  expect(await store.db.selectFrom('action').selectAll().execute()).toEqual([]);
});

test('a word answered to an alert is meant for all that it is about; a number may be one of its steps', async () => {
  const facts: AlertFacts = {
    rule: 'negative-burst',
    level: 'now',
    subject: 'firm',
    matter: 'negative-burst:firm:noise',
    sureness: 'sure',
    since: NOW,
    mentionIds: ids,
    count: ids.length,
    usual: null,
    details: {},
  };
  const key = 'alert:incident-1';
  await changeIncidents(store, { at: NOW, since: NOW }, () => ({
    opened: [{ id: 'incident-1', facts }],
    grown: [],
    closed: [],
    promised: [{ incidentId: 'incident-1', key, dueAt: NOW }],
  }));
  const alerted = [`In-Reply-To: ${messageIdOf(seal, key, OWNER)}`];
  const mailbox = await inbox();
  mailbox.put('Re: alerte', '1 fait', alerted);
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
  mailbox.put('Re: alerte', 'C’est fait !', alerted);
  const acts: Act[] = [];
  expect(await readAnswers(local(), mailbox, async act => void acts.push(act))).toEqual({ acted: 2 });
  expect(acts.map(({ mentionId, verb }) => [mentionId, verb])).toEqual(ids.map(id => [id, 'done']));
});

test('who knows her address alone can neither answer for her nor stop her letters', async () => {
  await noteOffered(store, '2026-07-06', ids, NOW);
  const mailbox = await inbox();
  const elsewhere = sealWith(new Uint8Array(32));
  const answered = [`In-Reply-To: ${messageIdOf(elsewhere, KEY, OWNER)}`];
  mailbox.put('Re: lettre', '1 pas nous', answered);
  mailbox.put('Re: lettre', 'stop', answered);
  mailbox.put('stop', '');
  mailbox.put(stopSubject(elsewhere, OWNER), '');
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
  expect(await store.db.selectFrom('action').selectAll().execute()).toEqual([]);
  expect(await lettersStoppedAt(store)).toBeNull();
});

test('"stop" stops the letters until one is asked for by hand', async () => {
  const mailbox = await inbox();
  mailbox.put(stopSubject(seal, OWNER), '');
  await readAnswers(local(), mailbox);
  expect(await lettersStoppedAt(store)).toBe(NOW);
  await openOutbox(store).note('letter:2026-07-13:2026-07-19', '2026-07-20T08:30:00.000Z');
  expect(await lettersStoppedAt(store)).toBeNull();
});

test('a remark that is not stored is not acted on', async () => {
  const mailbox = await inbox();
  const key = await letterKey(dirname(store.spoolDir));
  const code = signedCode(
    { key, brandId: store.brandId },
    { mentionId: '12345', verb: 'done', letter: '2026-07-06' },
  );
  mailbox.put(`C’est fait [${code}]`, '');
  expect(await readAnswers(local(), mailbox)).toEqual({ acted: 0 });
});

test('another rhythm is written into the settings that are in use', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-rhythm-'));
  const settingsFile = join(folder, 'atelier.yaml');
  await writeFile(
    settingsFile,
    'firm: { name: Kerlann, trade: joinery, establishments: [{ town: Vannes }] }\n',
  );
  const mailbox = await inbox();
  mailbox.put('Re: lettre', 'une lettre par mois', answering);
  const settled = await readAnswers({ ...local(), settingsDir: folder, settingsFile }, mailbox);
  expect(settled).toEqual({ acted: 1 });
  expect(await readFile(settingsFile, 'utf8')).toContain('rhythm: monthly');
  await rm(folder, { recursive: true });
});
