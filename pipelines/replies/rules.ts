import { fold } from '../../src/domain/text/fold.ts';
import type { Language } from '../../src/domain/words.ts';
import { likeness, openingOf, shinglesOf } from './likeness.ts';

export const WORDS_MIN = 40;
export const WORDS_MAX = 80;
const SENTENCES_MIN = 2;
const SENTENCES_MAX = 6;
/** Openings differ from the last ten replies, wording from the last twenty. */
export const OPENINGS_KEPT = 10;
export const REPLIES_KEPT = 20;
const LIKENESS_MAX = 0.5;

/** No promise, no payment, no fault, no stock phrase. Folded, since a capital or an accent hides nothing. */
export const BANNED: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    'nous nous engageons',
    'cela ne se reproduira plus',
    'je vous rappelle',
    'remboursement',
    'geste commercial',
    'vous avez raison',
    'inacceptable',
    'notre faute',
    'notre erreur',
    'à la hauteur de vos attentes',
    'votre expérience',
    'nous prenons bonne note',
    "n'hésitez pas",
    'nous sommes navrés',
    'satisfaction client',
    'au plaisir de vous revoir',
  ],
  en: [
    'we promise',
    'it will never happen again',
    'refund',
    'you are right',
    'unacceptable',
    'our fault',
    'our mistake',
    'we strive',
    'valued customer',
    'fell short of your expectations',
    'reach out',
    'we take feedback seriously',
  ],
};

/** What "never two alike" compares with. */
export type Earlier = {
  readonly openings: readonly string[];
  readonly shingles: readonly ReadonlySet<string>[];
};

/** @param replies the firm's replies before one, newest first */
export function earlierWordings(replies: readonly string[]): Earlier {
  return {
    openings: replies.slice(0, OPENINGS_KEPT).map(openingOf),
    shingles: replies.slice(0, REPLIES_KEPT).map(shinglesOf),
  };
}

export type Fault =
  | 'length'
  | 'sentences'
  | 'exclamation'
  | 'emoji'
  | 'banned'
  | 'figure'
  | 'name'
  | 'opening'
  | 'alike';

/**
 * Which rules for a reply (those that a machine can check) a text breaks.
 *
 * @param body without the signature, which may hold a name
 * @param review the text that it answers
 */
export function faultsOf(
  reply: { readonly body: string; readonly text: string },
  review: string,
  earlier: Earlier,
): Fault[] {
  const words = wordCount(reply.text);
  const sentences = sentenceCount(reply.body);
  const folded = ` ${fold(reply.text)} `;
  const broken: Record<Fault, boolean> = {
    length: words < WORDS_MIN || words > WORDS_MAX,
    sentences: sentences < SENTENCES_MIN || sentences > SENTENCES_MAX,
    exclamation: /[!！]/.test(reply.text),
    emoji: /\p{Extended_Pictographic}/u.test(reply.text),
    banned: [...BANNED.fr, ...BANNED.en].some(phrase => folded.includes(fold(phrase))),
    figure: figuresOf(reply.body).some(figure => figuresOf(review).includes(figure)),
    name: namesIn(reply.body, review),
    opening: earlier.openings.includes(openingOf(reply.text)),
    alike: earlier.shingles.some(other => likeness(other, shinglesOf(reply.text)) >= LIKENESS_MAX),
  };
  return (Object.keys(broken) as Fault[]).filter(fault => broken[fault]);
}

export function wordCount(text: string): number {
  return text.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word)).length;
}

function sentenceCount(body: string): number {
  return body.match(/[.?…](?=[\]»”)]*(?:\s|$))/gu)?.length ?? 0;
}

function figuresOf(text: string): string[] {
  return text.match(/\d+/g) ?? [];
}

/** A title with a name after it, or a name of the review: a word with a capital inside a sentence, in both. */
function namesIn(body: string, review: string): boolean {
  if (/(?:^|\s)(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Miss)\s+\p{Lu}/u.test(body)) return true;
  const names = review.matchAll(/(?<=[\p{Ll},;]\s)\p{Lu}\p{Ll}+/gu);
  const written = new Set(body.match(/(?<=[\p{Ll},;]\s)\p{Lu}\p{Ll}+/gu));
  return [...names].some(([name]) => written.has(name));
}
