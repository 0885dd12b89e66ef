import type { ReplyProposal } from '../../src/domain/reply.ts';
import type { Item } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import type { Language } from '../../src/domain/words.ts';
import { type Asked, compose, type Owner, write } from './compose.ts';
import { detailsOf } from './detail.ts';
import { matterOf } from './matter.ts';
import type { ReplyReader } from './reader.ts';

/** From here up, in the scale of the review's own site, a review is thanked for: 4 of 5, 8 of 10. */
const GOOD_SHARE = 0.75;
/** Shorter words say nothing of what a fact is about. */
const TELLING_LETTERS = 5;

/**
 * What to answer under a review, whenever it may be shown: a draft, a checklist where a draft could harm, or why
 * there is none. The same review, owner and earlier replies give the same proposal.
 *
 * @param language of the review
 * @param earlier the firm's replies before it, newest first
 */
export function proposalFor(
  item: Item,
  language: string,
  earlier: readonly string[],
  owner: Owner,
  reader: ReplyReader,
): ReplyProposal {
  if (item.kind !== 'review') return { kind: 'none', reason: 'not-a-review' };
  if (item.replied) return { kind: 'none', reason: 'replied' };
  const review = [item.title, item.text].filter(part => part.trim() !== '').join('. ');
  if (!/\p{L}{2}/u.test(review)) return { kind: 'none', reason: 'no-text' };
  if (language !== 'fr' && language !== 'en') return { kind: 'none', reason: 'language' };
  const good = isGood(item);
  const matter = matterOf(review, language, reader, !good, owner.trade);
  if (matter) return { kind: 'checklist', matter: matter.id, steps: matter.steps[owner.language] };
  const details = detailsOf(review, language, reader);
  const fact = owner.language === language && !good ? factFor(review, owner.facts) : null;
  const asked: Asked = { review, language, good, details, fact };
  const { text, choice } = compose(asked, owner, reader.words, earlier, seedOf(item.id));
  return {
    kind: 'draft',
    text,
    language,
    beside:
      owner.language === language
        ? null
        : write({ ...asked, language: owner.language }, owner, reader.words, choice).text,
    unfinished: text.includes('['),
    own: false,
  };
}

function isGood({ rating }: Item): boolean {
  return rating !== null && (rating.value - rating.worst) / (rating.best - rating.worst) >= GOOD_SHARE;
}

/** A fact of hers that shares a telling word with the review. */
function factFor(review: string, facts: readonly string[]): string | null {
  const said = new Set(telling(review));
  return facts.find(fact => telling(fact).some(word => said.has(word))) ?? null;
}

function telling(text: string): string[] {
  const words = foldedWords(fold(text)).map(word => word.replace(/s$/, ''));
  return words.filter(word => word.length >= TELLING_LETTERS);
}

/** 32 bits of the id, FNV-1a. */
function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The language as the stages named it, else as the source did, else the owner's. */
export function languageOf(item: Item, tagged: string | null, owner: Language): string {
  return tagged ?? item.language?.slice(0, 2).toLowerCase() ?? owner;
}
