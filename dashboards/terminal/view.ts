import type { ReplyProposal } from '../../src/domain/reply.ts';
import type { Answers } from '../view-models/answers.ts';
import type { Context } from '../view-models/context.ts';
import type { Home } from '../view-models/home.ts';
import { homeOf } from '../view-models/home.ts';
import { matterWords } from '../view-models/matter.ts';
import { matterReply } from '../view-models/matter-rows.ts';
import type { ReplyView } from '../view-models/reply.ts';
import { replyView } from '../view-models/reply.ts';
import type { TodoEntry, TodoList } from '../view-models/todo.ts';
import { entryId, todoList } from '../view-models/todo.ts';
import { todoDetail } from '../view-models/todo-detail.ts';
import type { List } from './list.ts';
import { listOf } from './list.ts';
import type { Page, Whole } from './page.ts';
import { wholeLines } from './screens/todo-lines.ts';
import { onPage, pageChosen, pageItem } from './shown-page.ts';
import type { Extent, State } from './state.ts';
import type { Size } from './ui/layout.ts';
import { BARS_ROWS, HEADINGS_COLUMNS_MIN, todoHeights } from './ui/layout.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from './ui/panel.tsx';

/** Everything that the first two screens are drawn from, made once per answer of the house. */
export type View = {
  readonly context: Context;
  readonly home: Home;
  readonly todo: TodoList;
};

/** What a search found so far: the newest, put into entries, and how many there are. */
export type Hits = {
  readonly words: string;
  readonly total: number;
  /** False while older texts are still being gone through. */
  readonly complete: boolean;
  readonly entries: readonly TodoEntry[];
};

/** A reading that is under way, here or at another program's asking; what its end has to tell. */
export type Progress =
  | { readonly kind: 'reading'; readonly read: number; readonly total: number }
  | { readonly kind: 'lost'; readonly batches: number }
  | { readonly kind: 'offline'; readonly time: string };

/** All that a frame is drawn from, besides what the keys changed. */
export type Scene = {
  readonly view: View;
  readonly hits: Hits | null;
  /** The open page; null on screens 1 and 2 and while it is asked for. */
  readonly page: Page | null;
  /** The remark that a page opened in full. */
  readonly remark: TodoEntry | null;
  /** The proposed reply to the remark of this id, as far as it is known. */
  readonly reply: { readonly mentionId: string; readonly proposal: ReplyProposal } | null;
  readonly progress: Progress | null;
};

export function viewOf(context: Context, answers: Answers): View {
  return { context, home: homeOf(context, answers), todo: todoList(context, answers) };
}

export function sceneOf(view: View): Scene {
  return { view, hits: null, page: null, remark: null, reply: null, progress: null };
}

/** The list as it is shown: what was found, or all with headings where there is room. */
export function shownList({ view, hits }: Pick<Scene, 'view' | 'hits'>, filter: string, size: Size): List {
  if (filter.trim() !== '' && hits) return listOf(hits.entries, false);
  return listOf(view.todo.entries, size.columns >= HEADINGS_COLUMNS_MIN);
}

/** What the keys need to know of the screen. */
export function extentOf(scene: Scene, list: List, state: State, size: Size): Extent {
  return {
    homeEntries: homeEntries(scene.view),
    entries: list.entries.length,
    rowOf: list.rowOf,
    rows: list.rows.length,
    listRows: Math.max(1, (onPage(state) ? size.rows - BARS_ROWS : todoHeights(size).list) - FRAME_ROWS),
    scrollMax: state.whole === null ? 0 : scrollMax(scene, list, state, size),
    page: scene.page,
    draft: draftOf(scene, list, state),
    editorColumns: editorColumns(size),
  };
}

/** Place in the whole list of each thing to do of screen 1. */
function homeEntries({ home, todo }: View): readonly number[] {
  return home.todo.items.map(({ id }) => todo.entries.findIndex(entry => entryId(entry) === id));
}

/** One cell is the sign that shows where the next letter goes. */
export function editorColumns({ columns }: Size): number {
  return Math.max(8, columns - FRAME_COLUMNS - 1);
}

function scrollMax(scene: Scene, list: List, state: State, size: Size): number {
  const width = size.columns - FRAME_COLUMNS;
  const lines =
    state.whole === 'remark'
      ? remarkLines(scene, list, state, width)
      : (wholeOfPage(scene, state, width)?.lines ?? []);
  return Math.max(0, lines.length - (size.rows - BARS_ROWS - FRAME_ROWS));
}

function remarkLines(scene: Scene, list: List, state: State, width: number) {
  const entry = chosenEntry(scene, list, state);
  if (!entry) return [];
  const { context } = scene.view;
  return wholeLines(context, todoDetail(context, entry), chosenReply(scene, entry), width);
}

/** What a page shows over the whole screen. */
export function wholeOfPage({ page }: Scene, state: State, width: number): Whole | null {
  if (!page) return null;
  return state.whole === 'formula' ? page.formula(width) : page.whole(pageChosen(state, page), width);
}

/** The remark that is shown in full, chosen in the list, or the thing to do on screen 1. */
export function chosenEntry(scene: Scene, list: List, state: State): TodoEntry | null {
  if (onPage(state)) {
    const id = pageItem(state, scene.page)?.mentionId;
    return id !== undefined && scene.remark?.remark.id === id ? scene.remark : null;
  }
  if (state.screen === 'todo') return list.entries[state.chosen] ?? null;
  const item = scene.view.home.todo.items[state.homeChosen];
  return scene.view.todo.entries.find(entry => entryId(entry) === item?.id) ?? null;
}

/** Id of the remark that a key acts on: a page knows it before the remark itself is here. */
export function chosenId(scene: Scene, list: List, state: State): string | null {
  if (onPage(state)) return pageItem(state, scene.page)?.mentionId ?? null;
  return chosenEntry(scene, list, state)?.remark.id ?? null;
}

/** The proposed reply to the chosen remark, in words; null while it is not known, or where there is none. */
export function chosenReply({ view, reply }: Scene, entry: TodoEntry | null): ReplyView | null {
  if (!entry || reply?.mentionId !== entry.remark.id) return null;
  // A crisis is looked into first; each of its remarks has its own reply.
  if (entry.matter && reply.proposal.kind !== 'checklist') return null;
  const shown = replyView(view.context, reply.proposal, entry.remark);
  if (!entry.matter || shown === null) return shown;
  return matterReply(view.context, matterWords(view.context, entry.matter), shown);
}

function draftOf(scene: Scene, list: List, state: State): Extent['draft'] {
  const mentionId = chosenId(scene, list, state);
  const { reply } = scene;
  if (!onPage(state) && chosenEntry(scene, list, state)?.matter) return null;
  if (mentionId === null || reply?.mentionId !== mentionId || reply.proposal.kind !== 'draft') return null;
  return { mentionId, text: reply.proposal.text };
}
