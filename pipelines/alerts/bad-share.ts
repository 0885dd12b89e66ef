import { SHARE_P, shareTail } from './statistics/beta-binomial.ts';
import { factsOf, isBad, type Rule } from './watch.ts';

/** More of the week's remarks are bad than the weeks before let expect. Silent under ten. */
export const badShare: Rule = watch => {
  const remarks = watch.recent.filter(
    remark => remark.verdict === 'kept' && remark.tone !== null && !watch.failing.has(remark.sourceId),
  );
  const bad = remarks.filter(isBad);
  const clear = watch.past.filter(one => one.tone !== null);
  const before = { all: clear.length, bad: clear.filter(isBad).length };
  const p = shareTail({ all: remarks.length, bad: bad.length }, before);
  const [first] = bad;
  if (p === null || p >= SHARE_P || !first) return [];
  return [
    factsOf({
      rule: 'bad-share',
      level: 'day',
      matter: `bad-share:${watch.subject}`,
      sureness: 'sure',
      since: first.publishedAt,
      members: [...bad].reverse(),
      usual: null,
      details: { bad: bad.length, all: remarks.length, badBefore: before.bad, allBefore: before.all, p },
    }),
  ];
};
