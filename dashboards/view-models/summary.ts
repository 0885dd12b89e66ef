import type { Answers } from './answers.ts';
import type { Context } from './context.ts';
import type { Home } from './home.ts';
import { homeOf } from './home.ts';
import type { Group, TodoRow } from './todo.ts';
import { GROUPS, todoList, todoRow } from './todo.ts';
import type { TodoDetail } from './todo-detail.ts';
import { todoDetail } from './todo-detail.ts';

/** What `--json` prints: both screens with their final words, and the figures that they come from. */
export type Summary = {
  readonly period: Answers['period'];
  readonly home: Home;
  readonly todo: {
    readonly title: string;
    readonly counts: Readonly<Record<Group, number>>;
    readonly rows: readonly (TodoRow & { readonly detail: TodoDetail })[];
    /** Rows left out of `rows` by the bound. */
    readonly omitted: number;
  };
  readonly figures: Pick<
    Answers,
    'volume' | 'ratings' | 'changes' | 'sources' | 'coverage' | 'topics' | 'share'
  >;
};

/** A script that wants more asks `vigie ask mentions`. */
const ROWS_MAX = 500;

export function summaryOf(context: Context, answers: Answers): Summary {
  const list = todoList(context, answers);
  const { volume, ratings, changes, sources, coverage, topics, share, todo } = answers;
  return {
    period: answers.period,
    home: homeOf(context, answers),
    todo: {
      title: list.title,
      counts: {
        ...(Object.fromEntries(GROUPS.map(group => [group, todo[group].length])) as Record<Group, number>),
        ...Object.fromEntries(list.groups.map(({ group, count }) => [group, count])),
      },
      rows: list.entries
        .slice(0, ROWS_MAX)
        .map(entry => ({ ...todoRow(context, entry), detail: todoDetail(context, entry) })),
      omitted: Math.max(0, list.entries.length - ROWS_MAX),
    },
    figures: { volume, ratings, changes, sources, coverage, topics, share },
  };
}
