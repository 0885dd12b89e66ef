import type { Command } from '../command.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Montre trois semaines d’une menuiserie inventée, lues pour de vrai sur cet ordinateur',
    en: 'Shows three weeks of an invented joinery, really read, on this machine alone',
  },
  usage: 'demo',
  examples: ['vigie demo', 'vigie demo --plain', 'vigie demo --json'],
  options: {},
  // Loaded when it is played: `--help` lists it without its web, its stages and its store.
  run: async invocation => (await import('../demo/show.ts')).showDemo(invocation),
};
