import { crossCheck, type Trades } from '../../domain/settings/cross-check.ts';
import type { SettingsProblem } from '../../domain/settings/problem.ts';
import { loadPack, tradeIds } from '../../platform/data-files.ts';
import { type CheckedSettings, locatePlaces } from '../../platform/settings-file.ts';
import { readPatternProblem } from '../scheduling/read-pattern.ts';
import { checkChannels } from './check-channels.ts';
import { checkSources } from './check-sources.ts';
import { chosenTrade, tradeChoices } from './trade-choice.ts';

/**
 * Every problem of the file, in its order: its shape, its sources' and channels' own options, and what does not fit
 * together. The sources are looked at even while the rest is incomplete.
 */
export async function checkWhole(text: string, checked: CheckedSettings): Promise<SettingsProblem[]> {
  const pattern = checked.settings && readPatternProblem(checked.settings);
  const unfit = checked.settings
    ? [...crossCheck(checked.settings, knownTrades()), ...(pattern ? [pattern] : [])]
    : [];
  const own = checked.settings ? await checkChannels(text, checked.settings) : [];
  // What is told in the words of the whole is not told again in those of its channel.
  const channels = own.filter(({ path }) => !unfit.some(known => known.path === path));
  const sources = await checkSources(text, checked);
  return [...checked.problems, ...sources, ...channels, ...locatePlaces(text, unfit)].toSorted(
    (a, b) => a.line - b.line,
  );
}

/** The packs are only read for a trade that is none of them: they take longer than all the rest. */
function knownTrades(): Trades {
  const ids = tradeIds();
  const meant = (word: string) => {
    const packs = ids.map(loadPack);
    return chosenTrade(word, [...tradeChoices(packs, 'fr'), ...tradeChoices(packs, 'en')]);
  };
  return { ids, meant };
}
