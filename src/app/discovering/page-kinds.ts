import { fold } from '../../domain/text/fold.ts';
import type { Link } from './links.ts';

/** What an owner watches on a rival's site, in the order in which it is proposed. */
export const PAGE_KINDS = ['home', 'prices', 'promotions', 'news', 'jobs', 'reviews', 'legal'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];
export type FoundPage = { readonly kind: PageKind; readonly url: string };

/** Folded words of an address or of what a link says. */
const SIGNS: readonly (readonly [Exclude<PageKind, 'home'>, RegExp])[] = [
  [
    'promotions',
    /\b(?:promo(?:tion)?s?|offres? (?:du|speciale|en cours)|offres|soldes|bons? plans?|deals?|special offers?|sale|sejours)\b/,
  ],
  [
    'prices',
    /\b(?:tarifs?|prix|price(?:s|list)?|pricing|grille tarifaire|bareme|honoraires|carte|menus?|forfaits?|nos formules|rates)\b/,
  ],
  [
    'jobs',
    /\b(?:recrutement|recrute|emplois?|carrieres?|jobs?|careers?|rejoignez|nous rejoindre|postuler|offres d emploi|join us|hiring)\b/,
  ],
  [
    'reviews',
    /\b(?:avis(?: clients?)?|temoignages?|livre d or|reviews?|testimonials?|ils parlent de nous)\b/,
  ],
  ['news', /\b(?:actualites?|actus?|blog|news|nouveautes?|journal|articles|realisations|evenements)\b/],
  ['legal', /\b(?:mentions legales|legal|imprint|impressum|legal notice|mentions-legales)\b/],
];

/** Files and addresses that are no pages. */
const NO_PAGE = /\.(?:pdf|jpe?g|png|gif|webp|svg|zip|docx?|xlsx?|mp4|ics)$/i;
/** `/emploi/2026/un-poste`: one article or advert of a list, which the list's own page tells better. */
const DEPTH_MAX = 3;

/**
 * One page a kind out of a home page's links: what a link says counts more than its address, a page near the root
 * more than one far from it, and links to other sites nothing.
 */
export function pagesOf(links: readonly Link[], home: string): readonly FoundPage[] {
  const site = siteOf(home);
  const best = new Map<PageKind, { url: string; points: number }>();
  links.forEach((link, index) => {
    if (siteOf(link.url) !== site || NO_PAGE.test(new URL(link.url).pathname) || isHome(link.url)) return;
    const judged = judge(link);
    if (!judged) return;
    const points = judged.points - index / 10_000;
    if (points > (best.get(judged.kind)?.points ?? 0)) best.set(judged.kind, { url: link.url, points });
  });
  return PAGE_KINDS.flatMap((kind): FoundPage[] => {
    if (kind === 'home') return [{ kind, url: home }];
    const found = best.get(kind);
    return found ? [{ kind, url: found.url }] : [];
  });
}

function judge({ url, text }: Link): { kind: PageKind; points: number } | null {
  const { pathname } = new URL(url);
  const depth = pathname.split('/').filter(Boolean).length;
  if (depth > DEPTH_MAX) return null;
  const path = wordsOf(decoded(pathname));
  const words = wordsOf(text);
  for (const [kind, sign] of SIGNS) {
    // "Offres d'emploi" are jobs, whatever the order of the signs.
    const isJobs = kind === 'promotions' && /emploi|recrut/.test(`${words} ${path}`);
    if (isJobs) continue;
    const said = words.length <= 60 && sign.test(words);
    const written = sign.test(path);
    if (said || written) return { kind, points: (said ? 3 : 0) + (written ? 2 : 0) - depth / 2 };
  }
  return null;
}

function wordsOf(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isHome(url: string): boolean {
  const { pathname, search } = new URL(url);
  return search === '' && /^\/(?:index\.\w+|accueil|home|fr|en)?\/?$/.test(pathname);
}

function siteOf(url: string): string {
  return new URL(url).host.replace(/^www\./, '');
}
