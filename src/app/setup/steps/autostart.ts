import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import { commands } from '../../../generated/commands.ts';
import { autostartOf } from '../../scheduling/autostart-of.ts';
import { wordError } from '../../wording.ts';
import { askYesNo, type SetUp, type Step } from '../step.ts';

/** Offered at the end: without it, no letter on Monday. */
export const autostartStep: Step = {
  id: 'autostart',
  async run(setUp) {
    const { asking, catalogue, invocation } = setUp;
    const isGiven = invocation.values['autostart'] === true;
    if (!asking && !isGiven) return 'done';
    // A machine that cannot is not asked about it.
    if (!isGiven && (await autostartOf(invocation).status()).state === 'unsupported') return 'done';
    const question = `${say(catalogue, 'init.autostart')}\n${say(catalogue, 'init.yesLater')}`;
    const meant = isGiven ? 'yes' : await askYesNo(setUp, question, 'no');
    if (meant === null) return 'stopped';
    if (meant === 'yes') await turnOn(setUp);
    return 'done';
  },
};

async function turnOn({ asking, catalogue, invocation }: SetUp): Promise<void> {
  const load = commands['autostart'];
  if (!load) return;
  try {
    const flags = { ...invocation.flags, lang: catalogue.language };
    await (await load()).run({ ...invocation, flags, positionals: ['on'], values: {} });
  } catch (error) {
    if (!(error instanceof VigieError) || !asking) throw error;
    asking.tell(wordError(catalogue, error));
  }
}
