import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { timeOfDay } from '../../domain/words.ts';
import type { AutostartStatus } from '../../platform/autostart/autostart.ts';
import { type Command, EXIT, type ExitCode } from '../command.ts';
import { autostartOf } from '../scheduling/autostart-of.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

const WHAT = ['on', 'off', 'status'] as const;

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Démarre Vigie avec l’ordinateur, toutes les 30 minutes, sans fenêtre',
    en: 'Starts Vigie with the computer, every 30 minutes, without a window',
  },
  usage: 'autostart on|off|status',
  examples: ['vigie autostart on', 'vigie autostart status', 'vigie autostart off'],
  options: {},
  async run(invocation) {
    const [asked = 'status', more] = invocation.positionals;
    const what = WHAT.find(word => word === asked);
    if (!what || more !== undefined)
      throw new VigieError('UsageInvalid', { word: more ?? asked, mend: 'vigie autostart on|off|status' });
    const autostart = autostartOf(invocation);
    const status = await (invocation.flags.dryRun ? autostart.status() : autostart[what]());
    tellAnyway(invocation, status, linesOf(catalogueFor(invocation, null), status));
    return exitCodeOf(what, status);
  },
};

function linesOf(catalogue: Catalogue, status: AutostartStatus): readonly string[] {
  const { state, reason, nextAt, signedInOnly } = status;
  if (state === 'broken') return [say(catalogue, `autostart.broken.${reason ?? 'stopped'}`)];
  if (state !== 'on') return [say(catalogue, `autostart.${state}`)];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const next = nextAt
    ? [say(catalogue, 'autostart.next', { time: timeOfDay(catalogue.language, nextAt, zone) })]
    : [];
  const signedIn = signedInOnly ? [say(catalogue, 'autostart.signedInOnly')] : [];
  return [say(catalogue, 'autostart.on'), ...next, ...signedIn];
}

/** Asked to be on, it is on or that failed; asked how it is, only what is broken is a failure. */
function exitCodeOf(what: (typeof WHAT)[number], { state }: AutostartStatus): ExitCode {
  if (what === 'on') return state === 'on' ? EXIT.ok : EXIT.failure;
  return state === 'broken' ? EXIT.failure : EXIT.ok;
}
