import type { Data } from '../../src/domain/data.ts';
import { fold } from '../../src/domain/text/fold.ts';

/** Words that tell what a name stands for. All folded. */
export type Cues = {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  /** Verbs of somebody, company or person. */
  readonly agents: ReadonlySet<string>;
  readonly firstNames: ReadonlySet<string>;
  /** Articles and determiners: never part of a longer name, whatever their capitals. */
  readonly determiners: ReadonlySet<string>;
  readonly functionWords: ReadonlySet<string>;
  /** Words that companies add to their own name. */
  readonly extensions: ReadonlySet<string>;
  /** Words before "à" that take somebody, not a place. */
  readonly personBefore: ReadonlySet<string>;
  readonly townBefore: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
  readonly sectionsFor: readonly string[];
  readonly sectionsAgainst: readonly string[];
  /** Ordinary words, towns, first names, families: names that others have too. */
  readonly homonyms: ReadonlySet<string>;
  readonly towns: ReadonlySet<string>;
};

export function cuesOf(data: Data): Cues {
  const company = data.lexicons['company'] ?? {};
  const names = data.lexicons['first-names'] ?? {};
  const folded = (key: string): string[] => (company[key] ?? []).map(fold);
  const firstNames = new Set([...(names['all'] ?? []), ...(names['titles'] ?? [])]);
  return {
    before: new Set(folded('cue_before')),
    after: new Set(folded('cue_after')),
    agents: new Set(folded('agent_after')),
    firstNames,
    determiners: new Set(folded('determiners')),
    functionWords: new Set(folded('function_words')),
    extensions: new Set(folded('extensions')),
    personBefore: new Set(folded('person_before')),
    townBefore: new Set(folded('town_before')),
    departments: new Set(folded('departments').map(name => name.split(' ')[0] ?? name)),
    sectionsFor: folded('sections_for'),
    sectionsAgainst: folded('sections_against'),
    towns: new Set(data.lexicons['homonyms']?.['towns'] ?? []),
    homonyms: new Set([...firstNames, ...Object.values(data.lexicons['homonyms'] ?? {}).flat()]),
  };
}
