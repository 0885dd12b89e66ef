/** Review sites by the name that everybody gives them; elsewhere the host is the name. */
const SITES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:google\.[a-z.]{2,6}|g\.page|goo\.gl)$/, 'Google'],
  [/(?:^|\.)booking\.com$/, 'Booking'],
  [/(?:^|\.)tripadvisor\.[a-z.]{2,6}$/, 'TripAdvisor'],
  [/(?:^|\.)pagesjaunes\.fr$/, 'PagesJaunes'],
  [/(?:^|\.)trustpilot\.com$/, 'Trustpilot'],
  [/(?:^|\.)facebook\.com$/, 'Facebook'],
];

/** What she calls the site of an address; null when it is no web address. */
export function siteName(url: string | undefined): string | null {
  if (url === undefined || !/^https?:/.test(url) || !URL.canParse(url)) return null;
  const host = new URL(url).hostname;
  return SITES.find(([hosts]) => hosts.test(host))?.[1] ?? host.replace(/^www\./, '');
}
