import { letterHtml } from '../../../dashboards/letter/html.ts';
import { letterMarkdown } from '../../../dashboards/letter/markdown.ts';
import { letterText } from '../../../dashboards/letter/text.ts';
import type { Letter } from '../../../dashboards/view-models/letter-parts.ts';
import { VigieError } from '../../domain/errors.ts';
import { dataDirectory } from '../../platform/files.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tellJson } from '../telling.ts';
import { weekAsked } from '../week-asked.ts';
import { catalogueFor } from '../wording.ts';

const WAYS = ['text', 'md', 'html', 'pdf', 'open', 'send'] as const;
type Way = (typeof WAYS)[number];
const FORMATS: Readonly<Record<'text' | 'md' | 'html', (letter: Letter) => string>> = {
  text: letterText,
  md: letterMarkdown,
  html: letterHtml,
};

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Écrit la lettre de la semaine : à faire, à savoir, chez vos concurrents',
    en: 'Writes the week’s letter: to do, worth knowing, at your competitors',
  },
  usage: 'letter [--week W] [--send|--open|--md|--text|--html|--pdf [FILE]]',
  examples: [
    'vigie letter',
    'vigie letter --open',
    'vigie letter --send',
    'vigie letter --week 2026-W28 --pdf lettre.pdf',
  ],
  options: {
    week: { type: 'string' },
    text: { type: 'boolean' },
    md: { type: 'boolean' },
    html: { type: 'boolean' },
    pdf: { type: 'boolean' },
    open: { type: 'boolean' },
    send: { type: 'boolean' },
  },
  async run(invocation) {
    const { io, clock, flags, values, positionals } = invocation;
    const way = wayOf(invocation);
    const { week } = values;
    const asked = typeof week === 'string' ? weekAsked(week) : null;
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = catalogueFor(invocation, settings);
      const dataDir = dataDirectory(flags.dataDir, io.env);
      const now = clock.now();
      const [{ writeLetter }, { letterKey }] = await Promise.all([
        import('../lettering/write-letter.ts'),
        import('../../platform/letter-key.ts'),
      ]);
      const key = settings.mailbox === undefined ? null : await letterKey(dataDir);
      const letter = await writeLetter({ house, settings, catalogue, now, key }, asked);
      if (flags.json) return tellJson(invocation, letter);
      if (way === 'text' || way === 'md' || way === 'html') {
        io.stdout.write(FORMATS[way](letter));
        return EXIT.ok;
      }
      const handing = { letter, settings, catalogue, dataDir, io };
      const { openLetter, printLetter, sendLetter } = await import('../lettering/hand-letter.ts');
      if (way === 'open') return await openLetter(handing);
      if (way === 'pdf') return await printLetter(handing, positionals[0] ?? null);
      return await sendLetter(handing, house, now);
    } finally {
      await house.close();
    }
  },
};

/** @throws VigieError UsageInvalid when two ways are asked for at once. */
function wayOf({ values }: Invocation): Way {
  const asked = WAYS.filter(way => values[way] === true);
  if (asked.length > 1)
    throw new VigieError('UsageInvalid', { word: `--${asked[1]}`, mend: `--${asked[0]}` });
  return asked[0] ?? 'text';
}
