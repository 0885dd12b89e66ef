import type { Change, Changes } from '../../queries/changes.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { dayAndMonth, month, quoted, shortened } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import type { Context } from './context.ts';

export type RivalChange = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** What is new and what stood there before, in one or two sentences. */
  readonly words: string;
  /** Where lines are scarce: without how new it is. */
  readonly short: string;
  readonly before: string;
  readonly after: string;
  readonly url: string | null;
};

export type Rivals = {
  readonly title: string;
  readonly changes: readonly RivalChange[];
  /** What did not change, what is not watched: silence is explained. */
  readonly rest: readonly string[];
};

/** Changes shown on a screen or in a letter; the others are counted. */
const CHANGES_MAX = 4;
const WORDS_MAX = 110;
const NAME_MAX = 60;

export function rivalsOf(context: Context, answers: Pick<Answers, 'changes'>): Rivals {
  const { catalogue } = context;
  const { changes } = answers.changes;
  const names = new Map(context.rivals.map(rival => [rival.subject, rival.name]));
  const shown = changes.filter(change => names.has(change.subject));
  return {
    title: say(catalogue, 'rivals.title'),
    changes: shown.slice(0, CHANGES_MAX).map(change => ({
      id: change.id,
      name: names.get(change.subject) ?? change.subject,
      kind: change.kind,
      ...changeWords(context, change, names.get(change.subject) ?? change.subject),
      before: change.before,
      after: change.after,
      url: change.url,
    })),
    rest: restLines(context, answers, shown),
  };
}

type ChangeWords = Pick<RivalChange, 'words' | 'short'>;
const alone = (words: string): ChangeWords => ({ words, short: words });

function changeWords(context: Context, change: Change, name: string): ChangeWords {
  const { catalogue } = context;
  const { language } = catalogue;
  const after = quoted(language, shortened(change.after, WORDS_MAX));
  if (change.kind === 'job') return jobWords(context, change, name);
  if (change.kind === 'legal') {
    const day = dayAndMonth(language, localDay(change.seenAt, context.timezone));
    return alone(say(catalogue, 'rivals.legal', { name, after, day }));
  }
  if (change.after === '') {
    const before = quoted(language, shortened(change.before, WORDS_MAX));
    return alone(say(catalogue, 'rivals.removed', { name, before }));
  }
  const shows = say(catalogue, change.kind === 'price' ? 'rivals.price' : 'rivals.shows', { name, after });
  return alone(`${shows} ${beforeWords(context, change)}`);
}

function beforeWords(context: Context, change: Change): string {
  const { catalogue } = context;
  if (change.before === '') return say(catalogue, 'rivals.added');
  const short = differingPart(change.before, change.after);
  const before = isFigure(short) ? short : quoted(catalogue.language, shortened(short, WORDS_MAX));
  return say(catalogue, 'rivals.was', { before });
}

/** A price or a rebate needs no quotation marks: `−10 %`, `140 €`. */
function isFigure(text: string): boolean {
  return /^[−+-]?[\d\s.,]+(?:%|€|\$|£)?$/u.test(text);
}

/**
 * What of `before` its replacement no longer says: the common words at both ends are left out, so that
 * "Volets roulants : −10 %" beside "Volets roulants : −15 % jusqu’au 31 juillet" leaves "−10 %".
 */
export function differingPart(before: string, after: string): string {
  const a = bound(before).split(' ');
  const b = bound(after).split(' ');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++;
  }
  const rest = a.slice(start, a.length - end).join(' ');
  return rest === '' ? before : rest;
}

/** A figure and its sign are one word: "−10 %" and "−15 %" differ as a whole. */
function bound(text: string): string {
  return text.replace(/ (?=[%€$£:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0');
}

function jobWords(context: Context, change: Change, name: string): ChangeWords {
  const { catalogue } = context;
  const after = quoted(catalogue.language, shortened(change.after, WORDS_MAX));
  const looking = say(catalogue, 'rivals.job', { name, after });
  const since =
    change.previousAt === null
      ? say(catalogue, 'rivals.jobNew')
      : say(catalogue, 'rivals.jobSince', {
          month: month(catalogue.language, localDay(change.previousAt, context.timezone)),
        });
  return { words: `${looking} ${since}`, short: looking };
}

function restLines(context: Context, answers: Pick<Answers, 'changes'>, shown: readonly Change[]): string[] {
  const { catalogue, rivals } = context;
  if (rivals.length === 0) return [say(catalogue, 'rivals.none')];
  const lines: string[] = [];
  const changed = new Set(shown.map(change => change.subject));
  const watched = new Set(answers.changes.watched);
  const unread = unreadRivals(context, answers.changes);
  const quiet = rivals.filter(
    rival => watched.has(rival.subject) && !changed.has(rival.subject) && !unread.includes(rival),
  );
  const unwatched = rivals.filter(({ subject }) => !watched.has(subject) && !changed.has(subject));
  if (shown.length > CHANGES_MAX)
    lines.push(say(catalogue, 'rivals.more', { n: shown.length - CHANGES_MAX }));
  const only = quiet[0];
  if (changed.size === 0 && unwatched.length === 0 && unread.length === 0)
    lines.push(say(catalogue, 'rivals.quietAll'));
  else if (quiet.length === 1 && only) lines.push(say(catalogue, 'rivals.quietOne', { name: only.name }));
  else if (quiet.length > 1) lines.push(quietOthers(context, quiet.length, changed.size + unread.length));
  if (unread.length > 0) lines.push(unreadWords(context, unread));
  if (unwatched.length > 0) lines.push(say(catalogue, 'rivals.unwatched', { n: unwatched.length }));
  return lines;
}

/** Listed competitors of whom a site does not answer: news there may have gone unseen. */
export function unreadRivals({ rivals }: Context, { unread }: Pick<Changes, 'unread'>): Context['rivals'] {
  return rivals.filter(({ subject }) => unread.includes(subject));
}

export function unreadWords({ catalogue }: Context, unread: Context['rivals']): string {
  const [only] = unread;
  return unread.length === 1 && only
    ? say(catalogue, 'rivals.unreadOne', { name: shortened(only.name, NAME_MAX) })
    : say(catalogue, 'rivals.unread', { n: unread.length });
}

function quietOthers(context: Context, count: number, changed: number): string {
  const { catalogue } = context;
  if (changed === 0) return say(catalogue, 'rivals.quietAll');
  const n = count < 10 ? say(catalogue, `spelled.${count}`) : count;
  return say(catalogue, 'rivals.quietOthers', { n });
}
