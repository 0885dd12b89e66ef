import { learnRelevance } from '../../pipelines/relevance/stage.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { Data } from '../../src/domain/data.ts';
import { percent, scored } from './labelled.ts';
import type { Row, SettingsFor } from './relevance-rows.ts';
import { isShown, judged } from './relevance-rows.ts';

/** Answers that an owner gives in two weeks, at five questions a week. */
const CLICKS = 10;
const SEEDS = 20;
/** Half-way through the band "to check": the answers there tell most. */
const MIDDLE = -0.4;
/** Share of a brand's rows that came before the questions; the others are what comes after. */
const SEEN_SHARE = 0.5;

type Pair = readonly [shown: boolean, relevant: boolean];
type Way = 'asked' | 'random' | 'only "not us"';

/**
 * After ten answers a brand, over 20 seeds: each seed splits a brand's rows into what came before and what comes
 * after; ten of the former are answered, the latter are judged. Which ten: those that vigie would ask (nearest the
 * middle of the band "to check"), ten at random, or up to ten that are not her, as of an owner who only complains.
 */
export async function afterClicks(
  rows: readonly Row[],
  settingsFor: SettingsFor,
  data: Data,
): Promise<Record<string, object>> {
  const before = await judged(rows, settingsFor, data);
  const ways: Way[] = ['asked', 'random', 'only "not us"'];
  const results: Record<string, object> = {};
  for (const way of ways) {
    const rounds: { before: Pair[]; after: Pair[] }[] = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const round: { before: Pair[]; after: Pair[] } = { before: [], after: [] };
      for (const [, some] of Map.groupBy(rows, row => row.brand)) {
        const drawn = [...some].sort((a, b) => shuffled(a, seed) - shuffled(b, seed));
        const seen = drawn.slice(0, Math.floor(drawn.length * SEEN_SHARE));
        const later = drawn.slice(seen.length);
        const uncertainty = (row: Row): number => Math.abs((before.get(row.item.id)?.score ?? -9) - MIDDLE);
        const inOrder = way === 'asked' ? seen.sort((a, b) => uncertainty(a) - uncertainty(b)) : seen;
        const answered = inOrder.filter(row => way !== 'only "not us"' || !row.relevant).slice(0, CLICKS);
        const corrections = answered.map(row => ({ item: row.item, subject: FIRM, isUs: row.relevant }));
        const [first] = later;
        if (!first) continue;
        const state = learnRelevance(settingsFor(first.brand), data, corrections);
        const after = await judged(later, settingsFor, data, state);
        for (const row of later) {
          round.before.push([isShown(before, row), row.relevant]);
          round.after.push([isShown(after, row), row.relevant]);
        }
      }
      rounds.push(round);
    }
    results[`after ${CLICKS} answers, ${way}`] = summary(rounds);
  }
  return results;
}

function summary(rounds: readonly { before: readonly Pair[]; after: readonly Pair[] }[]): object {
  const before = rounds.map(round => scored(round.before));
  const after = rounds.map(round => scored(round.after));
  const mean = (values: readonly number[]): number =>
    percent(values.reduce((sum, value) => sum + value, 0) / values.length / 100);
  return {
    sameRowsBefore: mean(before.map(one => one.f1)),
    f1: mean(after.map(one => one.f1)),
    worst: Math.min(...after.map(one => one.f1)),
    precision: mean(after.map(one => one.precision)),
    worstPrecision: Math.min(...after.map(one => one.precision)),
    recall: mean(after.map(one => one.recall)),
    n: rounds[0]?.after.length ?? 0,
  };
}

/** A fixed shuffle per seed. */
function shuffled(row: Row, seed: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  for (const letter of row.item.id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0x5bd1e995);
  return (hash ^ (hash >>> 15)) >>> 0;
}
