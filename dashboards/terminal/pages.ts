import type { OpenPage, PageName } from './page.ts';
import { openCompetitors } from './screens/competitors.ts';
import { openEnquiries } from './screens/enquiries.ts';
import { openReviews } from './screens/reviews.ts';
import { openSites } from './screens/sites.ts';
import { openTopics } from './screens/topics.ts';
import { openVisibility } from './screens/visibility.ts';

/** How each page is opened. */
export const PAGES: Readonly<Record<PageName, OpenPage>> = {
  reviews: openReviews,
  competitors: openCompetitors,
  topics: openTopics,
  visibility: openVisibility,
  enquiries: openEnquiries,
  sites: openSites,
};
