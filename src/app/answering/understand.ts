import { fold } from '../../domain/text/fold.ts';
import type { CodeVerb } from './codes.ts';

/** What she says of one thing of the letter: by its number, of the only one, or of all. */
export type Said = { readonly verb: CodeVerb; readonly place: number | 'all' | null };

/** Folded, without politeness; nothing else is taken for an answer. */
const PHRASES: Readonly<Record<CodeVerb, readonly string[]>> = {
  done: [
    ...['fait', 'faite', 'c est fait', 'cest fait', 'c fait', 'deja fait', 'c est deja fait', 'ca y est'],
    ...['repondu', 'j ai repondu', 'deja repondu', 'j ai deja repondu', 'je l ai fait', 'je l ai deja fait'],
    ...['j ai fait', 'je viens de le faire', 'c est regle', 'regle', 'c est traite', 'traite', 'termine'],
    ...['ca y est c est fait', 'done', 'it s done', 'its done', 'it is done', 'already done', 'that s done'],
    ...[
      'answered',
      'i have answered',
      'i ve answered',
      'i have already answered',
      'i did it',
      'i ve done it',
    ],
    ...['all sorted', 'sorted', 'c est fait ca', 'fait ce matin', 'fait hier', 'done today'],
  ],
  later: [
    ...['plus tard', 'a plus tard', 'plustard', 'plus tard peut etre', 'on verra plus tard'],
    ...['je verrai plus tard', 'je le ferai plus tard', 'remettre a plus tard', 'pas maintenant'],
    ...['a revoir plus tard', 'ce sera plus tard', 'later', 'not now', 'maybe later', 'remind me later'],
    ...['i ll do it later', 'i will do it later', 'another time', 'une autre fois'],
  ],
  'not-us': [
    ...['pas nous', 'ce n est pas nous', 'c est pas nous', 'cest pas nous', 'ce n etait pas nous'],
    ...[
      'pas pour nous',
      'ce n est pas pour nous',
      'c etait pas nous',
      'ca n est pas nous',
      'ce nest pas nous',
    ],
    ...[
      'pas moi',
      'ce n est pas moi',
      'not us',
      'this is not us',
      'it s not us',
      'its not us',
      'it is not us',
    ],
    ...[
      'this isn t us',
      'it isn t us',
      'that s not us',
      'that isn t us',
      'not ours',
      'not for us',
      'wasn t us',
    ],
    ...[
      'it wasn t us',
      'it was not us',
      'this was not us',
      'that is not us',
      'ce n est pas notre entreprise',
    ],
  ],
};
const KNOWN = new Map(
  Object.entries(PHRASES).flatMap(([verb, phrases]) =>
    phrases.map(phrase => [phrase, verb as CodeVerb] as const),
  ),
);
/** Every one of them was settled. */
const ALL = new Set(
  ['tout est fait', 'tout fait', 'c est tout fait', 'tous faits', 'tous fait', 'les deux sont faits'].concat([
    'les trois sont faits',
    'tout est regle',
    'all done',
    'both done',
    'everything is done',
  ]),
);
/** One letter away from an answer, and another word. */
const OTHER_WORDS = new Set(
  [
    'faut',
    'fais',
    'faux',
    'fort',
    'fat',
    'tait',
    'lait',
    'gait',
    'none',
    'gone',
    'one',
    'don',
    'dont',
    'late',
    'date',
  ]
    .concat([
      'pas vous',
      'pas tous',
      'pas noud',
      'not up',
      'hater',
      'dine',
      'bone',
      'lone',
      'tone',
      'zone',
      'dons',
    ])
    .concat(['plus tot', 'refait', 'defait', 'parfait', 'undone', 'faits divers', 'non fait', 'not use']),
);
const POLITE =
  /\b(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|cher|chere|vigie|merci|thanks|thank you|thx|cheers|svp|stp|s il vous plait|s il te plait|please|ok|okay|d accord|oui|yes|yep|parfait|tres bien|super|voila|beaucoup|mille fois|many|a lot|very much|cordialement|bien a vous|bonne (?:journee|semaine|soiree|reception)|good (?:day|morning|evening)|kind regards|best regards|regards|best|pour l info|encore)\b/g;
/** Words that may turn the sense of what stands before them: with one of these further down nothing is certain. */
const TURNING =
  /\b(?:pas|ne|n|non|mais|sauf|fait|faite|tard|plus|annule[rz]?|erreur|attend\w*|finalement|plutot|not|no|but|except|later|done|undo|cancel|wait|instead|actually|don t|didn t)\b/;
/** An answer is short: its first line, and some lines of greeting or signature. */
const WORDS_MAX = 60;
/** Shorter phrases allow no slip: too many words are near. */
const SLIP_LENGTH_MIN = 4;

/**
 * What her own lines say, exactly and with a slip of one letter allowed; null: nothing that is certain. A question, a
 * negation, two answers that differ or a longer text are not certain.
 */
export function understood(lines: readonly string[]): readonly Said[] | null {
  const text = lines.join('\n');
  if (/\?/.test(text) || text.split(/\s+/).length > WORDS_MAX) return null;
  const spoken = lines.map(words).filter(line => line !== '');
  const [first, ...others] = spoken;
  if (first === undefined) return null;
  const numbered = numberedSaid(spoken);
  if (numbered !== undefined) return numbered;
  const said = saidBy(first);
  if (said === null) return null;
  // The same answer again is no doubt; anything that could turn it is.
  const rest = others.filter(line => saidBy(line)?.verb !== said.verb);
  return rest.some(line => TURNING.test(line)) ? null : [said];
}

/** What may be asked of the letter itself. */
export type Wish = 'stop' | 'monthly' | 'weekly';

const WISHES: ReadonlyMap<string, Wish> = new Map([
  ...[
    'stop',
    'desabonnement',
    'me desabonner',
    'desinscription',
    'me desinscrire',
    'unsubscribe',
    'plus de lettre',
  ]
    .concat(['arreter la lettre', 'arretez la lettre', 'ne plus recevoir la lettre', 'stop the letter'])
    .concat(['no more letters'])
    .map(words => [words, 'stop'] as const),
  ...[
    'par mois',
    'une fois par mois',
    'une lettre par mois',
    'recevoir une lettre par mois',
    'mensuel',
    'mensuelle',
  ]
    .concat(['tous les mois', 'chaque mois', 'monthly', 'once a month', 'one letter a month', 'every month'])
    .map(words => [words, 'monthly'] as const),
  ...[
    'par semaine',
    'une lettre par semaine',
    'toutes les semaines',
    'chaque semaine',
    'hebdomadaire',
    'weekly',
  ]
    .concat(['once a week', 'every week', 'tous les lundis'])
    .map(words => [words, 'weekly'] as const),
]);

/** Does her first line ask for no more letters, or for another rhythm? */
export function wished(lines: readonly string[]): Wish | null {
  const first = lines.map(words).find(line => line !== '');
  return first === undefined ? null : (WISHES.get(first) ?? null);
}

/** Folded words without signs, politeness and pictures. */
function words(line: string): string {
  return fold(line)
    .replace(/['’`´]/g, ' ')
    .replace(/[^\p{L}\p{N}\s°]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(POLITE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function saidBy(line: string): Said | null {
  if (ALL.has(line)) return { verb: 'done', place: 'all' };
  const verb = verbOf(line);
  return verb === null ? null : { verb, place: null };
}

function verbOf(line: string): CodeVerb | null {
  const exact = KNOWN.get(line);
  if (exact !== undefined) return exact;
  // "fait fait", "fait c est fait": said twice is said once.
  const twice = repeatedVerb(line);
  if (twice !== null) return twice;
  if (line.length < SLIP_LENGTH_MIN || OTHER_WORDS.has(line)) return null;
  const near = new Set<CodeVerb>();
  for (const [phrase, verb] of KNOWN)
    if (phrase.length >= SLIP_LENGTH_MIN && isOneSlip(line, phrase)) near.add(verb);
  return near.size === 1 ? ([...near][0] ?? null) : null;
}

function repeatedVerb(line: string): CodeVerb | null {
  const parts = line.split(' ');
  for (let cut = 1; cut < parts.length; cut++) {
    const one = KNOWN.get(parts.slice(0, cut).join(' '));
    if (one !== undefined && one === KNOWN.get(parts.slice(cut).join(' '))) return one;
  }
  return null;
}

/** "n° 2", "le 2", "number 2": the number counts. */
const BEFORE_NUMBER = /\b(?:n ?°? ?|n[o°] ?|number |point |le |la )(?=[1-9]\b)/g;

/** `1 fait`, `2: plus tard`, several in one line or one a line; undefined: no numbers are used. */
function numberedSaid(lines: readonly string[]): readonly Said[] | null | undefined {
  const plain = lines.map(line => line.replace(BEFORE_NUMBER, ''));
  if (!/^[1-9]\b/.test(plain[0] ?? '')) return undefined;
  const said = new Map<number, CodeVerb>();
  for (const part of plain.flatMap(line => line.split(/\b(?=[1-9]\b)/))) {
    const match = /^([1-9])\b\s*°?\s*(?:est |is |c est )?(.*)$/.exec(part);
    const verb = match ? verbOf((match[2] ?? '').replace(/\s*\b(?:et|and)\s*$/, '').trim()) : null;
    if (!match || verb === null) {
      // Behind the answers a name or a telephone number may stand, and nothing that could turn them.
      if (said.size > 0 && !TURNING.test(part)) continue;
      return null;
    }
    const place = Number(match[1]);
    if (said.has(place) && said.get(place) !== verb) return null;
    said.set(place, verb);
  }
  return [...said].map(([place, verb]) => ({ verb, place }));
}

/** One letter more, less, other, or two that changed places (optimal string alignment, distance 1). */
function isOneSlip(line: string, phrase: string): boolean {
  const short = line.length <= phrase.length ? line : phrase;
  const long = short === line ? phrase : line;
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return isSwapped && short.slice(at + 2) === long.slice(at + 2);
}
