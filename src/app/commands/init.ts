import type { Command } from '../command.ts';
import { setUpFirm } from '../setup/set-up.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Écrit vos premiers réglages, en quelques questions',
    en: 'Writes your first settings, by a few questions',
  },
  usage: 'init [--name NAME] [--town TOWN] [--trade TRADE] [--rival NAME=SITE] [--mail ADDRESS]',
  examples: [
    'vigie init',
    'vigie init --siren 123456782',
    'vigie init --name "Menuiserie Kerlann" --town Vannes --trade joinery --no-input',
    'vigie init --name "Menuiserie Kerlann" --town Vannes --trade joinery --rival "Ouvertures du Golfe=https://golfe.example" --mail yves@kerlann.example --when "monday 07:00" --no-input',
    'vigie init --mailbox yves@kerlann.example',
  ],
  options: {
    name: text,
    siren: text,
    town: text,
    trade: text,
    rival: texts,
    mail: text,
    when: text,
    source: texts,
    mailbox: text,
    imap: text,
    smtp: text,
    autostart: flag,
    offline: flag,
    register: text,
    'connect-to': texts,
  },
  run: setUpFirm,
};
