import { diffArrays } from 'diff';
import { tokens } from '../../src/domain/text/tokens.ts';
import type { ChangeKind } from './kind.ts';
import { kindOf } from './kind.ts';
import { maskedLine } from './mask.ts';
import { LINES_MAX } from './signature.ts';

export type PageDifference = {
  readonly kind: ChangeKind;
  /** The replaced wording, a line of the page as it stood; '' when something was added. */
  readonly before: string;
  /** The new wording; '' when something was taken away. */
  readonly after: string;
};

/** Comparing two pages takes milliseconds; two made to be slow are compared as sets instead. */
const DIFF_TIMEOUT_MS = 500;
/** Changes told of one page: beyond this it was rebuilt, and only offers, prices and jobs are worth a line. */
const CHANGES_MAX = 12;
/** Lines of one block joined into one wording. */
const WORDING_LENGTH_MAX = 300;
/** Shared words over all words from which a new line is the old one reworded. */
const REWORDED = 0.34;
/** Lines weighed against each other in one block. */
const PAIRING_MAX = 60;

type Block = { readonly gone: string[]; readonly come: string[] };

/**
 * What changed between two states of a page, in the page's own words: a replaced line beside the one that takes
 * its place, by likeness; lines added or taken away together are one change. Moved lines are no change.
 */
export function pageChanges(before: readonly string[], after: readonly string[]): PageDifference[] {
  const told = blocksOf(before.slice(0, LINES_MAX), after.slice(0, LINES_MAX)).flatMap(changesOf);
  if (told.length <= CHANGES_MAX) return told;
  const worth = told.filter(change => change.kind !== 'other' && change.kind !== 'news');
  return (worth.length > 0 ? worth : told).slice(0, CHANGES_MAX);
}

/** Runs of lines gone and come at one place, without what merely moved. */
function blocksOf(before: readonly string[], after: readonly string[]): Block[] {
  const old = counted(before);
  const fresh = counted(after);
  const stayed = (line: { masked: string }): boolean =>
    old.known.has(line.masked) && fresh.known.has(line.masked);
  const parts = diffArrays(
    old.lines.map(line => line.masked),
    fresh.lines.map(line => line.masked),
    { timeout: DIFF_TIMEOUT_MS },
  );
  if (!parts) {
    const gone = old.lines.filter(line => !stayed(line)).map(line => line.text);
    const come = fresh.lines.filter(line => !stayed(line)).map(line => line.text);
    return [{ gone, come }];
  }
  const blocks: Block[] = [];
  let block: Block = { gone: [], come: [] };
  let oldAt = 0;
  let freshAt = 0;
  for (const part of parts) {
    if (part.removed) {
      const lines = old.lines.slice(oldAt, oldAt + part.count);
      block.gone.push(...lines.filter(line => !stayed(line)).map(line => line.text));
      oldAt += part.count;
    } else if (part.added) {
      const lines = fresh.lines.slice(freshAt, freshAt + part.count);
      block.come.push(...lines.filter(line => !stayed(line)).map(line => line.text));
      freshAt += part.count;
    } else {
      blocks.push(block);
      block = { gone: [], come: [] };
      oldAt += part.count;
      freshAt += part.count;
    }
  }
  return [...blocks, block].filter(one => one.gone.length + one.come.length > 0);
}

function counted(lines: readonly string[]): {
  lines: { text: string; masked: string }[];
  known: Set<string>;
} {
  const kept = lines.map(text => ({ text, masked: maskedLine(text) })).filter(line => line.masked !== '');
  return { lines: kept, known: new Set(kept.map(line => line.masked)) };
}

function changesOf(block: Block): PageDifference[] {
  const gone = block.gone.slice(0, PAIRING_MAX);
  const come = block.come.slice(0, PAIRING_MAX);
  const changes: PageDifference[] = [];
  const alone = gone.length === 1 && come.length === 1;
  for (const { before, after, score } of pairsOf(gone, come)) {
    if ((!alone && score < REWORDED) || !gone.includes(before) || !come.includes(after)) continue;
    gone.splice(gone.indexOf(before), 1);
    come.splice(come.indexOf(after), 1);
    changes.push({ kind: kindOf(`${after}\n${before}`), before, after });
  }
  const taken = joined(gone);
  const added = joined(come);
  if (added !== '') changes.push({ kind: kindOf(added), before: '', after: added });
  if (taken !== '') changes.push({ kind: kindOf(taken), before: taken, after: '' });
  return changes;
}

/** Every pair of old and new line, most alike first. */
function pairsOf(
  gone: readonly string[],
  come: readonly string[],
): { before: string; after: string; score: number }[] {
  const old = gone.map(line => [line, wordsOf(line)] as const);
  const fresh = come.map(line => [line, wordsOf(line)] as const);
  const pairs = old.flatMap(([before, a]) =>
    fresh.map(([after, b]) => ({ before, after, score: shared(a, b) })),
  );
  return pairs.sort((a, b) => b.score - a.score);
}

/** Numbers are what changes in an offer: all count as one word. */
function wordsOf(line: string): Set<string> {
  return new Set(tokens(line).map(token => (/^\d/.test(token.word) ? '0' : token.word)));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

function joined(lines: readonly string[]): string {
  const text = lines.join(' · ');
  return text.length <= WORDING_LENGTH_MAX ? text : `${text.slice(0, WORDING_LENGTH_MAX - 1).trimEnd()}…`;
}
