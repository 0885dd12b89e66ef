import { resolve } from 'node:path';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { addDays, type LocalDay, localDay, type Period } from '../../domain/time.ts';
import type { Language } from '../../domain/words.ts';
import { loadPack } from '../../platform/data-files.ts';
import type { WriteSheet } from '../../platform/exporting/sheet.ts';
import { fillWhole } from '../../platform/whole-file.ts';
import type { Command, Invocation } from '../command.ts';
import { mentionColumns, mentionRows, type Wording } from '../exporting/mention-rows.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tellAnyway } from '../telling.ts';
import { isDay, weekAsked } from '../week-asked.ts';
import { catalogueFor } from '../wording.ts';

/** Loaded when asked for: a spreadsheet writer and a second DuckDB are no small things. */
const WRITERS: Readonly<Record<string, (language: Language) => Promise<WriteSheet>>> = {
  csv: async language => (await import('../../platform/exporting/csv.ts')).csvWriter(language),
  xlsx: async () => (await import('../../platform/exporting/xlsx.ts')).writeXlsx,
  jsonl: async () => (await import('../../platform/exporting/csv.ts')).writeJsonl,
  parquet: async () => (await import('../../platform/exporting/parquet.ts')).writeParquet,
};

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Enregistre vos remarques dans un fichier : tableur, JSON ou Parquet',
    en: 'Saves your mentions to a file: spreadsheet, JSON or Parquet',
  },
  usage: 'export --format csv|xlsx|jsonl|parquet [--out FILE] [--week W | --from DAY --to DAY] [--aside]',
  examples: [
    'vigie export --format xlsx',
    'vigie export --format csv --from 2026-01-01 --out avis.csv',
    'vigie export --format jsonl --aside --out tout.jsonl',
  ],
  options: {
    format: { type: 'string', default: 'csv' },
    out: { type: 'string' },
    week: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    aside: { type: 'boolean' },
  },
  async run(invocation) {
    const { values, clock } = invocation;
    const format = String(values.format);
    const writer = WRITERS[format];
    if (!writer || !Object.hasOwn(WRITERS, format))
      throw new VigieError('UsageInvalid', { word: `--format ${format}`, mend: '--format csv' });
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = catalogueFor(invocation, settings);
      const today = localDay(clock.now(), settings.timezone);
      const path = resolve(typeof values.out === 'string' ? values.out : `vigie-${today}.${format}`);
      const write = await writer(catalogue.language);
      const wording = READ_BY_HER.has(format) ? wordingOf(catalogue, settings) : null;
      const sheet = {
        name: settings.firm.name,
        columns: mentionColumns(catalogue, wording),
        rows: mentionRows(house, periodAsked(invocation, settings, today), {
          withAside: values.aside === true,
          wording,
        }),
      };
      const rows = await fillWhole(path, part => write(part, sheet));
      return tellAnyway(invocation, { path, rows }, [say(catalogue, 'export.written', { n: rows, path })]);
    } finally {
      await house.close();
    }
  },
};

/** Formats that a spreadsheet opens; the others are for programs. */
const READ_BY_HER: ReadonlySet<string> = new Set(['csv', 'xlsx']);

function wordingOf(catalogue: Catalogue, { firm }: Settings): Wording {
  const topics = loadPack(firm.trade)?.topics ?? [];
  return { catalogue, topics: new Map(topics.map(({ id, label }) => [id, label[catalogue.language]])) };
}

/** As asked; all that is kept otherwise. @throws VigieError UsageInvalid for a day that is none */
function periodAsked({ values }: Invocation, { privacy }: Settings, today: LocalDay): Period {
  const { week, from, to } = values;
  if (typeof week === 'string') return weekAsked(week);
  for (const [name, day] of Object.entries({ from, to }))
    if (typeof day === 'string' && !isDay(day))
      throw new VigieError('UsageInvalid', { word: `--${name} ${day}`, mend: `--${name} ${today}` });
  const oldest = addDays(today, -DAYS_OF_A_MONTH * privacy.retentionMonths);
  return { from: typeof from === 'string' ? from : oldest, to: typeof to === 'string' ? to : today };
}

const DAYS_OF_A_MONTH = 31;
