import * as z from 'zod';
import { makeStages } from '../../../pipelines/main.ts';
import { runStages } from '../../../pipelines/run.ts';
import type { Annotation, Because } from '../../domain/annotation.ts';
import { brandsOf } from '../../domain/brand.ts';
import type { Data } from '../../domain/data.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { settingsSchema } from '../../domain/settings/settings.ts';
import type { Item, Stage } from '../../domain/stage.ts';

const rating = z.union([
  z.number().transform(value => ({ value, best: value > 5 ? 10 : 5, worst: 1 })),
  z.object({ value: z.number(), best: z.number().default(5), worst: z.number().default(1) }),
]);
const inputSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  title: z.string().nullish(),
  lang: z.string().nullish(),
  url: z.string().nullish(),
  publishedAt: z.string().nullish(),
  rating: rating.nullish(),
});
type Input = z.infer<typeof inputSchema>;
type Id = string | number;

/** One line of `vigie analyze`, a contract with whoever reads them; or why there is none. */
export type Analysed =
  | {
      readonly id: Id;
      readonly lang: { readonly code: string; readonly confidence: number };
      readonly sentiment: {
        readonly label: string;
        readonly polarity: number;
        readonly confidence: number;
        readonly abstain: boolean;
        readonly because: Because;
      };
      readonly topics: readonly {
        readonly topic: string;
        readonly polarity: number;
        readonly because: Because;
      }[];
      readonly intent: readonly { readonly label: string; readonly confidence: number }[];
      readonly brands: readonly {
        readonly brand: string;
        readonly verdict: string;
        readonly score: number;
        readonly because: Because;
      }[];
      readonly story: string;
    }
  | { readonly id: Id; readonly error: 'not-json' | 'no-text' | 'too-long' };

/** A line read from the stream and its number, from 1: its id when it brings none. */
export type Line = { readonly number: number; readonly text: string | null };

/** Texts of no firm: nobody to be about, and topics of any trade. */
const NOBODY: Settings = settingsSchema.parse({
  firm: { name: '\u2014', trade: 'general', establishments: [{ town: '\u2014' }] },
});

/**
 * Analyses lines in order; stories and usual languages are remembered from one call to the next.
 * `settings` null: no brands are looked for.
 */
export function analysis(
  settings: Settings | null,
  data: Data,
): (lines: readonly Line[]) => Promise<readonly Analysed[]> {
  const stages: readonly Stage<unknown>[] = makeStages(settings ?? NOBODY, data, {});
  const names = new Map(settings ? brandsOf(settings).map(brand => [brand.subject, brand.name]) : []);
  return async lines => {
    const read = lines.map(line => readLine(line));
    const items = read.flatMap(one => ('item' in one ? [one.item] : []));
    const { annotations } = await runStages(stages, items);
    return read.map(one =>
      'item' in one
        ? analysed(one.id, annotations.get(one.item.id) ?? [], names)
        : { id: one.id, error: one.error },
    );
  };
}

type ReadLine =
  | { readonly id: Id; readonly item: Item }
  | { readonly id: Id; readonly error: 'not-json' | 'no-text' | 'too-long' };

function readLine({ number, text }: Line): ReadLine {
  if (text === null) return { id: number, error: 'too-long' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { id: number, error: 'not-json' };
  }
  const input = inputSchema.safeParse(value);
  if (!input.success) return { id: idOf(value) ?? number, error: 'no-text' };
  return { id: input.data.id ?? number, item: itemOf(input.data, String(number)) };
}

function idOf(value: unknown): Id | undefined {
  const parsed = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value);
  return parsed.success ? parsed.data.id : undefined;
}

function itemOf(input: Input, id: string): Item {
  const published =
    input.publishedAt && Number.isFinite(Date.parse(input.publishedAt)) ? input.publishedAt : '';
  return {
    id,
    kind: input.rating ? 'review' : 'mention',
    form: input.rating ? 'review' : 'post',
    site: '',
    about: null,
    url: input.url ?? null,
    title: input.title ?? '',
    text: input.text,
    language: input.lang ?? null,
    publishedAt: published,
    rating: input.rating ?? null,
    authorHandle: null,
    replied: false,
  };
}

function analysed(id: Id, said: readonly Annotation[], names: ReadonlyMap<string, string>): Analysed {
  const of = (stage: Annotation['stage']): Annotation[] => said.filter(one => one.stage === stage);
  const language = of('language')[0];
  const tone = of('sentiment')[0];
  return {
    id,
    lang: { code: language?.label ?? 'und', confidence: round(language?.confidence ?? 0) },
    sentiment: {
      label: tone?.label ?? 'neutral',
      polarity: round(tone?.score ?? 0),
      confidence: round(tone?.confidence ?? 0),
      abstain: tone?.abstain ?? true,
      because: reasons(tone?.because ?? []),
    },
    topics: of('topics').map(one => ({
      topic: one.item,
      polarity: round(one.score),
      because: reasons(one.because),
    })),
    intent: of('intent')
      .filter(one => one.label !== 'none')
      .map(one => ({ label: one.label, confidence: round(one.confidence) })),
    brands: of('relevance').flatMap(one => {
      const brand = names.get(one.item);
      if (brand === undefined) return [];
      return [{ brand, verdict: one.label, score: round(one.score), because: reasons(one.because) }];
    }),
    story: of('stories')[0]?.label ?? '',
  };
}

function reasons(because: Because): Because {
  return because.map(({ term, weight }) => ({ term, weight: round(weight) }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
