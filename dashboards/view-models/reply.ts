import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';
import { localDay } from '../../src/domain/time.ts';
import { longDay, timeOfDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { placeName } from './remark.ts';

/** What is proposed to answer, in the owner's words. */
export type ReplyView = {
  readonly kind: 'draft' | 'checklist' | 'wait';
  readonly title: string;
  /** The same with what is left to do: `à compléter entre les crochets`. */
  readonly titleLong: string;
  /** The same above it: ends with a colon. */
  readonly heading: string;
  /** The draft; empty where there is none. */
  readonly text: string;
  /** What it says in her own language, under its name, when the reviewer writes in another; else empty. */
  readonly beside: readonly string[];
  /** What to see to first, one by one; or when the draft will be there. */
  readonly steps: readonly string[];
  /** `D’abord : e Compléter la réponse`, `Ensuite : c Copier la réponse et ouvrir Google` */
  readonly keys: readonly string[];
  /** True while a bracket is left that only she can fill. */
  readonly unfinished: boolean;
};

/** Null where nothing is to be answered, or was answered already. */
export function replyView(context: Context, proposal: ReplyProposal, remark: MentionView): ReplyView | null {
  const { catalogue } = context;
  switch (proposal.kind) {
    case 'draft':
      return draftView(context, proposal, remark);
    case 'checklist':
      return noDraft(context, 'checklist', 'draft.factsFirst', proposal.steps);
    case 'wait': {
      const { language } = catalogue;
      const day = localDay(proposal.until, context.timezone);
      const time = timeOfDay(language, proposal.until, context.timezone);
      const isToday = day === context.today;
      const steps = [
        isToday
          ? say(catalogue, 'draft.waitToday', { time })
          : say(catalogue, 'draft.wait', { day: longDay(language, day), time }),
      ];
      return noDraft(context, 'wait', 'draft.title', steps);
    }
    case 'none':
      return null;
  }
}

/** A frame for the answer without a draft in it. */
function noDraft(
  { catalogue }: Context,
  kind: 'checklist' | 'wait',
  name: string,
  steps: readonly string[],
): ReplyView {
  const title = say(catalogue, name);
  const heading = say(catalogue, 'draft.heading', { title });
  return {
    kind,
    title,
    titleLong: title,
    heading,
    text: '',
    beside: [],
    steps,
    keys: [],
    unfinished: false,
  };
}

/** The place of an answer while it is asked for. */
export function comingReply(context: Context): ReplyView {
  return noDraft(context, 'wait', 'draft.title', []);
}

function draftView(
  context: Context,
  draft: Extract<ReplyProposal, { kind: 'draft' }>,
  remark: MentionView,
): ReplyView {
  const { catalogue } = context;
  const title = say(catalogue, draft.own ? 'draft.own' : 'draft.title');
  const titleLong = draft.unfinished ? say(catalogue, 'draft.toComplete', { title }) : title;
  const copy = say(catalogue, 'act.copyOpen', { site: placeName(context, remark) });
  const edit = say(catalogue, draft.unfinished ? 'act.complete' : 'act.editReply');
  const first = draft.unfinished ? `e ${edit}` : `c ${copy}`;
  const then = draft.unfinished ? `c ${copy}` : `e ${edit}`;
  return {
    kind: 'draft',
    title,
    titleLong,
    heading: say(catalogue, 'draft.heading', { title: titleLong }),
    text: draft.text,
    beside: draft.beside === null ? [] : [say(catalogue, 'draft.beside'), draft.beside],
    steps: [],
    keys: [
      say(catalogue, 'draft.first', { act: first }),
      say(catalogue, draft.unfinished ? 'draft.then' : 'draft.or', { act: then }),
    ],
    unfinished: draft.unfinished,
  };
}
