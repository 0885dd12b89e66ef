import type { Rating } from '../../src/domain/observation.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Instant } from '../../src/domain/time.ts';
import { readDate } from './date.ts';
import { readDecimal } from './number.ts';
import { readAge } from './relative-date.ts';
import type { Site } from './saved-sites.ts';
import { isOnlyStars, onScale, readStars, withoutStars } from './stars.ts';

/** What a line of a copied page is. `card` separates reviews where the saved page itself does. */
export type Line =
  | { readonly kind: 'card' }
  | { readonly kind: 'noise' }
  /** About the author or the visit: "Local Guide · 23 avis", "2 nuits · juillet 2026". */
  | { readonly kind: 'meta'; readonly aboutAuthor: boolean }
  | {
      readonly kind: 'head';
      readonly rating: Rating | null;
      readonly at: Instant | null;
      readonly author: string;
    }
  | { readonly kind: 'reply'; readonly at: Instant | null; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

/** When the copy was read, and the zone of dates that have none. */
export type When = { readonly observedAt: Instant; readonly zone: string };

/** The line that a saved page's reader puts where a review's own element starts. */
export const CARD_LINE = '\u0001';

/** Longest line that can be anything but text. */
const MAX_LABEL_LENGTH = 160;

const NOISE = new RegExp(
  `^(?:${[
    "j'aime",
    'like',
    'partager',
    'share',
    '(?:pas |in)?utile',
    'helpful',
    'not helpful',
    '(?:\\.\\.\\. ?)?plus',
    '(?:\\.\\.\\. ?)?more',
    'moins',
    'less',
    'en savoir plus',
    'read more',
    'lire (?:la suite|plus|moins)',
    "voir (?:plus|moins|la traduction|l'original)( .*)?",
    'afficher (?:plus|moins)',
    'show (?:more|less)',
    'signaler(?: .*)?',
    'report(?: review)?',
    'traduire(?: .*)?',
    'traduit par google(?: .*)?',
    'translated by google(?: .*)?',
    'translate(?: .*)?',
    'repondre',
    'reply',
    'modifier',
    'supprimer',
    'nouveau',
    'new',
    'photo \\d.*',
    '\\d+ photos?',
    "cet avis est l'opinion subjective.*",
    'this review is the subjective opinion.*',
    'merci pour cet avis',
    'avis verifie',
    'verified review',
  ].join('|')})(?: ?\\(?\\d+\\)?)?$`,
);

/** About who writes; the line before it is her name. */
const ABOUT_AUTHOR =
  /^(?:(?:local guide|niveau \d+)(?:\s*[·•-].*)?|(?:.{2,60}[·•]\s*)?\d[\d ]* (?:avis|contributions?|reviews?|commentaires?)(?:\s*[·•].*)?|\d+ avis (?:depose|redige)s?)$/;
/** About the visit. */
const ABOUT_VISIT =
  /^(?:(?:\d+ (?:nuits?|nights?)|(?:janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|jan|feb|mar|apr|may|jun|jul|aug|sep)[a-z.]* \d{4})\s*[·•].*|\d+ (?:nuits?|nights?)|(?:en )?(?:couple|famille|solo|amis|affaires|groupe)|voyageur individuel|(?:couples?|family|business|solo traveller|friends)|(?:date (?:de )?(?:l'experience|visite|du sejour|of visit|of stay)|visite|experience vecue|sejour|sejourne|stayed|visited|date of experience)\b.{0,60})$/;

const REPLY =
  /^(?:reponse (?:du |de la |de l'|de |d')(.{2,80}?)|(?:owner|management|property|business)(?:'s)? (?:response|reply)|(?:response|reply) from (?:the )?(.{2,60}?)|l'etablissement a repondu)\s*(?::|$|\(|,|-|il y a|le \d|\d)/;
const REPLIED_AT =
  /^(?:repondu|replied|responded|reponse (?:publiee|deposee|envoyee)|date de (?:la )?reponse)\b/;

const AUTHOR_PREFIX =
  /^(?:par|by|avis de|avis redige par|publie par|posted by|reviewed by)\s+(\S.{0,60}?)\s*[,·|–-]?$/iu;

const MONTH = '[\\p{L}]{3,9}\\.?';
/** A date as it stands in a line: 12/07/2026, 2026-07-12, 12 juillet 2026, July 12, 2026. */
const DATE = new RegExp(
  `\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|(?:1er|\\d{1,2})(?:st|nd|rd|th)? ${MONTH},? \\d{4}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}`,
  'u',
);
const DATE_WORDS =
  /\b(?:(?:avis|commentaire|review|commented?)?\s*(?:publie|depose|ecrit|redige|envoye|poste|laisse|written|posted|reviewed|published|submitted|reviewed on)e?s?|modifie|edited|date|avis|le|on|du|sur|google|tripadvisor|via mobile|a \d{1,2} ?h ?\d{0,2}|nouveau|new)\b|\d{1,2}[:h]\d{2}/g;

/** Says what one line is. `when` gives relative dates their instant and others their zone. */
export function lineOf(raw: string, site: Site, when: When): Line {
  if (raw.startsWith(CARD_LINE)) return { kind: 'card' };
  const line = raw.trim();
  if (line.length > MAX_LABEL_LENGTH) return { kind: 'text', text: line };
  const folded = fold(line).replace(/^…\s*/, '').trim();
  // A line of icons, ornaments or private letters says nothing.
  if (!/[\p{L}\p{N}]/u.test(line) && !readStars(line)) return { kind: 'noise' };
  // How many found it useful; only Booking's marks are figures on their own.
  if (NOISE.test(folded) || (site.best !== 10 && /^\(?\d{1,6}\)?$/.test(folded))) return { kind: 'noise' };
  const reply = replyOf(line, folded, when);
  if (reply) return reply;
  if (ABOUT_AUTHOR.test(folded)) return { kind: 'meta', aboutAuthor: true };
  if (ABOUT_VISIT.test(folded)) return { kind: 'meta', aboutAuthor: false };
  if (site.id === 'booking' && isCountry(folded)) return { kind: 'meta', aboutAuthor: true };
  return headOf(line, site, when) ?? { kind: 'text', text: line };
}

function replyOf(line: string, folded: string, when: When): Line | null {
  if (REPLIED_AT.test(folded)) return { kind: 'reply', at: dateIn(line, when)?.at ?? null, text: '' };
  const match = REPLY.exec(folded);
  if (!match) return null;
  const colon = line.indexOf(':');
  const rest = colon >= 0 ? line.slice(colon + 1).trim() : '';
  const date = dateIn(line, when);
  const isDate =
    date !== null &&
    fold(date.rest.slice(colon + 1))
      .replace(DATE_WORDS, '')
      .trim().length < 4;
  return { kind: 'reply', at: date?.at ?? null, text: isDate ? '' : rest };
}

/** A line that holds a rating, a date or both, and beside them at most the author's name. */
function headOf(line: string, site: Site, when: When): Line | null {
  const bare = site.best === 10 ? bareMark(line) : null;
  if (bare) return { kind: 'head', rating: bare, at: null, author: '' };
  if (isOnlyStars(line)) return { kind: 'head', rating: readStars(line), at: null, author: '' };
  const date = dateIn(line, when);
  const rating = readStars(date?.rest ?? line);
  if (!date) return null;
  const rest = withoutStars(date.rest);
  const left = fold(rest)
    .replace(DATE_WORDS, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  if (left === '' || /^(?:note|noted|rated)$/.test(left))
    return { kind: 'head', rating, at: date.at, author: '' };
  const name = authorIn(rest);
  return name === '' ? null : { kind: 'head', rating, at: date.at, author: name };
}

/** Booking writes its marks alone: `8,0`, `10`, `Avec une note de 8,0`. */
function bareMark(line: string): Rating | null {
  const match = /^(?:(?:avec une note de|note|scored|score)\s*:?\s*)?(10(?:[.,]0)?|\d(?:[.,]\d)?)$/i.exec(
    line,
  );
  return match ? onScale(readDecimal(match[1]), 10) : null;
}

type Dated = { readonly at: Instant; readonly rest: string };

/** The first date of a line and the line without it. */
function dateIn(line: string, when: When): Dated | null {
  const shape = DATE.exec(line);
  const at = shape && readDate(shape[0].replace(/^1er /, '1 '), { dayFirst: true, zone: when.zone });
  if (shape && at)
    return { at, rest: `${line.slice(0, shape.index)} ${line.slice(shape.index + shape[0].length)}` };
  const age = readAge(line, when.observedAt);
  // Folding keeps places but for œ and the like, which no age holds before it by more than a letter or two.
  return age ? { at: age.at, rest: `${line.slice(0, age.start)} ${line.slice(age.end)}` } : null;
}

/** What is left of a head line, when it is a name: "Marie D. –", "par Marie D., le". */
function authorIn(rest: string): string {
  const trimmed = rest
    .replace(
      /[\s,;:·•|–—-]+(?:le|on|du|publi[ée]|post[ée]|[ée]crit)?(?:[\s,;:·•|–—-]+le)?[\s,;:·•|–—-]*$/iu,
      '',
    )
    .trim();
  const named = AUTHOR_PREFIX.exec(trimmed)?.[1] ?? trimmed;
  return isName(named) ? named : '';
}

/** Short, starts with a capital, ends no sentence: "Marie D.", "Jean-Paul Le Goff", "kerlann56". */
export function isName(text: string): boolean {
  const words = text.split(/\s+/);
  if (text.length > 60 || words.length > 5 || !/\p{L}/u.test(text)) return false;
  if (/[!?…:;]$/.test(text) || (/\.$/.test(text) && !/(?:^|\s)\p{L}{1,3}\.$/u.test(text))) return false;
  return /^[\p{Lu}@]/u.test(text) || words.length === 1;
}

/** Written by a line of its own: "par Marie D.". */
export function explicitAuthor(text: string): string | null {
  const name = text.length <= 80 ? AUTHOR_PREFIX.exec(text.trim())?.[1] : undefined;
  return name && isName(name) ? name : null;
}

let countries: ReadonlySet<string> | null = null;

/** Is the folded line the name of a country, in French or English? */
function isCountry(folded: string): boolean {
  countries ??= countryNames();
  return countries.has(folded);
}

function countryNames(): ReadonlySet<string> {
  const names = new Set<string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const language of ['fr', 'en']) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const first of letters) {
      for (const second of letters) {
        const name = display.of(first + second);
        if (name) names.add(fold(name));
      }
    }
  }
  return names;
}
