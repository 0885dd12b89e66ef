import { expect, test } from 'vitest';
import { judgeAlerts } from '../../src/app/alerting/judge.ts';
import { plannedAlerts } from '../../src/app/alerting/plan.ts';
import { saveAction } from '../../src/platform/store/actions.ts';
import { knownIncidents } from '../../src/platform/store/incidents.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';
import { article, review, source } from '../store/world.ts';
import { type Bench, bench } from './world.ts';

const google = source('Google');
const gazette = source('La Gazette');
const NOW = '2026-07-14T12:20:00.000Z';
const hoursAgo = (hours: number, from = NOW) => new Date(Date.parse(from) - hours * 3_600_000).toISOString();
const at = (hours: number) => hoursAgo(-hours);

const incidents = (local: Bench) => knownIncidents(local.store.db, local.store, '2026-01-01T00:00:00.000Z');
const promised = async (local: Bench) => (await openOutbox(local.store).pending()).map(one => one.key);

/** Twenty weeks of a quiet bakery: one bad review a month, read long ago. */
async function quietBakery(): Promise<Bench> {
  const local = await bench(hoursAgo(24 * 30));
  const weeks = Array.from({ length: 14 }, (_, index) => index + 6);
  await local.tellAll(
    google,
    weeks.map(week => {
      const isBad = week % 4 === 0;
      const said = isBad
        ? ({ tone: 'negative', topics: ['staff'] } as const)
        : ({ tone: 'positive' } as const);
      return [
        review(`old${week}`, isBad ? 2 : 5, `Du bon pain, semaine ${week}`, hoursAgo(week * 168)),
        said,
      ];
    }),
  );
  local.set(NOW);
  return local;
}

test('one bad review opens one matter and promises one message, however often it is judged', async () => {
  const local = await quietBakery();
  const id = await local.tell(google, review('new', 1, 'Accueil glacial', hoursAgo(3)), { tone: 'negative' });
  expect(await judgeAlerts(local)).toEqual({ opened: 1, grown: 0 });
  expect(await judgeAlerts(local)).toEqual({ opened: 0, grown: 0 });
  local.set(at(2));
  expect(await judgeAlerts(local)).toEqual({ opened: 0, grown: 0 });
  const [incident, ...others] = await incidents(local);
  expect(others).toEqual([]);
  expect(incident?.facts).toMatchObject({
    rule: 'bad-review',
    level: 'now',
    sureness: 'sure',
    mentionIds: [id],
    count: 1,
    usual: { count: 1, per: 'month' },
    details: { site: 'Google', value: 1, best: 5 },
  });
  expect(await promised(local)).toEqual([`alert:${incident?.id}:0`]);
  await local.store.close();
});

test('history that is read today is no news: old reviews, and undated ones of a first reading', async () => {
  const local = await bench(NOW);
  const facebook = source('Facebook');
  await local.tell(google, review('a', 1, 'Très déçu', hoursAgo(24 * 40)), { tone: 'negative' });
  await local.tell(facebook, review('b', 1, 'Très déçue', null), { tone: 'negative' });
  expect(await judgeAlerts(local)).toEqual({ opened: 0, grown: 0 });
  local.set(at(5));
  await local.tell(facebook, review('c', 1, 'Pain rassis', null), { tone: 'negative' });
  expect(await judgeAlerts(local)).toEqual({ opened: 1, grown: 0 });
  await local.store.close();
});

test('four complaints in a day are one burst, told with what they share, and swallow their members', async () => {
  const local = await quietBakery();
  const texts = [
    'Du plastique dans le pain',
    'Un bout de plastique !',
    'Plastique trouvé',
    'Encore du plastique',
  ];
  const ids: string[] = [];
  for (const [index, text] of texts.entries())
    ids.push(
      await local.tell(google, review(`p${index}`, 1 + (index % 2), text, hoursAgo(18 - index)), {
        tone: 'negative',
        topics: ['product'],
      }),
    );
  expect(await judgeAlerts(local)).toEqual({ opened: 1, grown: 0 });
  const [burst] = await incidents(local);
  expect(burst?.facts).toMatchObject({
    rule: 'negative-burst',
    level: 'now',
    count: 4,
    since: hoursAgo(18),
    usual: { count: 1, per: 'month' },
    details: { topic: 'product', topicCount: 4, word: 'plastique', site: 'Google', worst: 1, mildest: 2 },
  });
  expect([...(burst?.facts.mentionIds ?? [])].sort()).toEqual(ids.sort());
  await local.store.close();
});

test('a matter speaks again when its count doubled, or a day later when something came', async () => {
  const local = await quietBakery();
  const tell = (name: string, published: string) =>
    local.tell(google, review(name, 1, `Plastique ${name}`, published), {
      tone: 'negative',
      topics: ['product'],
    });
  for (const name of ['a', 'b', 'c']) await tell(name, hoursAgo(3));
  await judgeAlerts(local);
  const outbox = openOutbox(local.store);
  const [first] = await outbox.pending();
  if (!first) throw new Error('nothing promised');
  await outbox.begin(first, 'mail', at(0.2));
  await outbox.end(first, 'mail', {
    status: 'sent',
    tries: 1,
    at: at(0.2),
    nextAt: null,
    error: null,
    receipt: null,
  });
  await outbox.finish([first.id], at(0.2));
  local.set(at(1));
  await tell('d', at(0.9));
  expect(await judgeAlerts(local)).toEqual({ opened: 0, grown: 1 });
  expect(await promised(local)).toEqual([]);
  local.set(at(2));
  for (const name of ['e', 'f']) await tell(name, at(1.9));
  expect(await judgeAlerts(local)).toEqual({ opened: 0, grown: 1 });
  const [incident] = await incidents(local);
  expect(await promised(local)).toEqual([`alert:${incident?.id}:3`]);
  expect(incident?.facts.count).toBe(6);
  await local.store.close();
});

test('a matter whose remarks are all settled is over, and its message is dropped', async () => {
  const local = await quietBakery();
  const id = await local.tell(google, review('new', 1, 'Accueil glacial', hoursAgo(3)), { tone: 'negative' });
  await judgeAlerts(local);
  local.set(at(1));
  await saveAction(local.store, { mentionId: id, verb: 'answered', subject: 'firm' }, at(0.5));
  await judgeAlerts(local);
  expect((await incidents(local)).map(incident => incident.closedAt)).toEqual([at(1)]);
  const pending = await openOutbox(local.store).pending();
  const plan = await plannedAlerts(local, pending, 0);
  expect(plan).toEqual({ send: [], merge: [], wait: [], drop: pending.map(one => one.id) });
  await local.store.close();
});

test('a copy of a story opens nothing, and a to-check remark says that it is not certain', async () => {
  const local = await quietBakery();
  const first = await local.tell(
    gazette,
    article(
      'https://gazette.example/1',
      'Incendie à la boulangerie Pélissou',
      'Un incendie cette nuit.',
      hoursAgo(5),
    ),
    { intent: 'press', verdict: 'to-check' },
  );
  await local.tell(
    source('Le Tarn'),
    article('https://tarn.example/1', 'Incendie à la boulangerie Pélissou', 'Un incendie.', hoursAgo(4)),
    { intent: 'press', verdict: 'to-check', story: first },
  );
  expect(await judgeAlerts(local)).toEqual({ opened: 1, grown: 0 });
  const [incident] = await incidents(local);
  expect(incident?.facts).toMatchObject({
    rule: 'urgent-word',
    sureness: 'unsure',
    mentionIds: [first],
    level: 'now',
  });
  await local.store.close();
});
