import type { Command } from '../command.ts';
import { showDemo } from '../demo/show.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Montre trois semaines d’une menuiserie inventée, lues pour de vrai sur cet ordinateur',
    en: 'Shows three weeks of an invented joinery, really read, on this machine alone',
  },
  usage: 'demo',
  examples: ['vigie demo', 'vigie demo --plain', 'vigie demo --json'],
  options: {},
  run: showDemo,
};
