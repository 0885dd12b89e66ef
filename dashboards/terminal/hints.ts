import { say } from '../../src/domain/catalogue.ts';
import type { List } from './list.ts';
import { isPage, pageChosen } from './shown-page.ts';
import type { State } from './state.ts';
import type { Hint } from './ui/bars.ts';
import { HEADINGS_COLUMNS_MIN } from './ui/layout.ts';
import type { Scene } from './view.ts';
import { chosenEntry, chosenReply } from './view.ts';

/** The keys of the open screen, most useful first, help last. */
export function hintsOf(scene: Scene, list: List, state: State, columns: number): readonly Hint[] {
  const { catalogue } = scene.view.context;
  const hint = (key: string, words: string): Hint => ({
    key: key.startsWith('key.') ? say(catalogue, key) : key,
    words: say(catalogue, words),
  });
  const help = hint('?', 'act.help');
  const back = hint('key.escape', 'act.back');
  if (state.editor) return [hint('key.escape', 'draft.keep'), hint('u', 'draft.undoAfter')];
  if (state.prompt) return [hint('key.enter', 'act.add'), hint('key.escape', 'act.back')];
  if (state.help) return [back];
  if (state.typing) return [hint('key.enter', 'act.filter'), back];
  const acts = [hint('t', 'act.done'), hint('z', 'act.later')];
  const notUs = hint('p', 'act.notUs');
  const reply = replyHint(scene, list, state, columns, hint);
  if (state.whole === 'remark') {
    const rest = [notUs, hint('a', 'act.answered'), hint('i', 'act.none'), hint('u', 'act.undo')];
    return [back, ...reply, ...acts, ...rest, hint('m', 'act.isUs'), hint('o', 'act.open'), help];
  }
  if (isPage(state.screen)) {
    if (state.whole !== null) return [back, help];
    const { page } = scene;
    return page ? page.hints(columns, pageChosen(state, page)) : [back, help];
  }
  const isWide = columns >= HEADINGS_COLUMNS_MIN;
  const search = hint('/', 'act.filter');
  const isHome = state.screen === 'home';
  // Keys about a remark are named where there is one.
  if (isHome ? scene.view.home.todo.items.length === 0 : list.entries.length === 0) {
    return [isHome ? hint('2', 'menu.todo') : back, search, hint('q', 'act.quit'), help];
  }
  if (isHome) {
    const more = isWide ? [notUs, search] : [search, notUs];
    return [...reply, ...acts, ...more, hint('q', 'act.quit'), help];
  }
  const rest = [hint('i', 'act.none'), notUs, hint('u', 'act.undo')];
  return isWide
    ? [...acts, ...rest, back, hint('m', 'act.isUs'), help]
    : [...reply, ...acts, notUs, hint('i', 'act.none'), hint('u', 'act.undo'), back, help];
}

/** What to do about the answer: complete it, copy it, or read what is proposed. */
function replyHint(
  scene: Scene,
  list: List,
  state: State,
  columns: number,
  hint: (key: string, words: string) => Hint,
): readonly Hint[] {
  const reply = chosenReply(scene, chosenEntry(scene, list, state));
  const isWhole = state.whole === 'remark';
  // On a narrow first screen the answer itself is not shown: reading it comes first.
  if (state.screen === 'home' && columns < HEADINGS_COLUMNS_MIN) {
    return [hint('key.enter', reply?.kind === 'draft' ? 'act.readReply' : 'act.read')];
  }
  if (reply?.kind !== 'draft') return isWhole ? [] : [hint('key.enter', 'act.read')];
  if (reply.unfinished) return [hint('e', state.screen === 'home' ? 'act.complete' : 'act.completeShort')];
  return [hint('c', 'act.copyShort'), hint('e', 'act.editShort')];
}
