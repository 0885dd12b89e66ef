/** Where a platform writes a review's own id into its address: host, then what holds the id. */
const PLACES: readonly (readonly [site: string, host: RegExp, id: RegExp])[] = [
  ['tripadvisor', /(?:^|\.)tripadvisor\.[a-z.]{2,6}$/, /-r(\d{6,12})(?:-|\.|$)/],
  ['trustpilot', /(?:^|\.)trustpilot\.com$/, /\/reviews\/([0-9a-f]{24})(?:$|[/?#])/],
  ['google', /(?:^|\.)google\.[a-z.]{2,6}$/, /(?:[?&]reviewId=|!1s)(C[hi][\w-]{20,120})/],
  ['booking', /(?:^|\.)booking\.com$/, /[?&]review_id=([0-9a-f]{8,40})/],
  ['airbnb', /(?:^|\.)airbnb\.[a-z.]{2,6}$/, /\/reviews\/(\d{6,24})/],
  ['thefork', /(?:^|\.)(?:thefork\.[a-z.]{2,6}|lafourchette\.com)$/, /\/reviews?\/([0-9a-f-]{8,40})/],
  ['facebook', /(?:^|\.)facebook\.com$/, /\/reviews\/(\d{6,24})/],
];

/** `tripadvisor:987654321` when the address is a single review's own, whoever links to it; null otherwise. */
export function reviewKey(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed) return null;
  for (const [site, host, id] of PLACES) {
    if (!host.test(parsed.hostname)) continue;
    const found = id.exec(`${parsed.pathname}${parsed.search}`)?.[1];
    if (found !== undefined) return `${site}:${found}`;
  }
  return null;
}
