import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { onOneLine, shortDay } from '../../src/domain/words.ts';
import type { AlertOptions, Told } from './alert.ts';
import { draftOf, stateWords } from './alert-draft.ts';
import { named } from './alert-words.ts';
import type { Context } from './context.ts';

/**
 * One matter as a line of a list: since when, its subject whole, its site where the subject names none, where it
 * stands. Two matters of one word are told apart.
 */
export function alertLine(context: Context, { incident, mentions }: Told, { trade }: AlertOptions): string {
  const { catalogue, timezone } = context;
  const { facts } = incident;
  const [subject = ''] = draftOf({ context, facts, mentions, quote: 0, trade }).subjects;
  const site = named(facts, 'site');
  const params = {
    day: shortDay(catalogue.language, localDay(facts.since, timezone)),
    subject: onOneLine(subject),
    state: stateWords(context, incident),
  };
  if (site === '' || subject.includes(site)) return say(catalogue, 'alert.list.line', params);
  return say(catalogue, 'alert.list.lineOn', { ...params, site });
}
