import type { MentionView } from '../../queries/mentions.ts';
import type { Because } from '../../src/domain/annotation.ts';
import { knows, say } from '../../src/domain/catalogue.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reasonOf } from '../../src/domain/reasons.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { dayAndMonth } from '../../src/domain/words.ts';
import { type Context, complaintTopic } from './context.ts';

/** A sentence holds three reasons at most; the strongest stand first. */
const REASONS_MAX = 3;
/** Log-odds above which relevance is as good as certain (p ≈ 0.95). */
const CERTAIN_SCORE = 3;

/**
 * `note basse`, `deuxième plainte ce mois-ci…`: what put the remark where it is, strongest first.
 * @param long with the day of the first such complaint
 */
export function reasonsOf(context: Context, remark: MentionView, long = false): readonly string[] {
  const words = remark.priority.because.flatMap(({ term }) => ruleWords(context, term, long) ?? []);
  return [...new Set(words)].slice(0, REASONS_MAX);
}

/**
 * `Pourquoi : note basse, pas de réponse vue.`, or null when nothing is known.
 * @param brief without what the stars beside it say already
 */
export function whySentence(context: Context, remark: MentionView, brief = false): string | null {
  const told = reasonsOf(context, remark);
  const telling = told.filter(words => !RATING_REASONS.some(key => words === say(context.catalogue, key)));
  const reasons = [...(brief && telling.length > 0 ? telling : told)];
  // What makes a low rating pressing is that nobody has answered: it stands second.
  if (remark.kind === 'review' && !remark.reply) {
    reasons.splice(reasons.length === told.length ? 1 : 0, 0, say(context.catalogue, 'because.no-reply'));
  }
  if (reasons.length === 0) return null;
  return say(context.catalogue, 'todo.why', { reasons: reasons.slice(0, REASONS_MAX).join(', ') });
}

const RATING_REASONS = ['because.low-rating', 'because.middle-rating', 'because.high-rating'];

/** `Presque certain que c’est vous : c’est votre page Google.` */
export function sureSentence(context: Context, remark: MentionView): string {
  const { catalogue } = context;
  const { score, because } = remark.relevance;
  const level = remark.verdict !== 'kept' ? 'low' : score >= CERTAIN_SCORE ? 'high' : 'middle';
  const sure = say(catalogue, `sure.${level}`);
  if (level === 'low') return sure;
  const reason = evidence(context, because);
  return reason === null
    ? say(catalogue, 'sure.alone', { sure })
    : say(catalogue, 'sure.because', { sure, reason });
}

/** Set aside because the owner said « Ce n’est pas nous », not because Vigie saw the same name elsewhere. */
export function isOwnersDoing(remark: MentionView): boolean {
  const said = remark.relevance.because.some(
    ({ term, weight }) => weight < 0 && reasonOf(term)?.key === 'owner-said',
  );
  return said || remark.action?.verb === 'not-us';
}

/** Is its tone the one that she said? */
export function isOwnersTone({ tone }: MentionView): boolean {
  return tone?.because.some(({ term }) => reasonOf(term)?.key === 'owner-said') ?? false;
}

/** Words of the text that speak for another firm, as the text writes them: `garage, Plouarvel`. */
export function againstWords(remark: MentionView): readonly string[] {
  const written = new Map(
    `${remark.title} ${remark.text}`.split(/[^\p{L}\p{N}]+/u).map(word => [fold(word), word]),
  );
  return remark.relevance.because
    .filter(({ weight }) => weight < 0)
    .map(({ term }) => reasonOf(term)?.detail ?? term)
    .filter(word => word !== '')
    .map(word => written.get(fold(word)) ?? word)
    .slice(0, 2);
}

/** What an owner takes for proof, most convincing first. The stage has more terms; these say enough. */
const PROOFS: readonly Reason[] = [
  'owner-said',
  'own-page',
  'site',
  'domain',
  'phone',
  'street',
  'handle',
  'full-name',
  'name',
  'capital',
  'like-confirmed',
];

function evidence(context: Context, because: Because): string | null {
  const known = because.filter(({ weight }) => weight > 0);
  for (const proof of PROOFS) {
    const found = known.find(({ term }) => reasonOf(term)?.key === proof);
    if (found) return ruleWords(context, found.term);
  }
  return null;
}

function ruleWords(context: Context, term: string, long = false): string | null {
  const known = reasonOf(term);
  if (known === null) return null;
  if (known.key === 'repeat') return repeatWords(context, known.detail, long);
  const key = `because.${known.key}`;
  // A source may already be called "Votre page Facebook": its page is "votre page Facebook".
  const detail = known.detail.replace(/^(?:votre|your) page /i, '');
  return knows(context.catalogue, key) ? say(context.catalogue, key, { detail }) : null;
}

/** Detail of `repeat`: a topic's id, the day of the first complaint on it, and which of its month it is. */
function repeatWords(context: Context, detail: string, long: boolean): string {
  const { catalogue } = context;
  const [topicId = '', first = '', which = '1'] = detail.split(':');
  const topic = complaintTopic(context, topicId);
  if (!topic) return say(catalogue, 'because.repeat');
  if (!/^\d{4}-\d\d-\d\d$/.test(first)) return say(catalogue, 'because.repeatOf', { topic });
  const nth = catalogue.strings.get(`spelled.nth.${which}`);
  const isThisMonth = first.slice(0, 7) === context.today.slice(0, 7);
  const day = dayAndMonth(catalogue.language, first);
  if (nth === undefined || !isThisMonth) return say(catalogue, 'because.repeatFrom', { topic, day });
  return say(catalogue, long ? 'because.repeatMonthSince' : 'because.repeatMonth', { nth, topic, day });
}
