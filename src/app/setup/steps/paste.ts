import { dirname } from 'node:path';
import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import { loadSettings } from '../../../platform/settings-file.ts';
import { openHouse } from '../../host/open-house.ts';
import { importBytes } from '../../importing/import-bytes.ts';
import { tellImported } from '../../importing/tell-imported.ts';
import { wordError } from '../../wording.ts';
import { type Step, TRIES_MAX } from '../step.ts';

/** The fastest first reviews: hers, copied from the page that she knows. */
export const pasteStep: Step = {
  id: 'paste',
  async run({ asking, catalogue, path, dataDir, invocation }) {
    const { clock, signal } = invocation;
    for (let tries = 0; asking && tries < TRIES_MAX; tries += 1) {
      const question = `${say(catalogue, 'init.paste')}\n${say(catalogue, 'import.pasteEnd')}`;
      const pasted = await asking.paste(question);
      if (pasted === null) return 'stopped';
      if (pasted === '') return 'done';
      asking.tell(say(catalogue, 'import.reading', { n: pasted.split('\n').length }));
      try {
        const asked = {
          bytes: Buffer.from(pasted),
          otherwise: say(catalogue, 'import.pasted'),
          name: null,
          about: null,
        };
        const imported = await importBytes(
          asked,
          { settingsPath: path, dataDir, clock },
          settings => openHouse({ settings, settingsDir: dirname(path), dataDir, clock }),
          signal,
        );
        asking.tell(tellImported(catalogue, await loadSettings(path), imported, clock.now()));
        return 'done';
      } catch (error) {
        if (!(error instanceof VigieError)) throw error;
        asking.tell(wordError(catalogue, error));
      }
    }
    return 'done';
  },
};
