/** A review site as its pages look when they are copied or saved. */
export type Site = {
  readonly id: 'google' | 'booking' | 'tripadvisor' | 'pagesjaunes' | 'other';
  /** Best mark of the site's own scale. */
  readonly best: number;
  /** Where a reader finds the reviews, when the saved page does not say; also what makes two copies one. */
  readonly url: string | undefined;
  readonly hosts: RegExp | null;
  /** Phrases that only this site's pages show; each that is found counts one. */
  readonly signs: readonly RegExp[];
};

const OTHER: Site = { id: 'other', best: 5, url: undefined, hosts: null, signs: [] };

/**
 * Google: name, "Local Guide · 23 avis", stars, "il y a 2 semaines", text, "Réponse du propriétaire".
 * Booking: name, country, room, nights, "Commentaire envoyé le : …", title, mark out of 10, what was liked and
 * what was not, "Réponse de l'établissement". TripAdvisor: name, town and contributions, bubbles, title, month and
 * company of the visit, text, "Écrit le …", "Réponse de …". PagesJaunes: name, mark, "Avis déposé le …", text,
 * "Réponse du professionnel".
 */
const SITES: readonly Site[] = [
  {
    id: 'google',
    best: 5,
    url: 'https://www.google.com/maps',
    hosts: /(?:^|\.)(?:google\.[a-z.]{2,6}|g\.page|goo\.gl)$/,
    signs: [
      /local guide/i,
      /r[ée]ponse du propri[ée]taire/i,
      /response from the owner/i,
      /google maps/i,
      /avis google/i,
      /\d+ avis\s*·\s*\d+ photos?/i,
    ],
  },
  {
    id: 'booking',
    best: 10,
    url: 'https://www.booking.com/',
    hosts: /(?:^|\.)booking\.com$/,
    signs: [
      /booking\.com/i,
      /commentaire envoy[ée] le/i,
      /r[ée]ponse de l[’']h[ée]bergement/i,
      /\breviewed:/i,
      /\d+ nuits?\s*·/i,
      /points? (?:positifs?|n[ée]gatifs?)/i,
      /avec une note de \d/i,
      /scored \d/i,
    ],
  },
  {
    id: 'tripadvisor',
    best: 5,
    url: 'https://www.tripadvisor.fr/',
    hosts: /(?:^|\.)tripadvisor\.[a-z.]{2,6}$/,
    signs: [
      /tripadvisor/i,
      /\d+ contributions?/i,
      /sur 5 bulles/i,
      /of 5 bubbles/i,
      /cet avis est l[’']opinion subjective/i,
    ],
  },
  {
    id: 'pagesjaunes',
    best: 5,
    url: 'https://www.pagesjaunes.fr/',
    hosts: /(?:^|\.)pagesjaunes\.fr$/,
    signs: [
      /pages ?jaunes/i,
      /avis d[ée]pos[ée] le/i,
      /exp[ée]rience v[ée]cue/i,
      /r[ée]ponse du professionnel/i,
    ],
  },
];

/** Lines that the signs are looked for in: a page shows them with its first reviews. */
const MAX_SIGN_LINES = 800;

/** The site of a copy: by its address when it has one, else by the most signs; `other` when nothing tells. */
export function siteOf(url: string | undefined, lines: readonly string[]): Site {
  const host = url && URL.canParse(url) ? new URL(url).hostname : '';
  const byHost = SITES.find(site => site.hosts?.test(host));
  if (byHost) return byHost;
  const text = lines.slice(0, MAX_SIGN_LINES).join('\n');
  let best: Site = OTHER;
  let most = 0;
  for (const site of SITES) {
    const count = site.signs.filter(sign => sign.test(text)).length;
    if (count > most) [best, most] = [site, count];
  }
  return best;
}
