import type { Language } from '../../src/domain/words.ts';
import type { Details } from './detail.ts';
import type { ReplyWords } from './reply-words.ts';
import { earlierWordings, type Fault, faultsOf, WORDS_MIN, wordCount } from './rules.ts';

/** What the owner lets vigie say for her. */
export type Owner = {
  readonly language: Language;
  readonly trade: string;
  /** « ce que je peux dire », in her own language. */
  readonly facts: readonly string[];
  /** First name and role; '' when she has not said. */
  readonly signature: string;
  /** Where to talk in private, a clause: « demandez-moi à l’atelier »; '' when she has not said. */
  readonly contact: string;
  readonly hasSite: boolean;
};

export type Asked = {
  readonly review: string;
  readonly language: Language;
  /** A good review is thanked for; any other is answered. */
  readonly good: boolean;
  readonly details: Details;
  /** A fact of the owner's that bears on it, or null. */
  readonly fact: string | null;
};

/** Choices by name, so that two languages make the same reply. */
type Pick = (turns: readonly string[]) => string;

export type Composed = { readonly text: string; readonly body: string; readonly faults: readonly Fault[] };

/** Wordings tried before the least bad is taken: more than any two replies need to differ. */
const TRIES_MAX = 200;

/**
 * The first wording, in an order that the seed fixes, that breaks no rule; the one that breaks fewest if all do.
 *
 * @param earlier the firm's replies before it, newest first
 */
export function compose(
  asked: Asked,
  owner: Owner,
  words: ReplyWords,
  earlier: readonly string[],
  seed: number,
): Composed & { readonly choice: number } {
  const known = earlierWordings(earlier);
  let best: (Composed & { readonly choice: number }) | null = null;
  for (let tried = 0; tried < TRIES_MAX; tried += 1) {
    const choice = (seed + Math.imul(tried, 0x9e3779b1)) >>> 0;
    const written = write(asked, owner, words, choice);
    const faults = faultsOf(written, asked.review, known);
    if (best === null || faults.length < best.faults.length) best = { ...written, faults, choice };
    if (faults.length === 0) break;
  }
  if (best === null) throw new Error('no wording');
  return best;
}

/** One reply: the same choice gives the same turns in every language. */
export function write(
  asked: Asked,
  owner: Owner,
  words: ReplyWords,
  choice: number,
): { readonly text: string; readonly body: string } {
  const sentences = asked.good
    ? thanks(asked, words, picker(choice))
    : answer(asked, owner, words, picker(choice));
  const signature = owner.signature || TO_SIGN[asked.language];
  const short = wordCount([...sentences, signature].join(' ')) < WORDS_MIN;
  if (short) sentences.splice(1, 0, picker(choice)(words.wording.matters?.[asked.language] ?? []));
  const body = typeset(sentences.join(' '), asked.language);
  return { body, text: `${body} ${signature}` };
}

const TO_SIGN: Readonly<Record<Language, string>> = {
  fr: '[Votre prénom et votre fonction]',
  en: '[Your first name and role]',
};

function answer(
  { review, language, details, fact }: Asked,
  owner: Owner,
  words: ReplyWords,
  pick: Pick,
): string[] {
  const turn = (name: string) => pick(words.wording[name]?.[language] ?? []);
  const { scene, praised, named } = details;
  const praise = praised.find(thing => !scene || !sameWords(thing[language], scene.when[language]));
  const told = scene
    ? pick(scene.told[language])
    : named[0]
      ? turn('told_thing').replace('{thing}', named[0].say[language])
      : turn(wordCount(review) < FEW_WORDS ? 'told_little' : 'told_else');
  const filled = {
    hello: turn('hello'),
    told,
    felt: turn(`felt_${scene?.felt ?? 'disappointed'}`),
    praise: praise?.say[language] ?? '',
  };
  const changed = scene?.changed[language] ?? CHANGED_ELSE[language];
  return [
    fill(turn(praise ? 'opening_praise' : 'opening'), filled),
    scene?.topic === 'staff'
      ? turn('discreet_person')
      : fill(turn('discreet'), { affair: affair(words, owner, language) }),
    ...(fact ? [fill(turn('fact'), { fact })] : []),
    ...eitherWay(pick, private_(owner, language, turn), fill(turn('bracket'), { changed })),
  ];
}

/** A shorter review gives no reason that a reply could miss. */
const FEW_WORDS = 8;

const CHANGED_ELSE: Readonly<Record<Language, string>> = {
  fr: 'ce qui a changé depuis',
  en: 'what has changed since',
};

function thanks({ language, details }: Asked, words: ReplyWords, pick: Pick): string[] {
  const turn = (name: string) => pick(words.wording[name]?.[language] ?? []);
  const [first, second] = details.praised.length > 0 ? details.praised : details.named;
  const said = [first, second].flatMap(thing => (thing ? [thing.say[language]] : []));
  const praise = said.join(language === 'fr' ? ' et ' : ' and ');
  const hello = turn('hello');
  const opening =
    praise === '' ? fill(turn('thanks_plain'), { hello }) : fill(turn('thanks_opening'), { hello, praise });
  return [opening, turn('thanks_why'), turn('thanks_after')];
}

function affair(words: ReplyWords, { trade }: Owner, language: Language): string {
  const turns = words.wording[`affair_${trade}`] ?? words.wording.affair_general;
  return turns?.[language][0] ?? '';
}

function eitherWay(pick: Pick, one: string, other: string): readonly string[] {
  return pick(['as it stands', 'turned']) === 'turned' ? [other, one] : [one, other];
}

/** Her own words for it only where they are in the reply's language. */
function private_(owner: Owner, language: Language, turn: (name: string) => string): string {
  if (owner.contact !== '' && owner.language === language)
    return fill(turn('private'), { contact: owner.contact });
  return turn(owner.hasSite ? 'private_site' : 'private_here');
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.some(word => other.includes(word));
}

function fill(turn: string, values: Readonly<Record<string, string>>): string {
  return turn.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}

/** French signs take their spaces: U+00A0 before a colon, U+202F before a semicolon. */
function typeset(text: string, language: Language): string {
  if (language !== 'fr') return text;
  return text.replace(/ :/g, '\u00a0:').replace(/ ;/g, '\u202f;');
}

/** Turns in an order that the choice fixes: a multiplicative generator (Lehmer, MINSTD), state in 31 bits. */
function picker(choice: number): Pick {
  let state = (choice % 2_147_483_646) + 1;
  return turns => {
    state = (state * 48_271) % 2_147_483_647;
    return turns[state % turns.length] ?? '';
  };
}
