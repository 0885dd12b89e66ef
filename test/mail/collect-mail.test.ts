import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collector } from '../../collectors/mailbox.ts';
import { type Collecting, collect } from '../../src/app/collecting/collect.ts';
import { missingMail, withArrivals } from '../../src/domain/mail-rhythm.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { configuredSource } from '../../src/domain/settings/source.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { toMbox } from '../../src/platform/mbox.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { sourceState } from '../../src/platform/store/source-state.ts';
import { createReader, type Reader } from '../../src/platform/worker/reader.ts';
import { type ImapServer, imapServer } from '../servers/imap-server.ts';

const USER = 'yves@kerlann.example';
const DAY_MS = 86_400_000;
const TRIP = 'MemberServices@e.tripadvisor.com';
let server: ImapServer;
let store: Store;
let reader: Reader;
const clock = settableClock('2026-11-22T07:00:00.000Z');

beforeAll(() => {
  reader = createReader();
});
afterAll(() => reader.close());
beforeEach(async () => {
  clock.set('2026-11-22T07:00:00.000Z');
  server = await imapServer(USER, 'boîte');
  store = await openStore({ dataDir: ':memory:' });
});
afterEach(async () => {
  await store.close();
  await server.close();
});

function settings(...sources: object[]) {
  return settingsSchema.parse({
    firm: { name: 'Hôtel du Golfe', trade: 'hotel', establishments: [{ town: 'Vannes' }] },
    mailbox: { address: USER, imap: 'imap://imap.kerlann.example:143' },
    sources,
    network: { connectTo: { 'imap.kerlann.example': server.at }, minIntervalMs: 0 },
  });
}

async function collected(sources: object[], more: Partial<Collecting> = {}) {
  const given = { settings: settings(...sources), settingsDir: '.', store, clock, reader, random: () => 0.5 };
  return (await collect({ ...given, secret: async () => 'boîte', ...more })).sources;
}

const daysAgo = (days: number) => ({ receivedAt: new Date(Date.parse(clock.now()) - days * DAY_MS) });

function notice(id: number, from = TRIP, auth = 'dmarc=pass header.from=e.tripadvisor.com'): string {
  return [
    `Authentication-Results: mx.orange.example; ${auth}`,
    `From: Tripadvisor <${from}>`,
    `Subject: =?utf-8?Q?Vous_avez_un_nouvel_avis_=C3=A0_2_bulles?=`,
    `Message-ID: <${id}@e.tripadvisor.com>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Avis de Camille ${String.fromCharCode(65 + (id % 26))}.`,
    '',
    '2 sur 5 bulles',
    '',
    `Chambre froide, numéro ${id}`,
    '',
    'Personne n’est venu régler le chauffage.',
    '',
    `Lire l’avis : https://www.tripadvisor.fr/ShowUserReviews-g1-d2-r98765${String(id).padStart(4, '0')}-x.html`,
    '',
  ].join('\r\n');
}

const SOURCE = { collector: 'mailbox', from: 'tripadvisor' };
const idOf = (source: object) => configuredSource(settings(source).sources[0]!).id;
const stored = () =>
  store.db.selectFrom('mention').select(['kind', 'rating_value', 'site', 'url', 'about']).execute();

describe('review mails, from the server to the store', () => {
  it('become reviews of their platform, once, whatever is read again', async () => {
    server.add(Buffer.from(notice(1)), daysAgo(3));
    server.add(Buffer.from(notice(2)), daysAgo(2));
    server.add('From: marie@orange.example\r\nSubject: Bonjour\r\n\r\nPrivé', daysAgo(1));
    expect(await collected([SOURCE])).toMatchObject([{ name: 'TripAdvisor', items: 2, new: 2, error: null }]);
    expect(await collected([SOURCE])).toMatchObject([{ items: 0, new: 0, error: null }]);
    server.folders.get('INBOX')!.validity += 1;
    expect(await collected([SOURCE])).toMatchObject([{ items: 2, new: 0, error: null }]);
    expect(server.opened).toEqual([1, 2, 1, 2]);
    expect(await stored()).toMatchObject([
      { kind: 'review', rating_value: 2, site: 'TripAdvisor', about: 'firm' },
      { kind: 'review' },
    ]);
  });

  it('are one with the page that tells of the same review', async () => {
    const { commitBatch } = await import('../../src/platform/store/ingest.ts');
    const { batchOf, source } = await import('../store/world.ts');
    server.add(Buffer.from(notice(7)), daysAgo(1));
    await collected([SOURCE]);
    const url = 'https://www.tripadvisor.com/ShowUserReviews-g1-d2-r987650007-Hotel_du_Golfe.html';
    const rating = { value: 2, best: 5, worst: 1 };
    const onPage = { kind: 'review', url, text: 'Chambre froide', rating, publishedAt: null } as const;
    expect(await commitBatch(store, batchOf(source('page'), clock.now(), [onPage]))).toMatchObject({
      fresh: 0,
    });
    expect(await stored()).toHaveLength(1);
  });

  it('sign in once for all platforms, and never twice with a refused password', async () => {
    const both = [
      SOURCE,
      { collector: 'mailbox', from: 'google' },
      { collector: 'mailbox', from: 'booking' },
    ];
    await collected(both);
    expect(server.connections()).toBe(1);
    const refused = await collected(both, { secret: async () => 'faux' });
    expect(refused.map(({ error }) => error?.code)).toEqual([
      'MailboxRefused',
      'MailboxRefused',
      'MailboxRefused',
    ]);
    expect(server.connections()).toBe(2);
    const none = await collected([SOURCE], { secret: async () => null });
    expect(none[0]?.error).toMatchObject({ code: 'SecretMissing' });
  });

  it('come to the owner’s eyes as to check, and never as a review, when they are forged', async () => {
    server.add(Buffer.from(notice(3, TRIP, 'spf=fail smtp.mailfrom=evil.example; dmarc=fail')), daysAgo(1));
    await collected([SOURCE]);
    expect(await stored()).toMatchObject([{ kind: 'mention', rating_value: null, url: null, about: null }]);
    const { tagPending } = await import('../../src/app/processing/tag-pending.ts');
    await tagPending(store, settings(SOURCE), { clock, signal: undefined });
    const verdicts = await store.db
      .selectFrom('annotation')
      .select(['item', 'label'])
      .where('stage', '=', 'relevance')
      .execute();
    expect(verdicts).toEqual([{ item: 'firm', label: 'to-check' }]);
  });

  it('are missed when they do not come, and the source is well again when they do', async () => {
    for (let week = 9; week >= 2; week--) server.add(Buffer.from(notice(20 - week)), daysAgo(week * 7 - 2));
    expect(await collected([SOURCE])).toMatchObject([
      { new: 8, error: { code: 'MailMissing', params: { days: 12, usual: 'week' } } },
    ]);
    const state = await sourceState(store, idOf(SOURCE));
    expect(state).toMatchObject({ health: 'failing', error: { code: 'MailMissing' } });
    server.add(Buffer.from(notice(30)), daysAgo(0));
    expect(await collected([SOURCE])).toMatchObject([{ new: 1, error: null }]);
    expect(await sourceState(store, idOf(SOURCE))).toMatchObject({ health: 'ok', failures: 0 });
  });
});

describe('what is usual', () => {
  const weekly = withArrivals(
    '',
    Array.from({ length: 9 }, (_, n) => `2026-0${1 + Math.floor(n / 4)}-0${1 + 2 * (n % 4)}T00:00:00Z`),
  );

  it('is nothing before eight mails, and what is told twice counts once', () => {
    expect(missingMail('1,8,15', '2026-11-22T00:00:00Z')).toBeNull();
    expect(withArrivals('20000,20007', ['2024-10-04T10:00:00Z', '2024-10-04T12:00:00Z'])).toBe('20000,20007');
    expect(missingMail('', '2026-11-22T00:00:00Z')).toBeNull();
    expect(missingMail(weekly, '2026-12-31T00:00:00Z')).not.toBeNull();
  });
});

describe('a mail bomb', () => {
  const read = async (raw: Buffer) => {
    const bytes = toMbox({ validity: '1', nextUid: 2, messages: [{ uid: 1, receivedAt: null, raw }] });
    const fetch = { via: 'mailbox', folder: 'INBOX', senders: [], after: null } as const;
    const answer = {
      fetch,
      url: 'imaps://x/INBOX',
      status: 200,
      contentType: 'application/mbox',
      bytes,
      observedAt: clock.now(),
    };
    return collector.read(answer, { from: 'tripadvisor' }, {});
  };
  const head = `From: <${TRIP}>\r\nSubject: Un nouvel avis\r\n`;

  it.each([
    [
      '10,000 parts',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000)}`,
    ],
    [
      'parts within parts',
      `${Array.from({ length: 5_000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}`,
    ],
    ['a header of 900 KB', `X-A: ${'a'.repeat(900_000)}\r\n\r\nx`],
    ['100,000 headers', `${'X: y\r\n'.repeat(100_000)}\r\nx`],
    ['mails within mails', 'Content-Type: message/rfc822\r\n\r\n'.repeat(10_000)],
    ['300,000 tags', `Content-Type: text/html\r\n\r\n${'<a href="x">'.repeat(80_000)}`],
    [
      '1 MB of stars',
      `Content-Type: text/plain; charset=utf-8\r\n\r\n${'★ 4 sur 5 avis de X '.repeat(45_000)}`,
    ],
    ['a thousand encoded words', `Subject: ${'=?utf-8?B?w6k=?= '.repeat(20_000)}\r\n\r\nx`],
  ])('of %s is read or left, and costs what its length costs', async (_name, body) => {
    const { recognised, observations } = await read(Buffer.from(head + body));
    expect(recognised).toBe(true);
    expect(observations.length).toBeLessThanOrEqual(1);
  });
});
