import type { Tone } from '../../src/domain/annotation.ts';
import type { Verb } from '../../src/domain/house.ts';
import type { Editor } from './editor.ts';
import type { Page, PageName } from './page.ts';

/** Screens that exist. */
export type ShownScreen = 'home' | 'todo' | PageName;

/** A line typed at the foot of the screen. */
export type Prompt = { readonly what: 'competitor' | 'site'; readonly text: string };

/** What the keys have changed so far. Plain values: every press gives a new one. */
export type State = {
  readonly screen: ShownScreen;
  /** Place among the things to do of screen 1. */
  readonly homeChosen: number;
  /** Place among the entries shown on screen 2. */
  readonly chosen: number;
  /** First row shown of the list. */
  readonly top: number;
  readonly filter: string;
  readonly typing: boolean;
  /** Place among the items of each page. */
  readonly pageChosen: Readonly<Partial<Record<PageName, number>>>;
  /** What is over the whole screen: the chosen remark, a page's item, how its figures are worked out. */
  readonly whole: 'remark' | 'item' | 'formula' | null;
  readonly scroll: number;
  readonly help: boolean;
  /** Key of the catalogue said in the footer until the next press. */
  readonly notice: string | null;
  readonly prompt: Prompt | null;
  /** The reply being written, over the whole screen. */
  readonly editor: Editor | null;
};

export const START: State = {
  screen: 'home',
  homeChosen: 0,
  chosen: 0,
  top: 0,
  filter: '',
  typing: false,
  pageChosen: {},
  whole: null,
  scroll: 0,
  help: false,
  notice: null,
  prompt: null,
  editor: null,
};

export type Direction = 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end';
/** One key: a named one, the sign that it types, or what was pasted at once. */
export type Press =
  | { readonly key: Direction | 'left' | 'right' }
  | { readonly key: 'enter' | 'escape' | 'tab' | 'back-tab' | 'backspace' | 'delete' }
  | { readonly key: 'sign'; readonly sign: string }
  | { readonly key: 'paste'; readonly text: string };

/** What the screen shows, as far as keys depend on it. */
export type Extent = {
  /** Place in the whole list of each thing to do of screen 1. */
  readonly homeEntries: readonly number[];
  readonly entries: number;
  readonly rowOf: readonly number[];
  readonly rows: number;
  /** Rows that the list shows at once. */
  readonly listRows: number;
  /** Lines that what is over the whole screen has beyond those shown. */
  readonly scrollMax: number;
  /** The page that is open; null on screens 1 and 2, and while it is asked for. */
  readonly page: Page | null;
  /** The proposed reply to the chosen remark that can be edited. */
  readonly draft: { readonly mentionId: string; readonly text: string } | null;
  /** Cells of a line of the editor. */
  readonly editorColumns: number;
};

/** What a press asks of the world. All but the last three are about what is chosen. */
export type Effect =
  | { readonly do: 'act'; readonly verb: Exclude<Verb, 'tone'> }
  | { readonly do: 'act'; readonly verb: 'tone'; readonly tone: Tone }
  | { readonly do: 'copy' | 'open' | 'retry' | 'pause' }
  | { readonly do: 'keep'; readonly mentionId: string; readonly text: string }
  | { readonly do: 'add'; readonly what: Prompt['what']; readonly text: string }
  | { readonly do: 'undo' | 'read' | 'quit' };

export type Pressed = { readonly state: State; readonly effect: Effect | null };
