import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../dashboards/view-models/context.ts';
import { contextOf } from '../../dashboards/view-models/context.ts';
import type { House } from '../../src/domain/house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { Language } from '../../src/domain/words.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import { memoryHouse } from './memory-house.ts';
import { NOW, SCENARIO } from './scenario.ts';

export type Asked = Readonly<Record<string, unknown>>;

/** What the demonstration's store answers to screens 3 to 9, by question and parameters. */
export const ANSWERS: Asked = JSON.parse(
  readFileSync(join(import.meta.dirname, 'pages-answers.json'), 'utf8'),
);

const keyOf = (question: string, params: object) => `${question} ${JSON.stringify(params)}`;

/** A house that only answers (what is asked of a renamed site is Google's): `change` makes another world of what the demonstration answers. */
export function answering(change: (answer: unknown, question: string) => unknown = answer => answer): House {
  return {
    ...memoryHouse(SCENARIO),
    ask: async <A>(question: string, params: Readonly<Record<string, unknown>>) => {
      const answer =
        ANSWERS[keyOf(question, params)] ?? ANSWERS[keyOf(question, { ...params, site: 'Google' })];
      if (answer === undefined) throw new Error(`no answer to ${keyOf(question, params)}`);
      return change(structuredClone(answer), question) as A;
    },
  };
}

const contexts = new Map<Language, Context>();

/** Menuiserie Kerlann on Monday 13 July 2026, as its settings make it; read once. */
export function kerlann(language: Language): Context {
  const known = contexts.get(language) ?? read(language);
  contexts.set(language, known);
  return known;
}

function read(language: Language): Context {
  const settings = settingsSchema.parse({
    language,
    firm: {
      name: 'Menuiserie Kerlann',
      trade: 'joinery',
      establishments: [{ town: 'Vannes' }],
      products: ['fenêtres', 'volets roulants', 'vérandas'],
    },
    competitors: ['Ouvertures du Golfe', 'Fenêtres Morbraz', 'Menuiserie Kervanoc', 'Atelier Guenroc'].map(
      name => ({ name }),
    ),
  });
  return contextOf(settings, loadPack('joinery'), loadCatalogue(language), NOW);
}
