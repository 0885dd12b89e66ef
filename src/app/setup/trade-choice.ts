import type { TradePack } from '../../domain/data.ts';
import { fold } from '../../domain/text/fold.ts';
import type { Language } from '../../domain/words.ts';

/** For whoever finds no trade of hers in the list: always the last of it. */
const ANY_TRADE = 'general';

export type TradeChoice = { readonly id: string; readonly name: string };

/** The trades by their name in her language, in its order; "another trade" last. */
export function tradeChoices(packs: readonly TradePack[], language: Language): TradeChoice[] {
  const named = packs.map(pack => ({ id: pack.id, name: pack.name[language] }));
  const [any, known] = [
    named.filter(trade => trade.id === ANY_TRADE),
    named.filter(trade => trade.id !== ANY_TRADE),
  ];
  return [...known.toSorted((a, b) => a.name.localeCompare(b.name, language)), ...any];
}

/** What she answered: a number of the list, an id, or a word of a name; null when it is none of them. */
export function chosenTrade(answer: string, choices: readonly TradeChoice[]): string | null {
  const words = fold(answer.trim());
  if (/^\d+$/.test(words)) return choices[Number(words) - 1]?.id ?? null;
  if (words.length < 3) return null;
  const found = choices.find(
    ({ id, name }) =>
      fold(id) === words ||
      fold(name)
        .split(/[^a-z0-9]+/)
        .some(word => word.startsWith(words)),
  );
  return found?.id ?? null;
}
