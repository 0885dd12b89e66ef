import { VigieError } from '../../../domain/errors.ts';
import { editSettings } from '../edit-settings.ts';
import { givenTexts, type SetUp, type Step } from '../step.ts';

/** `name=host:port` of the flag, for tests and for firms behind a gateway: as `network.connectTo` has it. */
export function connectToOf(setUp: Pick<SetUp, 'invocation'>): Record<string, string> {
  return Object.fromEntries(
    givenTexts(setUp, 'connect-to').map(text => {
      const [name, target, ...rest] = text.split('=');
      if (!name || !target || rest.length > 0)
        throw new VigieError('UsageInvalid', {
          word: `--connect-to ${text}`,
          mend: '--connect-to exemple.fr=127.0.0.1:8080',
        });
      return [name.toLowerCase(), target];
    }),
  );
}

export const networkStep: Step = {
  id: 'network',
  async run(setUp) {
    const targets = Object.entries(connectToOf(setUp));
    if (targets.length > 0)
      await editSettings(setUp.path, () =>
        targets.map(([name, target]) => ({ at: ['network', 'connectTo', name], set: target })),
      );
    return 'done';
  },
};
