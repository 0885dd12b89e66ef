import { say } from '../../../src/domain/catalogue.ts';
import type { Context } from '../../view-models/context.ts';
import type { ReplyView } from '../../view-models/reply.ts';
import type { TodoDetail } from '../../view-models/todo-detail.ts';
import { TERMINAL_WHOLE_MAX } from '../ui/encode.ts';
import type { Line } from '../ui/line.ts';
import { BLANK } from '../ui/line.ts';
import { paragraph } from '../ui/text-lines.ts';

export function textLines(detail: TodoDetail, width: number, linesMax: number): Line[] {
  return paragraph(detail.text, { width, linesMax, textMax: TERMINAL_WHOLE_MAX });
}

/** The reasons, then the copies, the address and the topics where they fit whole. */
export function whyLines(context: Context, detail: TodoDetail, width: number, height: number): Line[] {
  const lines = detail.why.flatMap(words => paragraph(words, { width }));
  const gap = () => (lines.length > 0 ? [BLANK] : []);
  const topics = detail.topics === null ? [] : paragraph(detail.topics, { width, tone: 'soft' });
  const copies = detail.copies.flatMap(words => paragraph(words, { width }));
  for (const more of [copies, linkLines(context, detail, width), topics]) {
    if (more.length > 0 && lines.length + 1 + more.length <= height) lines.push(...gap(), ...more);
  }
  return lines;
}

/** The address is shown as text, never as a terminal link: what is read is what would be opened. */
function linkLines(context: Context, detail: TodoDetail, width: number): Line[] {
  const words =
    detail.link === null
      ? say(context.catalogue, 'todo.noLink')
      : say(context.catalogue, 'todo.link', { url: detail.link });
  return paragraph(words, { width, tone: 'soft', linesMax: 3 });
}

/** The draft with its keys, what to see to first, or when a draft will be there. Whole, or cut with … at `height`. */
export function replyLines(reply: ReplyView, width: number, height: number): Line[] {
  const keys = reply.keys.flatMap(words => paragraph(words, { width, tone: 'strong' }));
  const beside = reply.beside.flatMap(words => paragraph(words, { width, tone: 'soft' }));
  const text = replyText(reply, width);
  const lines = text.length <= height ? text : replyText(reply, width, height);
  for (const more of [keys, beside]) {
    if (more.length > 0 && lines.length + 1 + more.length <= height) lines.push(BLANK, ...more);
  }
  return lines;
}

function replyText(reply: ReplyView, width: number, linesMax?: number): Line[] {
  const most = linesMax === undefined ? {} : { linesMax };
  const steps = reply.steps.flatMap((step, index) =>
    paragraph(reply.kind === 'checklist' ? `${index + 1}. ${step}` : step, { width }),
  );
  // Her own wording has line ends of its own.
  const parts = reply.text === '' ? [] : reply.text.split('\n');
  const text = parts.flatMap(part => paragraph(part, { width, textMax: TERMINAL_WHOLE_MAX, ...most }));
  return [...text, ...steps].slice(0, linesMax);
}

/** Does one list of what to do stand beside the matter? Then the matter shows what was said instead of its steps. */
export function isThread(detail: TodoDetail, reply: ReplyView | null): boolean {
  return detail.steps.length > 0 && reply?.kind === 'checklist';
}

/** All lines of the whole view; the keys need their number to know where scrolling ends. */
export function wholeLines(
  context: Context,
  detail: TodoDetail,
  reply: ReplyView | null,
  width: number,
): Line[] {
  const all = Number.POSITIVE_INFINITY;
  return [
    ...textLines(detail, width, all),
    ...(reply === null
      ? []
      : [BLANK, ...paragraph(reply.titleLong, { width, tone: 'strong' }), ...replyLines(reply, width, all)]),
    BLANK,
    ...(isThread(detail, reply) ? [] : paragraph(detail.whyTitle, { width, tone: 'strong' })),
    ...whyLines(context, isThread(detail, reply) ? { ...detail, why: [] } : detail, width, all),
  ];
}
