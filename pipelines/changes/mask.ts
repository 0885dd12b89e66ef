import { fold } from '../../src/domain/text/fold.ts';

/** Lines that change with every visit or say nothing of the firm: consent banners, sharing, advertising. */
const NOISE =
  /\b(?:cookies?|consentement|consent|rgpd|gdpr|traceurs|accepter et (?:fermer|continuer)|tout (?:accepter|refuser)|accept all|reject all|manage preferences|publicite|sponsorise|sponsored|advertisement|newsletter|partager sur|share on|recaptcha|en ligne actuellement|personnes? regarde|people are viewing|derniere visite|last visit|page generee|generated in|nonce|session)\b/;

/** What the reader's day, not the firm, changes. Applied in this order on folded text. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4} \d{2} \d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?/g, ' '],
  [
    /\b(?:il y a|depuis|dans|reste(?:nt)?|plus que|in|for) (?:environ |about )?(?:\d+|un|une|a|an) (?:secondes?|minutes?|min|heures?|h|jours?|semaines?|mois|ans?|seconds?|hours?|days?|weeks?|months?|years?)\b/g,
    ' ',
  ],
  [/\b(?:\d+|an?|one) (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago\b/g, ' '],
  [
    /\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)?,? ?(?:le )?\d{1,2}(?:er|st|nd|rd|th)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)(?:,? \d{4})?\b/g,
    ' ',
  ],
  [
    /\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?\b/g,
    ' ',
  ],
  [/\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4} \d{2} \d{2}\b/g, ' '],
  [/\b\d{1,2} ?(?:h|:) ?\d{2}(?: ?:? ?\d{2})?\b/g, ' '],
  [/(?:©|\(c\)|copyright)[^a-z]*\d{4}(?: \d{4})?/g, ' '],
  [
    /\b\d[\d .,]*(?:vues?|views?|visites?|visiteurs?|visitors?|abonnes?|followers?|likes?|j'aime|partages?|shares?|commentaires?|comments?|avis clients?|membres?|members?|telechargements?|downloads?|resultats?|results?|articles? dans)\b/g,
    ' ',
  ],
  [/\b(?:panier|cart|basket|favoris|wishlist)\W*\d*\W*$/g, ' '],
  [/\b[a-z]*\d[a-z\d]{15,}\b|\b[a-f\d]{16,}\b/g, ' '],
];

/** Before the day that ends an offer, a date is what changed, not the calendar. */
const UNTIL = /\b(?:jusqu'?\s?(?:au|a)|avant le|valable|fin le|du \d|until|till|ends|before|valid|through)\b/;

/** Longer lines are a page's whole text in one block: its beginning is compared. */
const LINE_LENGTH_MAX = 500;

/** A line as it counts for "has this page changed?"; '' when it does not count at all. */
export function maskedLine(line: string): string {
  const folded = fold(line.slice(0, LINE_LENGTH_MAX));
  if (NOISE.test(folded)) return '';
  let masked = folded;
  const dated = UNTIL.test(folded);
  MASKS.forEach(([pattern, blank], index) => {
    if (dated && index >= 3 && index <= 5) return;
    masked = masked.replace(pattern, blank);
  });
  const words = masked.replace(/[^\p{L}\p{N}%€$£+,.]+/gu, ' ').trim();
  return /[\p{L}]{2}|[%€$£]/u.test(words) ? words : '';
}
