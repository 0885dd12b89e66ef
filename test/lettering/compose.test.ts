import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codesIn, readCode } from '../../src/app/answering/codes.ts';
import { letterMessage } from '../../src/app/lettering/compose.ts';
import { slug } from '../../src/domain/brand.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { letterKey } from '../../src/platform/letter-key.ts';
import { noteMail } from '../../src/platform/store/answered.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { offeredBy } from '../../src/platform/store/letter-items.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { saveTagged } from '../../src/platform/store/save-tagged.ts';
import { batchOf, review, source, tag, VERSIONS } from '../store/world.ts';

const NOW = '2026-07-13T08:00:00.000Z';
const WEEK = { from: '2026-07-06', to: '2026-07-12' };
const ADDRESS = 'claire+lettre@phare-gris.example';
const settings = settingsSchema.parse({
  firm: { name: 'Hôtel du Phare Gris', trade: 'hotel', establishments: [{ town: 'Port-Morven' }] },
  mailbox: { address: ADDRESS, imap: 'imaps://imap.example:993' },
});
const local = () => ({ store, settings, settingsDir: '/', clock: { now: () => NOW } });

let store: Store;
let id: string;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:', brandId: slug(settings.firm.name) });
  const said = [review('b1', 2, 'Chambre sur rue, impossible de dormir.', '2026-07-10T08:00:00.000Z')];
  const { toTag } = await commitBatch(store, batchOf(source('Booking'), '2026-07-13T05:02:00.000Z', said));
  id = toTag[0]!;
  const annotations = [
    tag(id, 'relevance', 'kept', { item: 'firm', score: 6 }),
    tag(id, 'stories', id, { score: 1 }),
    tag(id, 'priority', 'now', { score: 50, because: [{ term: 'rule:low-rating', weight: 1 }] }),
  ];
  const nothing = { stories: [], memories: [], outboxIds: [] };
  await saveTagged(store, { mentionIds: toTag, versions: VERSIONS, annotations, ...nothing }, NOW);
});
afterEach(() => store.close());

test('the letter as it leaves: its forms, its buttons, what an answer to it means', async () => {
  const message = await letterMessage(local(), WEEK, loadCatalogue('fr'));
  expect(message).toMatchObject({
    kind: 'letter',
    subject: 'Une réponse à écrire, 1\u00a0avis lu',
    replyTo: ADDRESS,
    offered: [id],
  });
  expect(message?.subject.length).toBeLessThanOrEqual(60);
  expect(message?.summary).toContain('impossible de dormir');
  expect(message?.text).toContain('pas nous');
  expect(await offeredBy(store, WEEK.from)).toEqual([id]);
  const mails = [...(message?.html ?? '').matchAll(/href="(mailto:[^"]*)"/g)].map(match =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
  const signer = { key: await letterKey(dirname(store.spoolDir)), brandId: store.brandId };
  const meanings = mails.map(mail => {
    expect(decodeURIComponent(new URL(mail).pathname)).toBe(ADDRESS);
    return readCode(signer, codesIn(new URL(mail).searchParams.get('subject') ?? '')[0] ?? '');
  });
  expect(meanings).toEqual(
    ['done', 'later', 'not-us'].map(verb => ({ verb, mentionId: id, letter: WEEK.from })),
  );
});

test('who asked for no more letters gets none', async () => {
  await noteMail(store, { key: '<stop@mail.example>', verb: 'stop', at: NOW }, async () => {});
  expect(await letterMessage(local(), WEEK, loadCatalogue('en'))).toBeNull();
});
