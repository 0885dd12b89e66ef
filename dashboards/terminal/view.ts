import type { Answers } from '../view-models/answers.ts';
import type { Context } from '../view-models/context.ts';
import type { Home } from '../view-models/home.ts';
import { homeOf } from '../view-models/home.ts';
import type { TodoEntry, TodoList } from '../view-models/todo.ts';
import { todoDetail, todoList } from '../view-models/todo.ts';
import type { List } from './list.ts';
import { listOf } from './list.ts';
import { wholeLines } from './screens/todo.tsx';
import type { Extent, State } from './state.ts';
import type { Size } from './ui/layout.ts';
import { BARS_ROWS, HEADINGS_COLUMNS_MIN, todoHeights } from './ui/layout.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from './ui/panel.tsx';

/** Everything that a frame is drawn from, made once per answer of the house. */
export type View = {
  readonly context: Context;
  readonly home: Home;
  readonly todo: TodoList;
};

export function viewOf(context: Context, answers: Answers): View {
  return { context, home: homeOf(context, answers), todo: todoList(context, answers) };
}

/** The list as it is shown: searched, with headings where there is room. */
export function shownList(view: View, filter: string, size: Size): List {
  return listOf(view.todo.entries, filter, size.columns >= HEADINGS_COLUMNS_MIN);
}

/** What the keys need to know of the screen. */
export function extentOf(view: View, list: List, state: State, size: Size): Extent {
  const entry = list.entries[state.chosen];
  return {
    homeItems: view.home.todo.items.length,
    entries: list.entries.length,
    rowOf: list.rowOf,
    rows: list.rows.length,
    listRows: Math.max(1, todoHeights(size).list - FRAME_ROWS),
    scrollMax: state.open && entry ? scrollMax(view, entry, size) : 0,
  };
}

function scrollMax(view: View, entry: TodoEntry, size: Size): number {
  const lines = wholeLines(view.context, todoDetail(view.context, entry), size.columns - FRAME_COLUMNS);
  return Math.max(0, lines.length - (size.rows - BARS_ROWS - FRAME_ROWS));
}

/** The remark that an action is about: the thing to do on screen 1, the chosen row on screen 2. */
export function chosenEntry(view: View, list: List, state: State): TodoEntry | null {
  if (state.screen === 'todo') return list.entries[state.chosen] ?? null;
  const item = view.home.todo.items[state.homeChosen];
  return view.todo.entries.find(({ remark }) => remark.id === item?.id) ?? null;
}
