import { contextOf } from '../../../dashboards/view-models/context.ts';
import { VigieError } from '../../domain/errors.ts';
import { loadPack } from '../../platform/data-files.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { isInteractive, showHouse } from '../showing/show-house.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Ouvre l’essentiel et ce qu’il y a à faire ; un résumé hors d’un terminal',
    en: 'Opens the summary and what there is to do; plain text outside a terminal',
  },
  usage: '[--plain|--json] [--screen-reader]',
  examples: ['vigie', 'vigie --plain', 'vigie --json'],
  options: { 'screen-reader': { type: 'boolean' } },
  async run(invocation) {
    try {
      return await showOwn(invocation);
    } catch (error) {
      if (!isFirstTime(invocation, error)) throw error;
      if (isInteractive(invocation))
        return (await import('../showing/first-step.ts')).offerFirstStep(invocation);
      return (await import('../demo/show.ts')).showDemo(invocation);
    }
  },
};

async function showOwn(invocation: Invocation): Promise<ExitCode> {
  const { house, settings } = await openInvokedHouse(invocation);
  try {
    const catalogue = catalogueFor(invocation, settings);
    const pack = loadPack(settings.firm.trade);
    const context = contextOf(settings, pack, catalogue, invocation.clock.now());
    const reader = invocation.values['screen-reader'] === true ? { reader: true } : {};
    await showHouse(invocation, { house, context, clock: invocation.clock, own: house, ...reader });
    return EXIT.ok;
  } finally {
    await house.close();
  }
}

/** No settings at the usual place: somebody has just arrived. A path that she gave herself must exist. */
function isFirstTime({ flags, io }: Invocation, error: unknown): boolean {
  const named = flags.config !== null || Boolean(io.env.VIGIE_CONFIG);
  return error instanceof VigieError && error.code === 'SettingsMissing' && !named;
}
