import { say } from '../../src/domain/catalogue.ts';
import { shortened } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { siteInSentence } from './remark.ts';

/** Where to read something, and what the link is called: `Lire sur Google`. */
export type OpenLink = { readonly url: string; readonly words: string };

/** Longer addresses carry whole forms: no mail program keeps them whole. */
const ADDRESS_MAX = 600;
/** A public name, not an address in figures: its last part begins with a letter. */
const PUBLIC_HOST = /^[^[\]]+\.[a-z][^.]*$/;
/** Names that only the office's own network knows. */
const HOME_HOST =
  /\.(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa|test|invalid|onion)$/;

/**
 * A link that her telephone can open, or null: http and https only, never this computer nor the office's network,
 * and without a name and password before the host, which only make an address look like another.
 */
export function openLink(context: Context, url: string | null, site?: string): OpenLink | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, hostname, username, password, href } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (!isWeb || username !== '' || password !== '' || href.length > ADDRESS_MAX) return null;
  if (!PUBLIC_HOST.test(hostname) || HOME_HOST.test(hostname)) return null;
  const place = shortened(site === undefined ? hostname.replace(/^www\./, '') : siteInSentence(site), 60);
  return { url: href, words: say(context.catalogue, 'letter.open', { site: place }) };
}
