import excel from 'exceljs';
import { expect, it } from 'vitest';
import { prepareSource } from '../../src/app/collecting/prepared.ts';
import { configuredSource } from '../../src/domain/settings/source.ts';
import { answerOf, ids, load, settingOf } from './cases.ts';

const PAGE = `<!doctype html><html><body><script type="application/ld+json">{"@type":"Review",
"author":{"@type":"Person","name":"Marie D."},"reviewBody":"Très bien","datePublished":"2026-07-09T23:30"}
</script></body></html>`;
const PASTED = 'Marie D.\n★★★★★ 09/07/2026\nTrès bon travail, soigné\n\nYann L.\n★★ 10/07/2026\nTrop cher\n';

async function datesOf(id: string, bytes: Uint8Array, timezone?: string): Promise<unknown[]> {
  const collector = await load(id);
  const source = configuredSource({ collector: id, paused: false, ...(settingOf(id).options as object) });
  const prepared =
    timezone === undefined
      ? collector.options.parse(source.options)
      : (await prepareSource(source, timezone)).options;
  const { observations } = await collector.read(answerOf(settingOf(id), bytes), prepared, {});
  return observations.flatMap(seen => ('publishedAt' in seen ? [seen.publishedAt] : []));
}

/** The same wall clock, wherever the owner is; without a zone, as in France. */
const EVENING: readonly (readonly [zone: string | undefined, instant: string])[] = [
  [undefined, '2026-07-09T21:30:00.000Z'],
  ['Europe/Paris', '2026-07-09T21:30:00.000Z'],
  ['America/Martinique', '2026-07-10T03:30:00.000Z'],
  ['Indian/Reunion', '2026-07-09T19:30:00.000Z'],
];

it.each(EVENING)('reads a table’s dates in the owner’s zone (%s)', async (zone, instant) => {
  const rows = 'date;note;avis\n09/07/2026 23:30;5;Très bien\n2026-07-09T23:30;5;Bien\n';
  const table = Buffer.from(`${rows}2026-07-09T23:30Z;4;Bof\n46212,9791666667;4;Correct\n`);
  expect(await datesOf('table', table, zone)).toEqual([
    instant,
    instant,
    '2026-07-09T23:30:00.000Z',
    instant,
  ]);
});

it.each(EVENING)('reads a workbook’s dates in the owner’s zone (%s)', async (zone, instant) => {
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Avis');
  sheet.addRow(['date', 'note', 'avis']);
  sheet.addRow([new Date('2026-07-09T23:30:00.000Z'), 5, 'Très bien']);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  expect(await datesOf('table', bytes, zone)).toEqual([instant]);
});

it.each(EVENING)('reads a marked-up page’s dates in the owner’s zone (%s)', async (zone, instant) => {
  for (const id of ['saved-page', 'review-page'])
    expect(await datesOf(id, Buffer.from(PAGE), zone)).toEqual([instant]);
});

it('reads a pasted day as the owner’s day', async () => {
  const days = ['America/Martinique', 'Indian/Reunion'].map(zone =>
    datesOf('saved-page', Buffer.from(PASTED), zone),
  );
  expect(await Promise.all(days)).toEqual([
    ['2026-07-09T04:00:00.000Z', '2026-07-10T04:00:00.000Z'],
    ['2026-07-08T20:00:00.000Z', '2026-07-09T20:00:00.000Z'],
  ]);
});

it('gives a zone to those collectors only that take one, and never in place of their own', async () => {
  const taking: string[] = [];
  for (const id of ids) {
    const source = configuredSource({ collector: id, paused: false, ...(settingOf(id).options as object) });
    const options = (await prepareSource(source, 'Indian/Reunion')).options as { timezone?: string };
    if (options.timezone === 'Indian/Reunion') taking.push(id);
  }
  expect(taking.toSorted()).toEqual(['feed', 'mailbox', 'review-page', 'saved-page', 'table']);
  const own = configuredSource({
    collector: 'table',
    paused: false,
    path: './a.csv',
    timezone: 'Asia/Tokyo',
  });
  expect((await prepareSource(own, 'Indian/Reunion')).options).toMatchObject({ timezone: 'Asia/Tokyo' });
});
