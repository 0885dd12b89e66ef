import { Box } from 'ink';
import { memo } from 'react';
import { say } from '../../src/domain/catalogue.ts';
import { hintsOf } from './hints.ts';
import type { List } from './list.ts';
import { EditorScreen } from './screens/editor.tsx';
import { HelpScreen } from './screens/help.tsx';
import { HomeScreen } from './screens/home.tsx';
import { PageScreen, WholePage } from './screens/page.tsx';
import { TodoScreen, WholeScreen } from './screens/todo.tsx';
import { isPage, pageChosen } from './shown-page.ts';
import type { State } from './state.ts';
import { footerLine, headerLine, menuLine } from './ui/bars.ts';
import type { Size } from './ui/layout.ts';
import { BARS_ROWS, SMALLEST } from './ui/layout.ts';
import type { Line } from './ui/line.ts';
import { fitLine, span } from './ui/line.ts';
import { Lines } from './ui/lines.tsx';
import { FRAME_COLUMNS, Panel } from './ui/panel.tsx';
import { fittingEnd } from './ui/wrap.ts';
import type { Scene, View } from './view.ts';
import { chosenEntry, chosenReply, wholeOfPage } from './view.ts';

export type FrameProps = {
  readonly scene: Scene;
  readonly list: List;
  readonly state: State;
  readonly size: Size;
  /** What the footer says instead of the keys: what was just noted, or where an address is. */
  readonly said: string | null;
};

/** The whole screen, exactly `size` cells: header, menu, the open screen, footer. */
export const Frame = memo(function Frame(props: FrameProps) {
  const { scene, state, size } = props;
  const { catalogue } = scene.view.context;
  if (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows) {
    return <Lines lines={[fitLine([span(say(catalogue, 'state.tooSmall'))], size.columns)]} />;
  }
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Lines
        lines={[
          headerLine(scene.view.home.header, size.columns, progressWords(scene)),
          menuLine(catalogue, state.screen, size.columns),
        ]}
      />
      <Body {...props} />
      <Lines lines={[footOf(props)]} />
    </Box>
  );
});

/** How far a reading is, in place of when it was last read; null: none is under way. */
function progressWords({ view, progress }: Scene): string | null {
  if (progress?.kind !== 'reading') return null;
  return say(view.context.catalogue, 'head.reading', { read: progress.read, total: progress.total });
}

function footOf({ scene, list, state, size, said }: FrameProps): Line {
  const { catalogue } = scene.view.context;
  const { columns } = size;
  if (state.prompt) {
    const asked = ` ${say(catalogue, `add.${state.prompt.what}.ask`)} `;
    const text = span(state.prompt.text).text;
    const shown = fittingEnd(text, Math.max(8, columns - asked.length - 1));
    return fitLine([span(asked, 'strong'), span(`${shown}▏`)], columns);
  }
  if (said !== null) return fitLine([span(` ${said}`, 'strong')], columns);
  if (scene.progress?.kind === 'lost') {
    const words = say(catalogue, 'err.cut', { n: scene.progress.batches });
    return fitLine([span(` ${words}`, 'trouble')], columns);
  }
  return footerLine(hintsOf(scene, list, state, columns), columns);
}

function Body({ scene, list, state, size }: Omit<FrameProps, 'said'>) {
  const { view, page } = scene;
  const { context } = view;
  const body = { columns: size.columns, rows: size.rows - BARS_ROWS };
  if (state.help) return <HelpScreen catalogue={context.catalogue} size={body} />;
  if (state.editor) {
    const entry = chosenEntry(scene, list, state);
    return <EditorScreen context={context} editor={state.editor} entry={entry} size={body} />;
  }
  const entry = chosenEntry(scene, list, state);
  const reply = chosenReply(scene, entry);
  if (state.whole === 'remark' && entry) {
    return <WholeScreen context={context} entry={entry} reply={reply} scroll={state.scroll} size={size} />;
  }
  if (isPage(state.screen)) {
    if (!page) return <Asking scene={scene} size={body} />;
    const whole = state.whole === null ? null : wholeOfPage(scene, state, body.columns - FRAME_COLUMNS);
    const more = say(context.catalogue, 'state.moreBelow');
    if (whole) return <WholePage whole={whole} scroll={state.scroll} size={body} more={more} />;
    return <PageScreen page={page} chosen={pageChosen(state, page)} size={body} />;
  }
  if (state.screen === 'home') {
    // What to do about a crisis stands under it already.
    const shown = entry?.matter ? null : reply;
    return <HomeScreen home={view.home} chosen={state.homeChosen} reply={shown} size={body} />;
  }
  return (
    <TodoScreen
      context={context}
      todo={view.todo}
      list={list}
      hits={scene.hits}
      reply={reply}
      isReplyKnown={scene.reply?.mentionId === entry?.remark.id}
      chosen={list.entries.length === 0 ? -1 : state.chosen}
      top={state.top}
      filter={state.filter}
      typing={state.typing}
      calm={calmOf(view)}
      size={size}
    />
  );
}

/** Why the list is empty: what was read, and what is usual. */
function calmOf({ home }: View): readonly string[] {
  return [...(home.todo.clear === null ? [] : [home.todo.clear]), ...home.week.lines];
}

/** Shown for the moment that a page is asked for. */
function Asking({ scene, size }: { readonly scene: Scene; readonly size: Size }) {
  const words = say(scene.view.context.catalogue, 'state.asking');
  return <Panel title="" width={size.columns} height={size.rows} lines={[[span(words, 'soft')]]} />;
}
