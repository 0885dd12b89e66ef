import { knows, say } from '../../src/domain/catalogue.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { daysBetween } from '../../src/domain/time.ts';
import type { LetterSection, LetterSource, Measure } from './letter-parts.ts';
import { livesOnOrders, plain, section } from './letter-parts.ts';
import { openLink } from './open-link.ts';
import { type RivalChange, rivalsOf } from './rivals.ts';

/** Lines about what did not change, beside the changes shown. */
const REST_MAX = 2;
/** A rival that hires again within a month hires as usual. */
const USUAL_HIRING_DAYS = 31;
/** Notices after which customers of a firm look around (folded, French and English). */
const IN_TROUBLE = /\b(?:redressement|liquidation|sauvegarde|cessation|insolvency|administration)\b/;

/** What changed at the competitors, and what it may mean where that can be said without judging anybody. */
export function rivalSection(source: LetterSource, measure: Measure): LetterSection {
  const { context, answers } = source;
  if (context.rivals.length === 0) return section(context, 'competitors', []);
  const rivals = rivalsOf(context, answers);
  const shown = rivals.changes.slice(0, measure.rivals).map(change => {
    const meaning = measure.meanings ? meaningOf(source, change) : null;
    const words = meaning === null ? change.words : `${change.words} ${meaning}`;
    return plain(words, openLink(context, change.url));
  });
  const hidden = rivals.changes.length - shown.length;
  const more = hidden > 0 ? [say(context.catalogue, 'rivals.more', { n: hidden })] : [];
  const quiet = measure.rest || rivals.changes.length === 0 ? rivals.rest : [];
  const rest = [...more, ...quiet].map(words => plain(words));
  return section(context, 'competitors', [...shown, ...rest].slice(0, measure.rivals + REST_MAX));
}

function meaningOf(source: LetterSource, change: RivalChange): string | null {
  const { context, answers } = source;
  const { catalogue } = context;
  const key = `letter.meaning.${change.kind}`;
  if (change.after === '' || !knows(catalogue, key)) return null;
  if (change.kind === 'legal' && !IN_TROUBLE.test(fold(change.after))) return null;
  if (change.kind === 'job') {
    // A receptionist for the season announces nothing; two welders may.
    if (!livesOnOrders(source)) return null;
    const offer = answers.changes.changes.find(one => one.id === change.id);
    const days = offer?.previousAt
      ? daysBetween(offer.previousAt.slice(0, 10), offer.seenAt.slice(0, 10))
      : Number.POSITIVE_INFINITY;
    if (days <= USUAL_HIRING_DAYS) return null;
  }
  return say(catalogue, key);
}
