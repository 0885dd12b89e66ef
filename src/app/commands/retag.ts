import { HOME_TENANT, slug } from '../../domain/brand.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { openStore } from '../../platform/store/open.ts';
import { type Command, EXIT } from '../command.ts';
import { retag } from '../processing/retag.ts';

/** Erases the line that the next one replaces; only ever written to a terminal. */
const LINE_START = '\r\u001b[2K';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Relit ce qui est gardé avec les règles d’aujourd’hui',
    en: 'Reads again what is kept, with today’s rules',
  },
  usage: 'retag [--all]',
  examples: ['vigie retag', 'vigie retag --all --json'],
  options: { all: { type: 'boolean' } },
  async run({ flags, io, clock, values }) {
    const settings = await loadSettings(settingsPath(flags.config, io.env));
    const store = await openStore({
      dataDir: dataDirectory(flags.dataDir, io.env),
      tenantId: HOME_TENANT,
      brandId: slug(settings.firm.name),
    });
    try {
      const moves = io.stderr.isTTY === true && !flags.quiet && !flags.plain;
      const done = await retag(store, settings, {
        clock,
        all: values['all'] === true,
        onProgress: (read, total) => {
          if (moves) io.stderr.write(`${LINE_START}${read} / ${total}`);
        },
      });
      if (moves) io.stderr.write(LINE_START);
      await store.checkpoint();
      const answer = { items: done.items, failed: done.failed };
      io.stdout.write(flags.json ? `${JSON.stringify(answer)}\n` : `${done.items}\n`);
      return done.failed.length === 0 ? EXIT.ok : EXIT.partial;
    } finally {
      await store.close();
    }
  },
};
