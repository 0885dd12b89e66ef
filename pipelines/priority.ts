import type { Annotation, Because, Priority } from '../src/domain/annotation.ts';
import { FIRM } from '../src/domain/brand.ts';
import type { Data } from '../src/domain/data.ts';
import type { Reason } from '../src/domain/reasons.ts';
import { reason } from '../src/domain/reasons.ts';
import { isBottomBand, shareOfScale } from '../src/domain/scale.ts';
import type { Item, MakeStage } from '../src/domain/stage.ts';
import { clauses } from '../src/domain/text/clauses.ts';
import { fold } from '../src/domain/text/fold.ts';
import type { Phrases } from '../src/domain/text/phrases.ts';
import { findPhrases, phrases } from '../src/domain/text/phrases.ts';
import { foldedWords } from '../src/domain/text/tokens.ts';
import type { LocalDay } from '../src/domain/time.ts';
import { daysBetween, localDay } from '../src/domain/time.ts';
import { readingOf } from './reading.ts';

const MIDDLE_SHARE = 0.6;
/** A second complaint on a topic within this many days is said to be one. */
const REPEAT_DAYS = 60;
/** Complaints remembered. */
const COMPLAINTS_MAX = 500;

/** `day` in the owner's time zone; empty when the text has no date. */
type Complaint = { readonly id: string; readonly topic: string; readonly day: LocalDay | '' };
type PriorityState = { readonly complaints: readonly Complaint[] };
type Decision = { readonly label: Priority; readonly rank: number; readonly because: Because };

/**
 * What the firm should do first. now: bottom band of the site's own scale, or an urgent word of the trade that is
 * neither denied nor praised; today: complaints without stars, harsh words under middling ones, enquiries,
 * questions; can-wait: the rest about the firm; none: nothing to do.
 * The score is the rank, higher first.
 * Reasons: low-rating, urgent-word:<word>, complaint, lead, question, middle-rating, praise, press, reply-seen,
 * not-you, copy, unsure, and repeat:<topic id>:<first day>:<which of its month> for a second complaint on a topic.
 */
export const makeStage: MakeStage<PriorityState> = (settings, data, state) => {
  const urgent = urgentWords(data);
  const complaints = new Map((state?.complaints ?? []).map(one => [`${one.id} ${one.topic}`, one]));
  return {
    name: 'priority',
    version: 5,
    run(batch) {
      const annotations = batch.items.map(item => {
        const said = batch.annotations.get(item.id) ?? [];
        const decision = decide(item, said, urgent);
        const repeats = noteComplaint(item, said, complaints, settings.timezone);
        const because = decision.label === 'none' ? decision.because : [...decision.because, ...repeats];
        return row(item, { ...decision, because }, repeats.length);
      });
      return {
        annotations,
        dropped: [],
        state: { complaints: [...complaints.values()].slice(-COMPLAINTS_MAX) },
      };
    },
  };
};

function row(item: Item, decision: Decision, repeats: number): Annotation {
  return {
    mentionId: item.id,
    stage: 'priority',
    item: '',
    label: decision.label,
    score: decision.label === 'none' ? 0 : decision.rank + Math.min(repeats, 3),
    confidence: 1,
    abstain: false,
    because: decision.because,
  };
}

function urgentWords(data: Data): Phrases<string> {
  const words = [...data.pack.urgent.fr, ...data.pack.urgent.en];
  return phrases(words.map(word => [word, word] as const));
}

function decide(item: Item, said: readonly Annotation[], urgent: Phrases<string>): Decision {
  const firm = said.find(one => one.stage === 'relevance' && one.item === FIRM);
  const intent = said.find(one => one.stage === 'intent')?.label;
  const aboutUs = firm !== undefined && firm.label !== 'dropped';
  if (!aboutUs) {
    // Someone nearby looks for the trade without naming anyone: still worth an answer today.
    const near = intent === 'lead' && hasTown(said) && firm === undefined;
    return near ? decision('today', 55, 'lead') : decision('none', 0, 'not-you');
  }
  if (item.replied) return decision('none', 0, 'reply-seen');
  if (isCopy(said)) return decision('none', 0, 'copy');
  const first = aboutTheFirm(item, said, intent, urgent);
  if (firm.label !== 'to-check') return first;
  return {
    ...first,
    rank: first.rank - 5,
    because: [...first.because, { term: reason('unsure'), weight: -1 }],
  };
}

function aboutTheFirm(
  item: Item,
  said: readonly Annotation[],
  intent: string | undefined,
  urgent: Phrases<string>,
): Decision {
  const share = item.rating && shareOfScale(item.rating);
  const word = isPraised(said, intent, share) ? '' : urgentWord(item, urgent);
  if (word !== '') return decision('now', 95, 'urgent-word', word);
  if (item.rating && share !== null && isBottomBand(item.rating))
    return decision('now', 80 + Math.round((1 - share) * 10), 'low-rating');
  if (intent === 'lead') return decision('today', 60, 'lead');
  if (intent === 'press')
    return isBad(said) ? decision('today', 65, 'press') : decision('can-wait', 25, 'press');
  if (share !== null && share <= MIDDLE_SHARE)
    return intent === 'complaint' && isBad(said, HARSH)
      ? decision('today', 66, 'complaint')
      : decision('can-wait', 40, 'middle-rating');
  if (share === null && complains(intent, said)) return decision('today', 70, 'complaint');
  if (intent === 'question' && share === null) return decision('today', 50, 'question');
  return isGood(said) || ((share !== null || intent === 'praise') && !isBad(said))
    ? decision('can-wait', 20, 'praise')
    : { label: 'can-wait', rank: 15, because: [] };
}

const HIGH_SHARE = 0.7;
/** Who gives middling stars has weighed; "a little dear" can wait, words that leave no doubt (-1 to 1) cannot. */
const HARSH = -0.8;

/** Who praises what the list names ("freins refaits, parfait") raises no alarm; a tone in doubt needs stars beside it. */
function isPraised(said: readonly Annotation[], intent: string | undefined, share: number | null): boolean {
  if (share !== null) return share >= HIGH_SHARE && said.some(isPositive);
  return intent === 'praise' && isGood(said);
}

/** A bad opinion of the firm is a complaint too, whatever else its words may want. */
function complains(intent: string | undefined, said: readonly Annotation[]): boolean {
  return intent === 'complaint' || ((intent === 'none' || intent === 'praise') && isBad(said));
}

function decision(label: Priority, rank: number, key: Reason, detail?: string): Decision {
  return { label, rank, because: [{ term: reason(key, detail), weight: 1 }] };
}

/** The first urgent word that its own clause does not deny ("aucune punaise", "no injury"). */
function urgentWord(item: Item, urgent: Phrases<string>): string {
  const { words: all, ids } = readingOf(item);
  if (findPhrases(urgent, all, null, ids).length === 0) return '';
  const text = item.title === '' ? item.text : `${item.title}\n${item.text}`;
  for (const clause of clauses(text)) {
    const words = foldedWords(fold(clause.text));
    const found = findPhrases(urgent, words).find(({ from }) => !isDenied(words, from));
    if (found) return found.value;
  }
  return '';
}

const DENIALS = new Set([
  'aucun',
  'aucune',
  'pas',
  'sans',
  'jamais',
  'ni',
  'personne',
  'no',
  'not',
  'never',
  'without',
  'zero',
  'nobody',
]);
/** These deny a noun with its adjective too: "no serious accident". */
const DENYING_ARTICLES = new Set(['aucun', 'aucune', 'sans', 'no', 'zero', 'without']);
const ENGLISH_NOT = /n't$/;
/**
 * What may stand between a denial and what it denies ("pas eu le moindre"). Any other word is itself denied instead:
 * "pas respecté mon allergie" speaks of one.
 */
const BETWEEN = new Set(
  'de d du des un une le la l les eu ete y a ai ont n ne moindre seul seule trace cas signe probleme souci risque avec any a an the one been had have get got see seen was were single sign problem problems issue issues risk of with'.split(
    ' ',
  ),
);
/** Words read back from an urgent one. */
const BACK_MAX = 6;

function isDenied(words: readonly string[], urgentAt: number): boolean {
  if (DENYING_ARTICLES.has(words[urgentAt - 2] ?? '')) return true;
  for (let at = urgentAt - 1; at >= Math.max(0, urgentAt - BACK_MAX); at -= 1) {
    const word = words[at]!;
    if (DENIALS.has(word) || ENGLISH_NOT.test(word)) return true;
    if (!BETWEEN.has(word)) return false;
  }
  return false;
}

const isPositive = (one: Annotation): boolean => one.stage === 'sentiment' && one.label === 'positive';

function isGood(said: readonly Annotation[]): boolean {
  return said.some(one => isPositive(one) && !one.abstain);
}

function isBad(said: readonly Annotation[], atMost = 0): boolean {
  return said.some(
    one => one.stage === 'sentiment' && one.label === 'negative' && !one.abstain && one.score <= atMost,
  );
}

function isCopy(said: readonly Annotation[]): boolean {
  const story = said.find(one => one.stage === 'stories' && one.item === '');
  return story !== undefined && story.label !== story.mentionId;
}

function hasTown(said: readonly Annotation[]): boolean {
  return said.some(
    one => one.stage === 'intent' && one.because.some(because => because.term.startsWith(reason('town'))),
  );
}

/** Remembers what a complaint about the firm is about; tells which topics came up before, and since when. */
function noteComplaint(
  item: Item,
  said: readonly Annotation[],
  complaints: Map<string, Complaint>,
  timezone: string,
): Because[number][] {
  const aboutUs = said.some(one => one.stage === 'relevance' && one.item === FIRM && one.label === 'kept');
  const isComplaint = said.some(one => one.stage === 'intent' && one.label === 'complaint');
  if (!aboutUs || !isComplaint) return [];
  const topics = said.filter(
    one => one.stage === 'topics' && (one.label === 'negative' || one.label === 'mixed'),
  );
  // A text without a date repeats nothing, and nothing repeats it.
  const day = item.publishedAt === '' ? '' : localDay(item.publishedAt, timezone);
  return topics.flatMap(({ item: topic }) => {
    const earlier = [...complaints.values()]
      .filter(one => one.topic === topic && one.id !== item.id && isBefore(one.day, day))
      .sort((a, b) => a.day.localeCompare(b.day));
    complaints.set(`${item.id} ${topic}`, { id: item.id, topic, day });
    const [first] = earlier;
    if (!first) return [];
    // Of one month: "the second this month" says more than "another one".
    const inMonth = earlier.filter(one => one.day.slice(0, 7) === day.slice(0, 7));
    const detail = [topic, (inMonth[0] ?? first).day, inMonth.length + 1].join(':');
    return [{ term: reason('repeat', detail), weight: 1 }];
  });
}

function isBefore(earlier: Complaint['day'], day: Complaint['day']): boolean {
  const days = earlier === '' || day === '' ? -1 : daysBetween(earlier, day);
  return days >= 0 && days <= REPEAT_DAYS;
}
