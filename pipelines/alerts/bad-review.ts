import { isBottomBand } from '../../src/domain/scale.ts';
import { factsOf, levelByAge, type Recent, type Rule, usually } from './watch.ts';

/**
 * Every review in the bottom band of its own site's scale. One still to confirm waits for the evening; so does one
 * without stars: it speaks badly, or only its link is known (a notice by mail that could not be read).
 */
export const badReview: Rule = watch =>
  watch.recent.flatMap(remark => {
    const { rating } = remark;
    const level = levelByAge(watch, remark.publishedAt);
    if (
      remark.isSettled ||
      remark.kind !== 'review' ||
      level === null ||
      !(rating === null ? isWorthALook(remark) : isBottomBand(rating))
    )
      return [];
    const isSure = remark.verdict === 'kept';
    return factsOf({
      rule: 'bad-review',
      level: isSure && rating !== null ? level : 'day',
      matter: `bad-review:${watch.subject}:${remark.story}`,
      sureness: isSure ? 'sure' : 'unsure',
      since: remark.publishedAt,
      members: [remark],
      usual: usually(watch.before.bottom, watch.before.days),
      details: { site: remark.site, ...(rating === null ? {} : { value: rating.value, best: rating.best }) },
    });
  });

function isWorthALook({ tone, text }: Recent): boolean {
  return tone === 'negative' || (text === '' && tone !== 'positive');
}
