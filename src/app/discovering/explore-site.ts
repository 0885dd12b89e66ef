import { VigieError } from '../../domain/errors.ts';
import type { NewSource } from '../setup/edit-settings.ts';
import { type FoundPage, type PageKind, pagesOf } from './page-kinds.ts';
import type { Web } from './web.ts';

export type SiteFound = {
  /** Where the address leads in the end. */
  readonly home: string;
  readonly title: string;
  readonly pages: readonly FoundPage[];
  /** Pages that the site's robots.txt closes: told, never read. */
  readonly refused: readonly FoundPage[];
  readonly feeds: readonly string[];
};

/** The site's own feed; those of its comments and of each category say the same. */
const FEEDS_MAX = 1;

/**
 * What a site shows that is worth watching, from its home page alone: one page read, and its robots.txt.
 * @param address `golfe.example` or a whole address
 * @throws VigieError SourceBlocked when robots.txt closes the home page itself, and what the network throws
 */
export async function exploreSite(web: Web, address: string): Promise<SiteFound> {
  const asked = webAddressOf(address);
  if (asked === null) throw new VigieError('UsageInvalid', { word: address, mend: 'https://www.exemple.fr' });
  const { url: home, title, links, feeds } = await web.page(asked);
  const found = pagesOf(links, home);
  const open: FoundPage[] = [];
  const refused: FoundPage[] = [];
  for (const page of found) {
    if (await web.mayRead(page.url)) open.push(page);
    else refused.push(page);
  }
  return { home, title, pages: open, refused, feeds: feeds.slice(0, FEEDS_MAX) };
}

/** `golfe.example` → `https://golfe.example/`; null for what is no address. A firm's name has a space or no dot. */
export function webAddressOf(text: string): string | null {
  const trimmed = text.trim();
  if (/\s/.test(trimmed)) return null;
  const address = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isHost = /\.[a-z]{2,}$/i.test(url.hostname) || url.port !== '';
  return isHost && url.username === '' ? url.href : null;
}

/** The sources that a found site is watched by. `nameOf` words them: "Golfe, tarifs". */
export function sourcesOf(
  { pages, feeds }: SiteFound,
  about: string | null,
  nameOf: (kind: PageKind | 'feed') => string,
): NewSource[] {
  const whom = about === null ? {} : { about };
  return [
    ...pages.map(({ kind, url }) => ({
      collector: kind === 'reviews' ? 'review-page' : 'watched-page',
      url,
      name: nameOf(kind),
      ...whom,
    })),
    ...feeds.map(url => ({ collector: 'feed', url, name: nameOf('feed'), ...whom })),
  ];
}
