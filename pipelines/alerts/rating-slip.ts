import { badCusum, CUSUM_LIMIT } from './statistics/cusum.ts';
import { factsOf, levelByAge, type Rule, type SiteStars } from './watch.ts';

/** Larger accounts: under so many reviews before, one by one says more. */
const BEFORE_MIN = 30;
/** Jeffreys' prior on the usual share of bad ones. */
const PRIOR = 0.5;

/** Bad reviews come three times as often as they used to on one site: its rating slips. */
export const ratingSlip: Rule = watch =>
  watch.stars.flatMap(site => {
    const { before, recent } = site;
    const last = recent.at(-1);
    if (watch.failing.has(site.sourceId) || before.all < BEFORE_MIN || !last?.isBad) return [];
    if (levelByAge(watch, last.publishedAt) === null) return [];
    const usual = (before.bad + PRIOR) / (before.all + 2 * PRIOR);
    const { sum, since } = badCusum(
      recent.map(review => review.isBad),
      usual,
    );
    const risen = recent.slice(since);
    const [first] = risen;
    if (sum < CUSUM_LIMIT || !first) return [];
    const bad = risen.filter(review => review.isBad);
    return factsOf({
      rule: 'rating-slip',
      level: 'day',
      matter: `rating-slip:${watch.subject}:${site.sourceId}`,
      sureness: 'sure',
      since: first.publishedAt,
      members: [...bad].reverse(),
      usual: null,
      details: { ...slipOf(site, since), site: site.site, bad: bad.length, reviews: risen.length },
    });
  });

/** Averages on the site's own scale: of a year until the slip began, and since. */
function slipOf({ before, recent, best }: SiteStars, since: number): Record<string, number> {
  const sum = (from: number, to: number) =>
    recent.slice(from, to).reduce((total, review) => total + review.value, 0);
  return {
    before: (before.sum + sum(0, since)) / (before.all + since),
    after: sum(since, recent.length) / (recent.length - since),
    best,
  };
}
