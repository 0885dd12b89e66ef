import type { OpenPage, PageName } from './page.ts';
import { openCompetitors } from './screens/competitors.ts';
import { openReviews } from './screens/reviews.ts';
import { openSites } from './screens/sites.ts';

/** How each page is opened. */
export const PAGES: Readonly<Partial<Record<PageName, OpenPage>>> = {
  reviews: openReviews,
  competitors: openCompetitors,
  sites: openSites,
};
