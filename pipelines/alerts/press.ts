import { factsOf, isBad, levelByAge, type Rule, usually } from './watch.ts';

/** A firm that papers write about more often reads of it in the letter, unless it is bad. */
const USUAL_A_MONTH_MAX = 4;

/** A paper writes about the firm; carried by several it is one story. */
export const press: Rule = watch => {
  const { before } = watch;
  const isUsual = before.days > 0 && (before.press / before.days) * 30 > USUAL_A_MONTH_MAX;
  return watch.recent.flatMap(remark => {
    if (remark.isSettled || remark.intent !== 'press' || levelByAge(watch, remark.publishedAt) === null)
      return [];
    const bad = isBad(remark);
    return factsOf({
      rule: 'press',
      level: isUsual && !bad ? 'week' : 'day',
      matter: `press:${watch.subject}:${remark.story}`,
      sureness: remark.verdict === 'kept' ? 'sure' : 'unsure',
      since: remark.publishedAt,
      members: [remark],
      usual: usually(before.press, before.days),
      details: { paper: remark.site, bad: bad ? 1 : 0 },
    });
  });
};
