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
 * What the firm should do first. now: bottom band of the site's own scale, or an urgent word of the trade; today:
 * complaints without stars, enquiries, questions; can-wait: the rest about the firm; none: nothing to do.
 * The score is the rank, higher first.
 * Reasons: low-rating, urgent-word:<word>, complaint, lead, question, middle-rating, praise, press, reply-seen,
 * not-you, copy, unsure, and repeat:<topic id>:<first day>:<which of its month> for a second complaint on a topic.
 */
export const makeStage: MakeStage<PriorityState> = (settings, data, state) => {
  const urgent = urgentWords(data);
  const complaints = new Map((state?.complaints ?? []).map(one => [`${one.id} ${one.topic}`, one]));
  return {
    name: 'priority',
    version: 3,
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
  const word = urgentWord(item, urgent);
  const share = item.rating && shareOfScale(item.rating);
  if (word !== '' && !(share !== null && share >= HIGH_SHARE && isGood(said)))
    return decision('now', 95, 'urgent-word', word);
  if (item.rating && share !== null && isBottomBand(item.rating))
    return decision('now', 80 + Math.round((1 - share) * 10), 'low-rating');
  if (intent === 'lead') return decision('today', 60, 'lead');
  if (intent === 'press')
    return isBad(said) ? decision('today', 65, 'press') : decision('can-wait', 25, 'press');
  if (share !== null && share <= MIDDLE_SHARE) return decision('can-wait', 40, 'middle-rating');
  if (intent === 'complaint' && share === null) return decision('today', 70, 'complaint');
  if (intent === 'question' && share === null) return decision('today', 50, 'question');
  return isGood(said) || share !== null
    ? decision('can-wait', 20, 'praise')
    : { label: 'can-wait', rank: 15, because: [] };
}

const HIGH_SHARE = 0.7;

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
    const found = findPhrases(urgent, words)[0];
    if (found && !words.slice(Math.max(0, found.from - 3), found.from).some(word => DENIALS.has(word)))
      return found.value;
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
  'no',
  'not',
  'never',
  'without',
  'zero',
]);

function isGood(said: readonly Annotation[]): boolean {
  return said.some(one => one.stage === 'sentiment' && one.label === 'positive');
}

function isBad(said: readonly Annotation[]): boolean {
  return said.some(one => one.stage === 'sentiment' && one.label === 'negative' && !one.abstain);
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
  const complains = said.some(one => one.stage === 'intent' && one.label === 'complaint');
  if (!aboutUs || !complains) return [];
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
