import type { Page, PageItem, PageName } from './page.ts';
import { PAGE_NAMES } from './page.ts';
import type { ShownScreen, State } from './state.ts';

const NAMES: ReadonlySet<string> = new Set(PAGE_NAMES);

export function isPage(screen: ShownScreen | string): screen is PageName {
  return NAMES.has(screen);
}

export function onPage(state: State): boolean {
  return isPage(state.screen);
}

/** Place of the chosen item; the page may have become shorter since. */
export function pageChosen(state: State, page: Page): number {
  const wish = isPage(state.screen) ? (state.pageChosen[state.screen] ?? 0) : 0;
  return Math.max(0, Math.min(wish, page.items.length - 1));
}

export function pageItem(state: State, page: Page | null): PageItem | null {
  return page?.items[pageChosen(state, page)] ?? null;
}
