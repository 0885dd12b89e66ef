import * as z from 'zod';
import type { Answer, Collector, Read } from '../src/domain/collector.ts';
import type { MentionForm, Observation, Rating } from '../src/domain/observation.ts';
import {
  type Columns,
  FIELDS,
  type Field,
  folded,
  mappedColumns,
  type Table,
  tableOf,
} from './readers/columns.ts';
import { MAX_ROWS, readCsv } from './readers/csv.ts';
import { readDate } from './readers/date.ts';
import { decodeBytes } from './readers/decode.ts';
import { readJsonTable } from './readers/json-table.ts';
import { readDecimal } from './readers/number.ts';
import { mentionOf, reviewOf } from './readers/observed.ts';
import { filePath, timezone, USUAL_ZONE } from './readers/options.ts';
import { onScale, readStars } from './readers/stars.ts';
import { originalText } from './readers/translated.ts';
import { isZip, readXlsx } from './readers/xlsx.ts';
import { utcOfLocal } from './readers/zone.ts';

const options = z.strictObject({
  /** A .csv, .tsv, .xlsx or .json file. */
  path: filePath,
  /** Field → header of its column, for those that are not guessed: `{ text: "Ce qu'ils disent" }`. */
  mapping: z.partialRecord(z.enum(FIELDS), z.string().min(1).max(200)).optional(),
  /** What a row without a rating is. Default: post. */
  form: z.enum(['article', 'post', 'comment', 'message', 'video']).optional(),
  /** Zone of dates that have none. Default Europe/Paris. */
  timezone,
});

type Options = z.infer<typeof options>;
type Mapping = Readonly<Partial<Record<Field, string>>>;

async function read(answer: Answer, settings: Options): Promise<Read> {
  const mapping: Mapping = Object.fromEntries(
    Object.entries(settings.mapping ?? {}).filter(([, header]) => header),
  );
  const table = await tableFrom(answer, mapping);
  const columns = table && mappedColumns(table.headers, mapping);
  if (!table || !columns || !tells(columns)) return { recognised: false, observations: [] };
  const reading = { ...readingOf(table, columns), zone: settings.timezone ?? USUAL_ZONE };
  const form = settings.form ?? 'post';
  const observations = table.rows.flatMap(row => observationFrom(row, reading, form) ?? []);
  return { recognised: true, observations };
}

async function tableFrom(answer: Answer, mapping: Mapping): Promise<Table | null> {
  if (isZip(answer.bytes)) {
    const rows = await readXlsx(answer.bytes);
    return rows && tableOf(rows, mapping);
  }
  const text = decodeBytes(answer.bytes, answer.contentType);
  const start = text.trimStart()[0];
  if (start === '{' || start === '[') return readJsonTable(text);
  // Markup and binary files also hold commas.
  if (start === undefined || start === '<' || text.slice(0, 1_000).includes('\u0000')) return null;
  return tableOf(readCsv(text), mapping);
}

/** One known header is chance; what was said, or how many stars, must be there. */
function tells(columns: Columns): boolean {
  return (columns.has('text') || columns.has('rating')) && columns.size >= 2;
}

type Dating = { readonly dayFirst: boolean; readonly zone: string };

type Reading = Dating & {
  readonly columns: Columns;
  readonly best: number;
  readonly reviews: boolean;
};

/** What only the whole table tells: its scale, whether 03/04 is March or April, reviews or other words. */
function readingOf({ headers, rows }: Table, columns: Columns): Omit<Reading, 'zone'> {
  const cells = (field: Field) => rows.map(row => cellOf(row, columns, field));
  const header = (field: Field) => folded(headers[columns.get(field) ?? -1] ?? '');
  const said = Number(
    /(?:sur|out of|of)\s*(\d{1,3})|(?:^|\s)(\d{1,3})$/.exec(header('rating'))?.slice(1).find(Boolean),
  );
  const largest = cells('rating')
    .map(cell => readStars(cell)?.best ?? readDecimal(cell) ?? 0)
    .reduce((a, b) => Math.max(a, b), 0);
  const best = said >= 2 ? said : ([5, 10, 20, 100].find(each => largest <= each) ?? 5);
  const monthFirst = cells('date').some(cell => /^\s*\d{1,2}[/.-](?:1[3-9]|2\d|3[01])[/.-]/.test(cell));
  const isReview = /avis|review|temoignage/.test(`${headers.map(folded).join(' ')}`);
  return { columns, dayFirst: !monthFirst, best, reviews: columns.has('rating') || isReview };
}

function cellOf(row: readonly string[], columns: Columns, field: Field): string {
  return row[columns.get(field) ?? -1]?.trim() ?? '';
}

function observationFrom(row: readonly string[], reading: Reading, form: MentionForm): Observation | null {
  const cell = (field: Field) => cellOf(row, reading.columns, field);
  const rating = ratingFrom(cell('rating'), cell('best'), reading.best);
  const text = originalText(cell('text'));
  if (text === '' && cell('title') === '' && !rating) return null;
  const url = cell('url');
  const fields = {
    sourceItemId: cell('id'),
    url: /^https?:\/\//i.test(url) ? url : undefined,
    title: cell('title'),
    text,
    author: { name: cell('author'), handle: undefined, url: undefined },
    publishedAt: dateFrom(cell('date'), reading),
    language: cell('language') || undefined,
  };
  if (!reading.reviews) return mentionOf(form, fields);
  const reply = originalText(cell('reply'));
  return reviewOf(
    fields,
    rating,
    reply === '' ? undefined : { text: reply, at: dateFrom(cell('replyAt'), reading) },
  );
}

function ratingFrom(cell: string, best: string, usual: number): Rating | null {
  if (cell === '') return null;
  return readStars(cell) ?? onScale(readDecimal(cell), readDecimal(best) ?? usual);
}

/** Days between 30 December 1899, Excel's day 0, and 1 January 1970. */
const EXCEL_EPOCH_DAYS = 25_569;

function dateFrom(cell: string, { dayFirst, zone }: Dating): string | null {
  if (cell === '') return null;
  // A date whose format was lost: Excel's own count of days, between 1954 and 2119.
  if (/^[2-7]\d{4}(?:[.,]\d+)?$/.test(cell)) {
    const days = readDecimal(cell)! - EXCEL_EPOCH_DAYS;
    return new Date(utcOfLocal(Math.round(days * 86_400) * 1_000, zone)).toISOString();
  }
  return readDate(cell, { dayFirst, zone });
}

/** A file of the owner's: the way in for every platform that lets its reviews be exported, and for her own lists. */
export const collector: Collector<Options> = {
  id: 'table',
  title: { fr: 'Un tableau (CSV, Excel, JSON)', en: 'A table (CSV, Excel, JSON)' },
  homepage: 'https://takeout.google.com/',
  brings: ['reviews', 'mentions'],
  needs: 'file',
  costs: 'free',
  terms: 'Your own copy of your own data: an export that the platform gives you, or a list that you keep.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 0, maxPages: 1, maxItems: MAX_ROWS },
  requests: settings => [{ via: 'file', path: settings.path }],
  read,
};
