import { Box } from 'ink';
import { memo } from 'react';
import { say } from '../../src/domain/catalogue.ts';
import type { List } from './list.ts';
import { HelpScreen } from './screens/help.tsx';
import { HomeScreen } from './screens/home.tsx';
import { TodoScreen, WholeScreen } from './screens/todo.tsx';
import type { State } from './state.ts';
import type { Hint } from './ui/bars.ts';
import { footerLine, headerLine, menuLine } from './ui/bars.ts';
import type { Size } from './ui/layout.ts';
import { BARS_ROWS, SMALLEST } from './ui/layout.ts';
import { fitLine, span } from './ui/line.ts';
import { Row } from './ui/row.tsx';
import type { View } from './view.ts';

export type FrameProps = {
  readonly view: View;
  readonly list: List;
  readonly state: State;
  readonly size: Size;
  /** What the footer says instead of the keys: what was just noted, or where an address is. */
  readonly said: string | null;
};

/** The whole screen, exactly `size` cells: header, menu, the open screen, footer. */
export const Frame = memo(function Frame({ view, list, state, size, said }: FrameProps) {
  const { catalogue } = view.context;
  if (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows) {
    return <Row line={fitLine([span(say(catalogue, 'state.tooSmall'))], size.columns)} />;
  }
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row line={headerLine(view.home.header, size.columns)} />
      <Row line={menuLine(catalogue, state.screen, size.columns)} />
      <Body view={view} list={list} state={state} size={size} />
      <Row
        line={
          said === null
            ? footerLine(hintsOf(view, state), size.columns)
            : fitLine([span(` ${said}`, 'strong')], size.columns)
        }
      />
    </Box>
  );
});

function Body({ view, list, state, size }: Omit<FrameProps, 'said'>) {
  const body = { columns: size.columns, rows: size.rows - BARS_ROWS };
  if (state.help) return <HelpScreen catalogue={view.context.catalogue} size={body} />;
  const entry = list.entries[state.chosen];
  if (state.open && entry) {
    return <WholeScreen context={view.context} entry={entry} scroll={state.scroll} size={size} />;
  }
  if (state.screen === 'home') return <HomeScreen home={view.home} chosen={state.homeChosen} size={body} />;
  return (
    <TodoScreen
      context={view.context}
      todo={view.todo}
      list={list}
      chosen={list.entries.length === 0 ? -1 : state.chosen}
      top={state.top}
      filter={state.filter}
      typing={state.typing}
      size={size}
    />
  );
}

/** The keys of the open screen, most useful first, help last. */
function hintsOf(view: View, state: State): readonly Hint[] {
  const { catalogue } = view.context;
  const hint = (key: string, words: string): Hint => ({
    key: key.startsWith('key.') ? say(catalogue, key) : key,
    words: say(catalogue, words),
  });
  const help = hint('?', 'act.help');
  if (state.help) return [hint('key.escape', 'act.back')];
  if (state.typing) return [hint('key.enter', 'act.filter'), hint('key.escape', 'act.back')];
  const acts = [hint('t', 'act.done'), hint('z', 'act.later')];
  if (state.screen === 'home') {
    return [
      hint('key.enter', 'act.read'),
      ...acts,
      hint('p', 'act.notUs'),
      hint('/', 'act.filter'),
      hint('q', 'act.quit'),
      help,
    ];
  }
  const more = [hint('p', 'act.notUs'), hint('i', 'act.none'), hint('u', 'act.undo'), hint('m', 'act.isUs')];
  const way = hint('key.escape', 'act.back');
  return state.open
    ? [way, ...acts, ...more, help]
    : [hint('key.enter', 'act.read'), ...acts, ...more, way, help];
}
