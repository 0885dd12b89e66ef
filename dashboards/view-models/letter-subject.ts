import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { capital } from '../../src/domain/words.ts';
import { isWellRead } from './how-read.ts';
import { isMonthly, type LetterSource, sinceMonday } from './letter-parts.ts';
import { firstOf, matterWords, thingsToDo } from './matter.ts';

/** What the letter holds, in at most 60 characters: the first thing to do, or that there is none. */
export function subjectOf(source: LetterSource): string {
  const { context, answers } = source;
  const { catalogue } = context;
  const { todo, volume, coverage } = answers;
  const things = thingsToDo(context, answers);
  const [first] = things;
  if (first?.kind === 'matter') return matterWords(context, first.matter).subject;
  if (first) return waitingSubject(source, things.map(firstOf), first.remark);
  if (coverage.lastReadAt === null) return say(catalogue, 'letter.subject.unread');
  if (!isWellRead(source)) {
    const { sitesRead: read, sitesTotal: total } = coverage;
    return say(catalogue, 'letter.subject.spoiled', { read, total });
  }
  if (todo.confirm.length > 0 && volume.mentions === 0)
    return say(catalogue, 'letter.subject.look', { rest: restWords(source) });
  const month = isMonthly(answers.period) ? 'Month' : '';
  const since = sinceMonday(source);
  if (volume.mentions === 0 && since !== null)
    return since.reviews > 0
      ? say(catalogue, 'letter.subject.sinceReviews', { n: since.reviews })
      : say(catalogue, 'letter.subject.since', { n: since.mentions });
  if (volume.mentions === 0) return say(catalogue, `letter.subject.calm${month}`);
  if (month) return say(catalogue, 'letter.subject.clearMonth');
  return say(catalogue, 'letter.subject.clear', { rest: restWords(source) });
}

function waitingSubject(source: LetterSource, now: readonly MentionView[], first: MentionView): string {
  const { context, answers } = source;
  const { catalogue } = context;
  const count = now.length;
  const rest = restWords(source);
  if (count > 1) {
    const spelled =
      count < 10 ? capital(catalogue.language, say(catalogue, `spelled.${count}`)) : String(count);
    const key = now.every(isAnswerable) ? 'letter.subject.more' : 'letter.subject.see';
    return say(catalogue, key, { count: spelled, c: count, rest });
  }
  if (first.kind === 'review' && answers.volume.reviews > 0)
    return say(catalogue, 'letter.subject.one', { n: answers.volume.reviews });
  return say(catalogue, `letter.subject.${kindOf(first)}`, { rest });
}

function kindOf(remark: MentionView): string {
  if (remark.intent?.label === 'lead') return 'lead';
  if (isAnswerable(remark)) return 'answer';
  return remark.form === 'article' ? 'article' : 'look';
}

/** Something that waits for words of hers, not only for her eyes. */
function isAnswerable(remark: MentionView): boolean {
  const intent = remark.intent?.label;
  return remark.kind === 'review' || intent === 'lead' || intent === 'question' || intent === 'complaint';
}

/** `4 avis lus`, `semaine calme`: what the rest of the letter is made of. */
function restWords(source: LetterSource): string {
  const { context, answers } = source;
  const { mentions, reviews } = answers.volume;
  const { catalogue } = context;
  if (reviews > 0) return say(catalogue, 'letter.rest.reviews', { n: reviews });
  if (mentions > 0) return say(catalogue, 'letter.rest.remarks', { n: mentions });
  if (!isWellRead(source)) return say(catalogue, 'letter.rest.poor');
  const since = sinceMonday(source);
  if (since !== null)
    return since.reviews > 0
      ? say(catalogue, 'letter.rest.sinceReviews', { n: since.reviews })
      : say(catalogue, 'letter.rest.since', { n: since.mentions });
  return say(catalogue, isMonthly(answers.period) ? 'letter.rest.quietMonth' : 'letter.rest.quiet');
}
