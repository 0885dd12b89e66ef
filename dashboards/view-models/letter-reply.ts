import { say } from '../../src/domain/catalogue.ts';
import type { LetterReply, LetterSource } from './letter-parts.ts';
import { linkOf } from './letter-todo.ts';
import { firstOf, thingsToDo } from './matter.ts';

/** The whole proposal for the first thing to do, or what to check instead; null when there is neither. */
export function replyPart({ context, answers, extras }: LetterSource): LetterReply | null {
  const { catalogue } = context;
  const [thing] = thingsToDo(context, answers);
  const { reply } = extras;
  if (!thing || reply === null) return null;
  const link = linkOf(context, firstOf(thing));
  if (reply.kind === 'checklist') {
    const title = say(catalogue, 'letter.reply.check');
    return { title, note: null, text: null, steps: reply.steps, beside: null, link };
  }
  // A crisis is looked into first; each remark has its own reply in Vigie.
  if (reply.kind !== 'draft' || thing.kind === 'matter') return null;
  return {
    title: say(catalogue, reply.own ? 'letter.reply.own' : 'letter.reply.title'),
    note: say(catalogue, reply.unfinished ? 'letter.reply.unfinished' : 'letter.reply.ready'),
    text: reply.text,
    steps: [],
    beside:
      reply.beside === null ? null : { title: say(catalogue, 'letter.reply.beside'), text: reply.beside },
    link,
  };
}
