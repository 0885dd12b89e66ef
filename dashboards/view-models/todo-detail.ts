import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { capital, longDay, onOneLine, shortDay, shortened } from '../../src/domain/words.ts';
import { isOwnersDoing, isOwnersTone, reasonsOf, sureSentence, whySentence } from './because.ts';
import type { Context } from './context.ts';
import { matterDetail } from './matter-rows.ts';
import { quotedWords, remarkTitle } from './remark.ts';
import type { TodoEntry } from './todo.ts';
import { asideWords } from './todo.ts';

export type TodoDetail = {
  readonly id: string;
  readonly title: string;
  /** For a narrow frame: the day in figures. */
  readonly titleShort: string;
  /** The whole text in quotation marks. */
  readonly text: string;
  readonly whyTitle: string;
  readonly why: readonly string[];
  /** The reasons as one paragraph, without how sure Vigie is. */
  readonly whyPlain: string;
  /** `Pourquoi : pas de réponse vue, deuxième plainte ce mois-ci.` where there is one line. */
  readonly whyShort: string;
  readonly sure: string;
  /** Who else carries it, one paper a line; empty: nobody. */
  readonly copies: readonly string[];
  readonly topics: string | null;
  /** Of a matter: what to do, in order; empty for a remark. */
  readonly steps: readonly string[];
  readonly link: string | null;
};

/** Papers that carry a story, named one by one. */
const COPIES_MAX = 12;

/** All of one remark: its words, why it is here, how sure Vigie is, where to read it. */
export function todoDetail(context: Context, entry: TodoEntry): TodoDetail {
  const { group, remark, matter } = entry;
  if (matter) return matterDetail(context, matter);
  const { catalogue } = context;
  const whyKey = group === 'aside' ? 'whyAside' : group === 'confirm' ? 'whyConfirm' : 'whyHere';
  const topics = remark.topics.map(({ topic }) => context.topics.get(topic) ?? '').filter(Boolean);
  const why = whyLines(context, { group, remark });
  const sure = group === 'aside' ? '' : sureSentence(context, remark);
  const whyPlain = why.filter(words => words !== sure).join(' ');
  return {
    id: remark.id,
    title: remarkTitle(context, remark),
    titleShort: remarkTitle(context, remark, shortDay(catalogue.language, remark.day)),
    text: wholeText(context, remark),
    whyTitle: say(catalogue, `todo.${whyKey}`),
    why,
    whyPlain,
    whyShort: group === 'aside' ? whyPlain : (whySentence(context, remark, true) ?? sure),
    sure,
    copies: copiesOf(context, remark),
    topics: topics.length > 0 ? say(catalogue, 'todo.topics', { topics: topics.join(', ') }) : null,
    steps: [],
    link: remark.url,
  };
}

/** Where each copy of a story stands: the same words, so only the papers are named. */
function copiesOf(context: Context, { story }: MentionView): readonly string[] {
  const sites = story?.sites ?? [];
  if (sites.length < 2) return [];
  const named = sites.slice(0, COPIES_MAX).map(site => `· ${shortened(site, 60)}`);
  const over = sites.length - COPIES_MAX;
  const more = over > 0 ? [say(context.catalogue, 'todo.moreCopies', { n: over })] : [];
  return [say(context.catalogue, 'todo.sameArticle'), ...named, ...more];
}

function wholeText(context: Context, remark: MentionView): string {
  const words = quotedWords(context, remark);
  const body = onOneLine(remark.text);
  const isTitle = remark.form === 'article' && remark.title !== '' && body !== '' && body !== remark.title;
  return isTitle ? `${words} ${shortened(body, 2000)}` : words;
}

function whyLines(context: Context, { group, remark }: TodoEntry): readonly string[] {
  const { catalogue } = context;
  const { language } = catalogue;
  if (group === 'aside') {
    return [
      isOwnersDoing(remark)
        ? say(catalogue, 'todo.youSaid')
        : `${capital(language, asideWords(context, remark))}.`,
    ];
  }
  const lines = reasonsOf(context, remark, true).map(reason => `${capital(language, reason)}.`);
  if (remark.reply) {
    const seen = localDay(remark.reply.at ?? remark.reply.seenAt, context.timezone);
    lines.push(say(catalogue, 'todo.replySeenOn', { day: longDay(language, seen) }));
  } else if (remark.kind === 'review') lines.splice(1, 0, say(catalogue, 'state.noReplySeen'));
  if (remark.story && remark.story.sites.length > 1) {
    lines.push(`${say(catalogue, 'todo.carried', { n: remark.story.sites.length })}.`);
  }
  const hers = isOwnersTone(remark);
  if (remark.tone && (hers || !remark.rating)) {
    const tone = say(catalogue, `tone.is.${remark.tone.abstain ? 'unclear' : remark.tone.label}`);
    lines.push(hers ? `${tone} ${say(catalogue, 'tone.hers')}` : tone);
  }
  lines.push(sureSentence(context, remark));
  return lines;
}
