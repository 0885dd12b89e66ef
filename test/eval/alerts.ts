import { burstAt } from '../../pipelines/alerts/statistics/burst.ts';
import { type EvalOptions, labelled, report } from './labelled.ts';

/**
 * `npm run eval -- alerts`: daily counts with and without a crisis.
 *
 * - Each rule is asked on every day, knowing that day and all before it, never what follows.
 * - Warm-up: the first 63 days (56 of history, a window of 7) are not judged.
 * - A **false alert** is an alert that opens on a series without crisis. After an alert the matter is open, and the
 *   rule's voice is that same matter's, until it has been silent for 7 days in a row: then the next one counts again.
 * - A month is 30 judged days. Days of a crisis series count for nothing here, before or after its onset.
 * - A crisis is **seen** when the rule speaks on the day of the onset or the day after. (While an earlier matter is open
 *   it speaks again when the count doubles, or after a day: not counted against it, as it was not counted as false.)
 * - `3 × mean`: the day's count is at least 3 times the mean of the 56 days before, and is not 0.
 * - `z > 3`: the day's count lies more than 3 standard deviations above that mean.
 */
type Series = {
  readonly rate: number;
  readonly world: string;
  readonly kind: 'null' | 'small' | 'big';
  readonly onset: number | null;
  readonly counts: readonly number[];
};
type Rule = (counts: readonly number[]) => boolean;

const WARM_UP_DAYS = 63;
const SILENT_DAYS = 7;
const MONTH_DAYS = 30;
const HISTORY_DAYS = 56;
/** Onset and the day after. */
const SEEN_DAYS = 2;

const RULES: Readonly<Record<string, Rule>> = {
  vigie: counts => burstAt(counts)?.ago === 0,
  '3 × mean': counts => {
    const { today, mean } = against(counts);
    return today > 0 && today >= 3 * mean;
  },
  'z > 3': counts => {
    const { today, mean, deviation } = against(counts);
    return today > mean + 3 * deviation;
  },
};

export async function run(options: EvalOptions): Promise<number> {
  const series = labelled<Series>(options, 'text/alert_series.jsonl');
  if (!series) return 0;
  const rates = [...new Set(series.map(one => one.rate))].sort((one, other) => one - other);
  const groups = [
    ...rates.map(rate => [`${rate} a day`, series.filter(one => one.rate === rate)] as const),
    ['all rates', series] as const,
  ];
  const table = Object.entries(RULES).flatMap(([name, rule]) =>
    groups.map(([group, some]) => [`${name}, ${group}`, measured(rule, some)] as const),
  );
  report(options, Object.fromEntries(table));
  return 0;
}

function measured(rule: Rule, series: readonly Series[]): object {
  const quiet = series.filter(one => one.kind === 'null');
  const days = quiet.reduce((sum, one) => sum + Math.max(0, one.counts.length - WARM_UP_DAYS), 0);
  const opened = quiet.reduce((sum, one) => sum + openings(rule, one.counts), 0);
  const seen = (kind: Series['kind']) => {
    const crises = series.filter(one => one.kind === kind);
    const found = crises.filter(one => isSeen(rule, one)).length;
    return `${found}/${crises.length} (${crises.length === 0 ? '–' : Math.round((100 * found) / crises.length)} %)`;
  };
  return {
    'false alerts a series-month': days === 0 ? null : Number(((opened / days) * MONTH_DAYS).toFixed(3)),
    'series-months': Math.round(days / MONTH_DAYS),
    'small crises seen': seen('small'),
    'big crises seen': seen('big'),
  };
}

function openings(rule: Rule, counts: readonly number[]): number {
  let opened = 0;
  let spoke = Number.NEGATIVE_INFINITY;
  for (let day = WARM_UP_DAYS; day < counts.length; day += 1) {
    if (!rule(until(counts, day))) continue;
    if (day - spoke > SILENT_DAYS) opened += 1;
    spoke = day;
  }
  return opened;
}

function isSeen(rule: Rule, { counts, onset }: Series): boolean {
  if (onset === null) return false;
  return Array.from({ length: SEEN_DAYS }, (_, after) => onset + after).some(day => rule(until(counts, day)));
}

/** What is known on a day; no rule looks further back than 63 days. */
function until(counts: readonly number[], day: number): readonly number[] {
  return counts.slice(Math.max(0, day - WARM_UP_DAYS), day + 1);
}

function against(counts: readonly number[]): { today: number; mean: number; deviation: number } {
  const history = counts.slice(-HISTORY_DAYS - 1, -1);
  const mean = history.reduce((sum, count) => sum + count, 0) / history.length;
  const squares = history.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return { today: counts.at(-1) ?? 0, mean, deviation: Math.sqrt(squares / (history.length - 1)) };
}
