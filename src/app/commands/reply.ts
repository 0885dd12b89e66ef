import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { contextOf } from '../../../dashboards/view-models/context.ts';
import { type ReplyView, replyView } from '../../../dashboards/view-models/reply.ts';
import type { Mentions, MentionView } from '../../../queries/mentions.ts';
import type { Todo } from '../../../queries/todo.ts';
import { FIRM } from '../../domain/brand.ts';
import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import { isMentionId } from '../../domain/mention-id.ts';
import { lastWeek, localDay } from '../../domain/time.ts';
import { loadPack } from '../../platform/data-files.ts';
import type { Command, Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Propose une réponse à un avis, ou garde la vôtre. Rien n’est publié',
    en: 'Proposes a reply to a review, or keeps yours. Nothing is posted',
  },
  usage: 'reply [id] [--keep FILE|-]',
  examples: ['vigie reply', 'vigie reply 42 --json', 'vigie reply 42 --keep ma-reponse.txt'],
  options: { keep: { type: 'string' } },
  async run(invocation) {
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const now = invocation.clock.now();
      const catalogue = catalogueFor(invocation, settings);
      const week = lastWeek(localDay(now, settings.timezone));
      const remark = await remarkAsked(house, await house.ask<Todo>('todo', week), invocation.positionals[0]);
      const none = say(catalogue, 'cli.noReply');
      if (remark === null) return tellAnyway(invocation, null, [none]);
      const { keep } = invocation.values;
      if (typeof keep === 'string') await house.keepReply(remark.id, await wordingIn(keep, invocation));
      const proposal = await house.reply(remark.id);
      const context = contextOf(settings, loadPack(settings.firm.trade), catalogue, now);
      const view = replyView(context, proposal, remark);
      const lines = view === null ? [none] : page(view, remark);
      return tellAnyway(invocation, { mention: remark.id, ...proposal }, lines);
    } finally {
      await house.close();
    }
  },
};

/** A longer text is no reply to a review. */
const WORDING_CHARACTERS_MAX = 5_000;

/**
 * The remark of that id; without one, the first review that waits for an answer.
 * @throws VigieError UsageInvalid for an id that no remark has
 */
async function remarkAsked(house: House, todo: Todo, id: string | undefined): Promise<MentionView | null> {
  const waiting = [...todo.now, ...todo.canWait, ...todo.done, ...todo.confirm];
  if (id === undefined) return waiting.find(({ kind, reply }) => kind === 'review' && !reply) ?? null;
  const known = waiting.find(remark => remark.id === id);
  if (known) return known;
  const unknown = new VigieError('UsageInvalid', { word: id, mend: 'vigie reply' });
  if (!isMentionId(id)) throw unknown;
  const { mentions } = await house.ask<Mentions>('mentions', { subject: FIRM, ids: [id] });
  const [found] = mentions;
  if (!found) throw unknown;
  return found;
}

/** @throws VigieError FileUnreadable */
async function wordingIn(path: string, { io }: Invocation): Promise<string> {
  try {
    const written = path === '-' ? await text(io.stdin) : await readFile(path, 'utf8');
    return written.trim().slice(0, WORDING_CHARACTERS_MAX);
  } catch (cause) {
    throw new VigieError('FileUnreadable', { path }, cause);
  }
}

function page(view: ReplyView, remark: MentionView): string[] {
  const beside = view.beside.length === 0 ? [] : ['', ...view.beside];
  return [remark.text, '', view.titleLong, '', ...(view.text ? [view.text] : view.steps), ...beside];
}
