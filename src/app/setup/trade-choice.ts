import type { TradePack } from '../../domain/data.ts';
import { fold } from '../../domain/text/fold.ts';
import type { Language } from '../../domain/words.ts';

/** For whoever finds no trade of hers in the list: always the last of it. */
export const ANY_TRADE = 'general';

export type TradeChoice = {
  readonly id: string;
  readonly name: string;
  /** Folded; in both languages: whoever reads one may answer in the other. */
  readonly called: readonly string[];
};

/** The trades by their name in her language, in its order; "another trade" last. */
export function tradeChoices(packs: readonly TradePack[], language: Language): TradeChoice[] {
  const named = packs.map(pack => ({
    id: pack.id,
    name: pack.name[language],
    called: [pack.id, ...pack.called.fr, ...pack.called.en].map(fold),
  }));
  const [any, known] = [
    named.filter(trade => trade.id === ANY_TRADE),
    named.filter(trade => trade.id !== ANY_TRADE),
  ];
  return [...known.toSorted((a, b) => a.name.localeCompare(b.name, language)), ...any];
}

/**
 * What she answered: a number of the list, a word of a name or its beginning, or what people of a trade call
 * themselves. Of several trades (« hôtel restaurant ») the one that is named first. Null: none of them.
 */
export function chosenTrade(answer: string, choices: readonly TradeChoice[]): string | null {
  const words = fold(answer.trim());
  if (/^\d+$/.test(words)) return choices[Number(words) - 1]?.id ?? null;
  const said = ` ${wordsIn(words).join(' ')} `;
  const found = choices.flatMap(({ id, name, called }) => {
    const places = [
      ...called.map(word => placeOf(said, word)),
      ...wordsIn(fold(name)).map(word => beginningOf(said, word)),
    ];
    return places.flatMap(place => (place === null ? [] : [{ id, ...place }]));
  });
  // The longest at the first place: « bar à ongles » is no bar.
  return found.toSorted((a, b) => a.at - b.at || b.length - a.length)[0]?.id ?? null;
}

type NamedAt = { readonly at: number; readonly length: number };

/** A whole word or phrase, in the plural or the feminine too. */
function placeOf(said: string, word: string): NamedAt | null {
  const phrase = wordsIn(word).join(' ');
  for (const ending of ['', 's', 'e', 'es', 'x']) {
    const at = said.indexOf(` ${phrase}${ending} `);
    if (at !== -1) return { at, length: phrase.length };
  }
  return null;
}

/** Three letters at least: less would be a guess. */
const BEGINNING_MIN = 3;

/** « menuis » for « menuiserie ». */
function beginningOf(said: string, word: string): NamedAt | null {
  let at = 0;
  for (const begun of said.trim().split(' ')) {
    if (begun.length >= BEGINNING_MIN && word.startsWith(begun)) return { at, length: begun.length };
    at += begun.length + 1;
  }
  return null;
}

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}\p{N}&]+/u).filter(word => word !== '');
}
