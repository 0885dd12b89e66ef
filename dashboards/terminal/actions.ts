import type { Context } from '../view-models/context.ts';

/**
 * What the dashboard asks of the machine besides the house: the settings' file, the clipboard, the browser.
 * Each resolves once it is done and rejects with a VigieError that says what is in the way.
 */
export type Actions = {
  /** By the settings as they were changed here; null: they were not. */
  context(): Context | null;
  addCompetitor(name: string): Promise<'changed' | 'known'>;
  /** A web page or feed by its address. */
  addSource(url: string): Promise<'changed' | 'known'>;
  pauseSource(name: string, paused: boolean): Promise<'changed' | 'known'>;
  copy(text: string): Promise<void>;
  /** Opens an address in the browser; false: there is none here. */
  open(url: string): Promise<boolean>;
  /** Stops the program as Ctrl+Z does and resolves once it goes on; at once where that is not known. */
  suspend(): Promise<void>;
};
