import { join } from 'node:path';
import { CORPUS, TEST_SPLITS, type TestSplit } from './corpus.ts';
import { type EvalOptions, labelled } from './labelled.ts';
import type { ToneLabel } from './tone-metrics.ts';

/** One labelled text, whichever of the two files' ways it was written in. */
export type ToneCase = {
  readonly text: string;
  readonly lang: string;
  readonly gold: ToneLabel;
  readonly domain: string;
  readonly source: string;
  /** Only in our own corpus. */
  readonly phenomenon: string | null;
  readonly register: string | null;
};

/** The shared corpora: label, domain, source. Our own: tone, phenomenon, register. */
type Raw = {
  text: string;
  lang?: string;
  label?: string;
  domain?: string;
  source?: string;
  tone?: string;
  phenomenon?: string;
  register?: string;
};

const LABELS: Readonly<Record<string, ToneLabel>> = {
  positive: 'pos',
  pos: 'pos',
  neutral: 'neu',
  neu: 'neu',
  negative: 'neg',
  neg: 'neg',
  mixed: 'mixed',
};

/** The cases of one file, or of the file the caller named; null, after saying so, when it is not there. */
export function toneCases(options: EvalOptions, usual: string): ToneCase[] | null {
  return labelled<Raw>(options, usual)?.map(caseOf) ?? null;
}

/** One of our own test splits, in both languages. */
export function ownCases(options: EvalOptions, name: TestSplit): ToneCase[] {
  return TEST_SPLITS[name].flatMap(
    file => toneCases({ ...options, cases: join(CORPUS, `${file}.jsonl`) }, '') ?? [],
  );
}

function caseOf(raw: Raw): ToneCase {
  const gold = LABELS[raw.tone ?? raw.label ?? ''];
  if (gold === undefined) throw new Error(`no label known: ${raw.tone ?? raw.label ?? ''}`);
  return {
    text: raw.text,
    lang: raw.lang ?? 'fr',
    gold,
    domain: raw.domain ?? 'all',
    source: raw.source ?? '',
    phenomenon: raw.phenomenon ?? null,
    register: raw.register ?? null,
  };
}
