import type { Tone } from '../../src/domain/annotation.ts';
import { type Clause, clauses } from '../../src/domain/text/clauses.ts';
import { type Token, tokens } from '../../src/domain/text/tokens.ts';
import type { Language } from '../../src/domain/words.ts';
import { clauseTone } from '../sentiment/tone.ts';
import { placesIn, type WordIndex } from './find-words.ts';
import type { ReplyReader } from './reader.ts';
import type { Scene, Thing } from './reply-words.ts';

type Judged = Clause & { readonly tone: Exclude<Tone, 'mixed'> };
type Sighting<T> = { readonly value: T; readonly at: number; readonly clause: Judged | undefined };

/** What a reply takes up: what she tells of, and what she says well of. */
export type Details = {
  readonly scene: Scene | null;
  /** Spoken well of; most telling first. */
  readonly praised: readonly Thing[];
  /** Named, and not in praise. */
  readonly named: readonly Thing[];
};

/** Reads a review for its details, in the words that vigie knows. */
export function detailsOf(text: string, language: Language, { words, model, indexes }: ReplyReader): Details {
  const read = tokens(text);
  const judged: Judged[] = clauses(text).map(clause => ({
    ...clause,
    tone: clauseTone(model, clause.text, language).label,
  }));
  const sighted = <T>(values: readonly T[], index: WordIndex): Sighting<T>[] =>
    [...placesIn(index, read)].flatMap(([list, places]) =>
      places.map(({ from }) => {
        const at = read[from]?.start ?? 0;
        return { value: values[list] as T, at, clause: judged.find(one => one.start <= at && at < one.end) };
      }),
    );
  const scenes = sighted(words.scenes, indexes[language].scenes);
  const things = sighted(words.things, indexes[language].things).toSorted((a, b) => a.at - b.at);
  const praised = [
    ...things.filter(({ clause }) => clause && isPraise(clause)).map(({ value }) => value),
    ...meantByPronoun(judged, things, read, language),
  ];
  const named = things.map(({ value }) => value).filter(thing => !praised.includes(thing));
  return { scene: firstTold(scenes), praised: [...new Set(praised)], named: [...new Set(named)] };
}

/** A word that may turn or dim a praise: thanking for what was blamed is worse than thanking for nothing. */
const TURNS =
  /(?<![\p{L}])(?:peu|pas|plus|jamais|aucune?|trop|sans|ni|manque|fausse?|faussement|mal|guère|not?|n.t|never|little|few|too|lack|without|less|poor(?:ly)?)(?![\p{L}])/iu;

function isPraise({ tone, text }: Judged): boolean {
  return tone === 'positive' && !TURNS.test(text);
}

/** What she begins with weighs most, unless she says it in praise. */
function firstTold(scenes: readonly Sighting<Scene>[]): Scene | null {
  const told = scenes.filter(({ clause }) => clause?.tone !== 'positive').toSorted((a, b) => a.at - b.at);
  return told[0]?.value ?? null;
}

const PRONOUNS: ReadonlyMap<string, RegExp> = new Map([
  ['elle', /^f$/],
  ['elles', /^fp$/],
  ['il', /^m$/],
  ['ils', /^mp$/],
]);

/** « Dommage, elles sont belles » praises the last object named of that gender; a lone one may stand for several. */
function meantByPronoun(
  judged: readonly Judged[],
  things: readonly Sighting<Thing>[],
  read: readonly Token[],
  language: Language,
): Thing[] {
  if (language !== 'fr') return [];
  return judged.flatMap(clause => {
    if (!isPraise(clause)) return [];
    const inside = read.find(
      ({ start, word }) => start >= clause.start && start < clause.end && PRONOUNS.has(word),
    );
    const gender = PRONOUNS.get(inside?.word ?? '');
    if (!inside || !gender) return [];
    const meant = things
      .filter(({ value, at }) => at < inside.start && value.solid && gender.test(value.of))
      .toSorted((a, b) => b.at - a.at);
    return meant[0] ? [meant[0].value] : [];
  });
}
