import { isBottomBand } from '../../src/domain/scale.ts';
import { factsOf, levelByAge, type Rule, usually } from './watch.ts';

/** Every review in the bottom band of its own site's scale. One still to confirm waits for the evening. */
export const badReview: Rule = watch =>
  watch.recent.flatMap(remark => {
    const { rating } = remark;
    const level = levelByAge(watch, remark.publishedAt);
    if (
      remark.isSettled ||
      remark.kind !== 'review' ||
      rating === null ||
      level === null ||
      !isBottomBand(rating)
    )
      return [];
    const isSure = remark.verdict === 'kept';
    return factsOf({
      rule: 'bad-review',
      level: isSure ? level : 'day',
      matter: `bad-review:${watch.subject}:${remark.story}`,
      sureness: isSure ? 'sure' : 'unsure',
      since: remark.publishedAt,
      members: [remark],
      usual: usually(watch.before.bottom, watch.before.days),
      details: { site: remark.site, value: rating.value, best: rating.best },
    });
  });
