import { say, sayError } from '../../src/domain/catalogue.ts';
import { VigieError } from '../../src/domain/errors.ts';
import type { House } from '../../src/domain/house.ts';
import { openLink } from '../view-models/open-link.ts';
import { placeName } from '../view-models/remark.ts';
import { type About, type Acting, aboutRemark } from './acting.ts';
import type { Actions } from './actions.ts';
import type { List } from './list.ts';
import { onPage, pageItem } from './shown-page.ts';
import type { Effect, State } from './state.ts';
import type { Scene } from './view.ts';
import { chosenEntry, chosenId, chosenReply } from './view.ts';

/** What an effect works on: the world, and the screen as it was when the key was pressed. */
export type Doing = {
  readonly house: House;
  readonly actions: Actions;
  readonly acting: Acting;
  readonly scene: Scene;
  readonly list: List;
  readonly state: State;
};

/**
 * Does what a key asked for. Resolves to the words for the footer, null for none; what takes long says so at once
 * through `say`. What the owner can mend is said in its own words.
 */
export async function carryOut(
  effect: Exclude<Effect, { do: 'quit' }>,
  doing: Doing,
  tell: (words: string) => void,
): Promise<string | null> {
  try {
    return await done(effect, doing, tell);
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    return sayError(doing.scene.view.context.catalogue, error.code, error.params);
  }
}

async function done(effect: Effect, doing: Doing, tell: (words: string) => void): Promise<string | null> {
  const { acting, scene, state, actions } = doing;
  const { view } = scene;
  const { catalogue } = view.context;
  switch (effect.do) {
    case 'quit':
      return null;
    case 'undo':
      return acting.undo(view);
    case 'read':
      return readNow(doing, [], tell);
    case 'keep': {
      const { mentionId, text } = effect;
      return acting.keep(view, mentionId, text, ownWording(scene.reply, mentionId));
    }
    case 'add': {
      // Its address is looked at first: seconds.
      if (effect.what === 'site') tell(say(catalogue, 'init.rivalLooking', { site: effect.text }));
      const added =
        effect.what === 'competitor'
          ? await actions.addCompetitor(effect.text)
          : await actions.addSource(effect.text);
      return say(catalogue, `add.${effect.what}.${added}`, { name: effect.text });
    }
    case 'act': {
      const about = aboutChosen(doing);
      if (about === null) return say(catalogue, 'act.nothingChosen');
      return acting.act(view, effect.verb, about, effect.verb === 'tone' ? effect.tone : undefined);
    }
    case 'copy':
      return copyReply(doing);
    case 'open':
      return openChosen(doing);
    case 'retry':
      return readNow(doing, pageItem(state, scene.page)?.sources ?? [], tell);
    case 'pause': {
      const item = pageItem(state, scene.page);
      if (!item || item.sources.length === 0) return say(catalogue, 'act.nothingChosen');
      return acting.pause(view, item.sources, !item.paused);
    }
  }
}

/** A crisis is one thing: what is said of it is said of all that it holds. */
function aboutChosen({ scene, list, state }: Doing): About | null {
  const matter = onPage(state) ? undefined : chosenEntry(scene, list, state)?.matter;
  if (matter) return { id: matter.id, mentionIds: matter.members.map(({ id }) => id), incidentId: matter.id };
  const id = chosenId(scene, list, state);
  return id === null ? null : aboutRemark(id);
}

/** Her own wording, which undo goes back to; '' where the text is still vigie's. */
function ownWording(reply: Scene['reply'], mentionId: string): string {
  if (reply?.mentionId !== mentionId || reply.proposal.kind !== 'draft') return '';
  return reply.proposal.own ? reply.proposal.text : '';
}

/** The answer in the clipboard and the page open: she pastes it there herself. */
async function copyReply({ actions, scene, list, state }: Doing): Promise<string> {
  const { context } = scene.view;
  const { catalogue } = context;
  const entry = chosenEntry(scene, list, state);
  const reply = chosenReply(scene, entry);
  if (!entry || reply?.kind !== 'draft') return say(catalogue, 'draft.nothingToCopy');
  if (reply.unfinished) return say(catalogue, 'draft.unfinished');
  await actions.copy(reply.text);
  const site = placeName(context, entry.remark);
  const link = openLink(context, entry.remark.url);
  if (link === null) return say(catalogue, 'draft.copied', { site });
  return (await actions.open(link.url))
    ? say(catalogue, 'draft.copiedOpened', { site })
    : say(catalogue, 'draft.copiedAt', { url: link.url });
}

async function openChosen({ actions, scene, list, state }: Doing): Promise<string> {
  const { context } = scene.view;
  const entry = chosenEntry(scene, list, state);
  const url = entry?.remark.url ?? (onPage(state) ? pageItem(state, scene.page)?.link : null) ?? null;
  const link = openLink(context, url);
  if (link === null) return say(context.catalogue, 'todo.noLink');
  const opened = await actions.open(link.url);
  return say(context.catalogue, opened ? 'act.opened' : 'todo.link', { url: link.url });
}

/** Reads now; the frame shows how far it is, and this says how it ended. */
async function readNow(
  { house, scene }: Doing,
  sources: readonly string[],
  tell: (words: string) => void,
): Promise<string> {
  const { catalogue } = scene.view.context;
  if (scene.progress?.kind === 'reading') return say(catalogue, 'act.readingAlready');
  tell(say(catalogue, 'act.readingNow'));
  const report = await house.read(sources);
  const found = report.sources.reduce((sum, source) => sum + source.new, 0);
  const failed = report.sources.filter(source => source.error !== null).length;
  return say(catalogue, failed > 0 ? 'act.readSome' : 'act.readAll', { n: found, failed });
}
