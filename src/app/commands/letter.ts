import { letterHtml } from '../../../dashboards/letter/html.ts';
import { letterMarkdown } from '../../../dashboards/letter/markdown.ts';
import { letterText } from '../../../dashboards/letter/text.ts';
import { askAll } from '../../../dashboards/view-models/answers.ts';
import { contextOf, shownWeek } from '../../../dashboards/view-models/context.ts';
import { letterOf } from '../../../dashboards/view-models/letter.ts';
import { VigieError } from '../../domain/errors.ts';
import { loadPack } from '../../platform/data-files.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { weekAsked } from '../week-asked.ts';
import { catalogueFor } from '../wording.ts';

const FORMATS = {
  text: letterText,
  md: letterMarkdown,
  html: letterHtml,
} as const;

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Écrit la lettre de la semaine : à faire, à savoir, chez vos concurrents',
    en: 'Writes the week’s letter: to do, worth knowing, at your competitors',
  },
  usage: 'letter [--week W] [--text|--md|--html]',
  examples: ['vigie letter', 'vigie letter --week 2026-W28 --md', 'vigie letter --html > lettre.html'],
  options: {
    week: { type: 'string' },
    text: { type: 'boolean' },
    md: { type: 'boolean' },
    html: { type: 'boolean' },
  },
  async run(invocation) {
    const format = formatOf(invocation);
    const { week } = invocation.values;
    const asked = typeof week === 'string' ? weekAsked(week) : null;
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = catalogueFor(invocation, settings);
      const context = contextOf(settings, loadPack(settings.firm.trade), catalogue, invocation.clock.now());
      const letter = letterOf(context, await askAll(house, context, asked ?? shownWeek(context)));
      const { stdout } = invocation.io;
      stdout.write(invocation.flags.json ? `${JSON.stringify(letter)}\n` : FORMATS[format](letter));
      return EXIT.ok;
    } finally {
      await house.close();
    }
  },
};

/** @throws VigieError UsageInvalid when two formats are asked for at once. */
function formatOf({ values }: Invocation): keyof typeof FORMATS {
  const asked = (['text', 'md', 'html'] as const).filter(format => values[format] === true);
  if (asked.length > 1)
    throw new VigieError('UsageInvalid', { word: `--${asked[1]}`, mend: `--${asked[0]}` });
  return asked[0] ?? 'text';
}
