import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { loadSettings, readSettings } from '../../platform/settings-file.ts';

type Opened = { readonly house: House; readonly settings: Settings };

/** The house by the settings as they now are. */
export type CurrentHouse = {
  /** Looks whether the settings changed; wrong ones leave the earlier in service, and are told once. */
  house(): Promise<House>;
  settings(): Settings;
  close(): Promise<void>;
};

/**
 * @param path of the settings
 * @param open by what they say now
 * @param tell what is wrong with those that were not taken
 */
export async function currentHouse(
  path: string,
  open: () => Promise<Opened>,
  tell: (error: VigieError, settings: Settings) => void,
): Promise<CurrentHouse> {
  let opened = await open();
  let known = await readSettings(path);
  return {
    async house() {
      const text = await readSettings(path).catch(() => known);
      if (text === known) return opened.house;
      known = text;
      try {
        await loadSettings(path);
      } catch (error) {
        if (!(error instanceof VigieError)) throw error;
        tell(error, opened.settings);
        return opened.house;
      }
      await opened.house.close();
      opened = await open();
      return opened.house;
    },
    settings: () => opened.settings,
    close: () => opened.house.close(),
  };
}
