/** Longer than any address that a browser or a server accepts in practice. */
const URL_LENGTH_MAX = 4096;

/** An aggregator's link inside an aggregator's link: once is real, three times is a trap. */
const UNWRAP_MAX = 3;

/** Parameters that say where the reader came from, never what she reads. */
const TRACKING_PREFIX = /^(?:utm_|mtm_|pk_|piwik_|hsa_|at_(?:medium|campaign|custom|source|emailtype)|ns_)/i;
const TRACKING = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid ' +
    '_hsenc _hsmi __hstc __hssc __hsfp hsctatracking mkt_tok oly_anon_id oly_enc_id vero_id ' +
    'rb_clickid s_cid wickedid _openstat xtor xtref cmpid _ga _gl ref_src ref_url spm trk trkcampaign ' +
    'sc_campaign sc_channel sc_content sc_medium _branch_match_id guccounter guce_referrer ' +
    'guce_referrer_sig ocid srsltid'
  ).split(' '),
);

/** Redirectors whose target stands in a parameter: host, path, parameter. */
const WRAPPERS: readonly (readonly [host: RegExp, path: RegExp, parameter: readonly string[]])[] = [
  [/^(?:www\.)?google\.[a-z.]{2,6}$/, /^\/url$/, ['url', 'q']],
  [/^(?:www\.)?bing\.com$/, /^\/news\/apiclick\.aspx$/i, ['url']],
  [/^(?:l|lm|www|m)\.facebook\.com$/, /^\/l\.php$/, ['u']],
  [/^l\.instagram\.com$/, /^\/$/, ['u']],
  [/^(?:www\.)?youtube\.com$/, /^\/redirect$/, ['q']],
  [/^(?:[a-z-]+\.)?r\.search\.yahoo\.com$/, /^\//, ['RU']],
  [/^(?:www\.)?linkedin\.com$/, /^\/(?:redir\/redirect|safety\/go)$/, ['url']],
  [/^out\.reddit\.com$/, /^\//, ['url']],
];

/** The fragment of a post within a page (`#post-123`, `#comment-9`, `#p123`): another thing said at each. */
const POST_FRAGMENT = /^#(?:p|c|m|msg|post|comment|commentaire|message|reply|r)[-_]?\d{1,20}$/i;

/**
 * One address for one page, whoever links to it: http or https only, aggregators' redirectors unwrapped, no
 * credentials, no fragment but that of a post, no tracking parameters, the rest of the query in its order. Null when it is no such
 * address (another scheme, longer than 4,096 characters, unreadable).
 *
 * @param base Address that a relative one is read against.
 */
export function canonicalUrl(url: string, base?: string): string | null {
  let parsed = parse(url, base);
  for (let hop = 0; parsed && hop < UNWRAP_MAX; hop += 1) {
    const target = targetOf(parsed);
    if (!target) break;
    parsed = target;
  }
  if (!parsed) return null;
  if (!POST_FRAGMENT.test(parsed.hash)) parsed.hash = '';
  parsed.username = '';
  parsed.password = '';
  parsed.search = keptQuery(parsed.search);
  // Strips the dot of `example.com.`, which is the same host.
  if (parsed.hostname.endsWith('.')) parsed.hostname = parsed.hostname.slice(0, -1);
  return parsed.href;
}

function parse(url: string, base: string | undefined): URL | null {
  const trimmed = url.trim();
  if (trimmed === '' || trimmed.length > URL_LENGTH_MAX) return null;
  // Feeds and mails often escape the ampersand once too often.
  const plain = trimmed.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
  const parsed = URL.parse(plain, base);
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return null;
  return parsed.href.length > URL_LENGTH_MAX ? null : parsed;
}

function targetOf(url: URL): URL | null {
  for (const [host, path, parameters] of WRAPPERS) {
    if (!host.test(url.hostname) || !path.test(url.pathname)) continue;
    for (const name of parameters) {
      const target = url.searchParams.get(name);
      if (target && /^https?:\/\//i.test(target)) return parse(target, undefined);
    }
  }
  return null;
}

/** Works on the raw text: parsing and printing it again would change the escapes of what stays. */
function keptQuery(search: string): string {
  if (search === '' || search === '?') return '';
  const kept = search
    .slice(1)
    .split('&')
    .filter(part => part !== '' && !isTracking(part));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

function isTracking(part: string): boolean {
  const name = part.split('=', 1)[0] ?? '';
  return TRACKING_PREFIX.test(name) || TRACKING.has(name.toLowerCase());
}
