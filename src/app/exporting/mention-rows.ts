import type { Mentions, MentionView } from '../../../queries/mentions.ts';
import { FIRM } from '../../domain/brand.ts';
import { type Catalogue, knows, say } from '../../domain/catalogue.ts';
import type { House } from '../../domain/house.ts';
import { addDays, type Period } from '../../domain/time.ts';
import type { Cell, Column } from '../../platform/exporting/sheet.ts';

/** Read at a time: what a question answers at most. */
const PAGE_ROWS = 500;
/** A window of days per question: a question over years of a busy firm would sort them anew for each page. */
const WINDOW_DAYS = 28;
/** The window after one with fewer rows is twice as long: most of a young history is empty. */
const FEW_ROWS = PAGE_ROWS / 4;

/** Words for what the store names by a key: a spreadsheet is read by the owner, the other formats by programs. */
export type Wording = { readonly catalogue: Catalogue; readonly topics: ReadonlyMap<string, string> };

type Field = { readonly id: string; readonly type: Column['type']; of(remark: MentionView): Cell };

/** No author: whoever needs one finds the remark by its address (data minimised, safety rule 12). */
const FIELDS: readonly Field[] = [
  { id: 'id', type: 'text', of: ({ id }) => id },
  { id: 'day', type: 'date', of: ({ day }) => day },
  { id: 'publishedAt', type: 'timestamp', of: ({ publishedAt }) => publishedAt },
  { id: 'kind', type: 'text', of: ({ form }) => form },
  { id: 'site', type: 'text', of: ({ site }) => site },
  { id: 'rating', type: 'number', of: ({ rating }) => rating?.value ?? null },
  { id: 'ratingBest', type: 'number', of: ({ rating }) => rating?.best ?? null },
  { id: 'title', type: 'text', of: ({ title }) => title },
  { id: 'text', type: 'text', of: ({ text }) => text },
  { id: 'url', type: 'text', of: ({ url }) => url },
  { id: 'language', type: 'text', of: ({ language }) => language },
  { id: 'verdict', type: 'text', of: ({ verdict }) => verdict },
  { id: 'tone', type: 'text', of: ({ tone }) => tone?.label ?? null },
  { id: 'polarity', type: 'number', of: ({ tone }) => tone?.score ?? null },
  { id: 'toneUnclear', type: 'boolean', of: ({ tone }) => tone?.abstain ?? null },
  {
    id: 'topics',
    type: 'text',
    of: remark => remark.topics.map(each => `${each.topic}: ${each.label}`).join(', '),
  },
  { id: 'intent', type: 'text', of: ({ intent }) => intent?.label ?? null },
  { id: 'priority', type: 'text', of: ({ priority }) => priority.label },
  { id: 'story', type: 'text', of: ({ story }) => story?.id ?? null },
  { id: 'reply', type: 'text', of: ({ reply }) => reply?.text ?? null },
  { id: 'replyAt', type: 'timestamp', of: ({ reply }) => reply?.at ?? reply?.seenAt ?? null },
  { id: 'said', type: 'text', of: ({ action }) => action?.verb ?? null },
];

/** @param wording null: values stay as the store names them */
export function mentionColumns(catalogue: Catalogue, wording: Wording | null): readonly Column[] {
  return FIELDS.map(({ id, type }) => ({
    id,
    type: wording !== null && type === 'boolean' ? 'text' : type,
    title: say(catalogue, `export.${id}`),
  }));
}

/** Fields whose values are keys of the store. */
const KEYED: ReadonlySet<string> = new Set(['kind', 'verdict', 'tone', 'intent', 'priority', 'said']);

function cellOf({ id, of }: Field, remark: MentionView, wording: Wording | null): Cell {
  const cell = of(remark);
  if (wording === null || cell === null) return cell;
  if (id === 'topics') return topicsWords(remark, wording);
  if (typeof cell === 'boolean') return say(wording.catalogue, `exported.${cell ? 'yes' : 'no'}`);
  return KEYED.has(id) ? (worded(wording.catalogue, `${id}.${String(cell)}`) ?? cell) : cell;
}

function worded(catalogue: Catalogue, key: string): string | null {
  return knows(catalogue, `exported.${key}`) ? say(catalogue, `exported.${key}`) : null;
}

/** `Rappel (défavorable), Conseil (favorable)` */
function topicsWords(remark: MentionView, { catalogue, topics }: Wording): string {
  const one = ({ topic, label }: { readonly topic: string; readonly label: string }) =>
    `${topics.get(topic) ?? topic} (${worded(catalogue, `tone.${label}`) ?? label})`;
  return remark.topics.map(one).join(', ');
}

/** Every remark of the period, copies included, newest window last; those set aside only when asked for. */
export async function* mentionRows(
  house: House,
  period: Period,
  { withAside, wording }: { readonly withAside: boolean; readonly wording: Wording | null },
): AsyncGenerator<readonly Cell[]> {
  const verdicts = ['kept', 'to-check', ...(withAside ? ['dropped'] : [])];
  let days = WINDOW_DAYS;
  let from = period.from;
  while (from <= period.to) {
    const last = addDays(from, days - 1);
    const window = { from, to: last < period.to ? last : period.to };
    const firsts = await Promise.all(
      verdicts.map(async verdict => ({ verdict, page: await pageOf(house, window, verdict, 0) })),
    );
    const total = firsts.reduce((sum, { page }) => sum + page.total, 0);
    if (total > PAGE_ROWS && days > WINDOW_DAYS) {
      days = WINDOW_DAYS;
      continue;
    }
    for (const { verdict, page } of firsts)
      for await (const remark of remarksFrom(house, window, verdict, page))
        yield FIELDS.map(field => cellOf(field, remark, wording));
    days = total < FEW_ROWS ? days * 2 : WINDOW_DAYS;
    from = addDays(window.to, 1);
  }
}

/** The remarks of the first page, and of the pages behind it. */
async function* remarksFrom(
  house: House,
  window: Period,
  verdict: string,
  first: Mentions,
): AsyncGenerator<MentionView> {
  let page = first;
  for (let offset = 0; ; ) {
    yield* page.mentions;
    offset += page.mentions.length;
    if (offset >= page.total || page.mentions.length === 0) return;
    page = await pageOf(house, window, verdict, offset);
  }
}

function pageOf(house: House, { from, to }: Period, verdict: string, offset: number): Promise<Mentions> {
  const asked = { subject: FIRM, from, to, verdict, copies: true, limit: PAGE_ROWS, offset };
  return house.ask<Mentions>('mentions', asked);
}
