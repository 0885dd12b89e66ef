import { describe, expect, test } from 'vitest';
import { type Catalogue, type SayParams, say } from '../../src/domain/catalogue.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { commands } from '../../src/generated/commands.ts';
import { questions } from '../../src/generated/questions.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { loadReplyWords } from '../../src/platform/replies-file.ts';

/** How vigie speaks, checked by machine: typography, words, lengths. */
const fr = loadCatalogue('fr');
const en = loadCatalogue('en');

type Text = readonly [key: string, words: string];

/** Everything in one language that an owner may read and that is no template of code. */
async function texts(catalogue: Catalogue): Promise<readonly Text[]> {
  const { language } = catalogue;
  const told = await Promise.all(
    Object.entries(commands).map(async ([name, load]): Promise<Text> => {
      return [`summary of ${name}`, (await load()).summary[language]];
    }),
  );
  const asked = await Promise.all(
    Object.entries(questions).map(async ([id, load]): Promise<Text> => {
      return [`question ${id}`, (await load()).ask[language]];
    }),
  );
  const steps = loadReplyWords().matters.flatMap(matter =>
    matter.steps[language].map((words, index): Text => [`step ${index + 1} of ${matter.id}`, words]),
  );
  return [...catalogue.strings, ...told, ...asked, ...steps];
}

const french = await texts(fr);
const english = await texts(en);

function found(
  all: readonly Text[],
  pattern: RegExp,
  allowed: Readonly<Record<string, string>> = {},
): string[] {
  return all.flatMap(([key, words]) => {
    const match = pattern.exec(words);
    return match && !(key in allowed)
      ? [`${key}: …${words.slice(Math.max(0, match.index - 12), match.index + 12)}…`]
      : [];
  });
}

describe('typography', () => {
  test('in French no plain space stands before ; : ! ? % € », none after «', () => {
    expect(found(french, /[ \t][;:!?%€»]|«[ \t]/)).toEqual([]);
  });
  test('in French a no-break space stands before ; : ! ? and inside « »', () => {
    expect(found(french, /[\p{L}\p{N})}»][;!?](?!\w)/u)).toEqual([]);
    expect(found(french, /[\p{L}\p{N})}»]:(?=[\s\u00a0]|$)/u)).toEqual([]);
    expect(found(french, /«[^\u00a0]|[^\u00a0]»/)).toEqual([]);
    expect(found(french, /\u00a0[;!?]|\u202f[:»]|«\u202f/)).toEqual([]);
  });
  test('in French no word stands between straight quotation marks', () => {
    expect(found(french, /["“”]/)).toEqual([]);
  });
  test('in English none stands before them, and quotation marks are “ ”', () => {
    expect(found(english, /[\s\u00a0\u202f][;:!?%»](?!\S)/)).toEqual([]);
    expect(found(english, /[«»"]/)).toEqual([]);
  });
  test.each([
    ['French', french],
    ['English', english],
  ] as const)('in %s no straight apostrophe, no three dots, no exclamation mark', (_language, all) => {
    expect(found(all, /'/)).toEqual([]);
    expect(found(all, /\.\.\./)).toEqual([]);
    expect(found(all, /!/)).toEqual([]);
  });
});

/**
 * Words of the trade of watching, with what is said instead (« remarque », « site suivi », « lecture »…). "publier"
 * is not among them: that vigie never posts anything is said everywhere.
 */
const NOT_SAID =
  /\b(?:mentions?|citations?|items?|contenus?|sources?|flux|connecteurs?|endpoints?|collectes?|crawl\w*|synchro\w*|fetch\w*|digests?|newsletters?|reporting|posit(?:if|ive)s?|negat(?:if|ive)s?|mixtes?|neutres?|sentiments?|abstentions?|confiance faible|topics?|thematiques?|aspects?|clusters?|scores?|certitudes?|pertinence|homonymes?|faux positifs?|bruit|doublons?|story|stories|syndication|pics?|bursts?|anomalies?|incidents?|parts? de voix|share of voice|leads?|prospects?|intentions?|contacts?|posts?|p1|p2|priorites?|severites?|snooze|reporter|en veille|ignorer|archiver|dismiss|insights?|analyses?|a retenir|donnees insuffisantes|jetons?|tokens?|oauth|cle manquante|robots\.txt|403|504|timeout|delai depasse|faux avis|frauduleux|suspects?|doctor|diagnostics?|health check)\b/;

/** Legitimate in another sense, each with its reason. */
const OTHER_SENSE: Readonly<Record<string, string>> = {
  'summary of analyze': 'a tool for programs: it writes JSON, whose names are the field’s',
};

/** English: the same trade's words. "mention", "topic", "post" and "enquiry" are what an owner is told. */
const NOT_SAID_IN_ENGLISH =
  /\b(?:endpoints?|crawl\w*|synchro\w*|digests?|newsletters?|sentiments?|abstention|clusters?|false positives?|syndication|bursts?|anomal(?:y|ies)|incidents?|share of voice|leads?|prospects?|severity|snooze|dismiss|insights?|tokens?|oauth|robots\.txt|403|504|timeout|fake reviews?|fraudulent|suspicious|health check)\b/i;
const OTHER_SENSE_IN_ENGLISH: Readonly<Record<string, string>> = {
  'read.unsafe': 'an address leads somewhere',
  'sites.unsafe': 'an address leads somewhere',
  'error.SourceUnsafe': 'an address leads somewhere',
  'compare.more': 'the arrows lead somewhere',
};

describe('words', () => {
  /** Commands and keys are typed as they are, between marks or behind `vigie`. */
  const plain = (words: string) =>
    words.replace(/vigie [\w<>-]+|--[\w-]+|\{[^}]*\}|«\u00a0[\w./:-]+\u00a0»|“[\w./:-]+”/g, ' ');
  const inShop = (all: readonly Text[]) => all.map(([key, words]): Text => [key, fold(plain(words))]);

  test('of the shop, in French', () => {
    expect(found(inShop(french), NOT_SAID, OTHER_SENSE)).toEqual([]);
  });
  test('of the shop, in English', () => {
    expect(found(inShop(english), NOT_SAID_IN_ENGLISH, OTHER_SENSE_IN_ENGLISH)).toEqual([]);
  });
  test('every exception is still needed', () => {
    const hits = new Set(inShop(french).flatMap(([key, words]) => (NOT_SAID.test(words) ? [key] : [])));
    expect(Object.keys(OTHER_SENSE).filter(key => !hits.has(key))).toEqual([]);
  });
});

const NAME_60 = 'Établissements Charpenterie-Menuiserie Le Guennec et Associés';
const NAME_CAPITALS = 'MENUISERIE KERLANN';
const COUNTS = [0, 1, 2, 1000];
const ERROR_MAX = 200;
const SUBJECT_MAX = 60;
/** Holes that a count fills, and what the others are filled with when it is no name. */
const COUNT_HOLES = new Set('n k c a b d read total days minutes min max count before'.split(' '));
const USUAL: Readonly<Record<string, string>> = {
  day: 'vendredi 10 juillet',
  time: '13 h 30',
  often: 'un par semaine environ',
  free: '12 345',
  needed: '12 345',
  limit: '10 Mo',
  line: '1000',
  // Beyond these the settings' own teller cuts them.
  got: 'printemps, été, automne, hi…',
  expected: 'une adresse qui commence par https://',
  // As `providerName` gives it: a known name, or the host.
  provider: 'smtp.kerlann.bzh',
};

function fillings(pattern: string): SayParams[] {
  const holes = [...pattern.matchAll(/\{(\w+)/g)].map(match => match[1] ?? '');
  const filled = (name: string, count: number): SayParams =>
    Object.fromEntries(
      holes.map(hole => [
        hole,
        COUNT_HOLES.has(hole) || pattern.includes(`{${hole}|`) ? count : (USUAL[hole] ?? name),
      ]),
    );
  return COUNTS.flatMap(count => [NAME_60.slice(0, 60), NAME_CAPITALS].map(name => filled(name, count)));
}

describe.each([
  ['fr', fr],
  ['en', en],
] as const)('lengths in %s', (_language, catalogue) => {
  const told = (prefix: RegExp) => [...catalogue.strings].filter(([key]) => prefix.test(key));

  test(`an error has at most ${ERROR_MAX} characters, whatever fills it`, () => {
    const long = told(/^err(?:or)?\./).flatMap(([key, pattern]) =>
      fillings(pattern).flatMap(params => {
        const words = say(catalogue, key, params);
        return words.length > ERROR_MAX ? [`${key} ${words.length}: ${words}`] : [];
      }),
    );
    expect([...new Set(long.map(line => line.slice(0, 40)))]).toEqual([]);
  });

  test(`a subject has at most ${SUBJECT_MAX} characters`, () => {
    const long = told(/^letter\.subject\./).flatMap(([key, pattern]) =>
      fillings(
        pattern
          .replace('{rest}', say(catalogue, 'letter.rest.remarks', { n: 1000 }))
          .replace('{count}', '1000'),
      ).flatMap(params => {
        const rest = say(catalogue, 'letter.rest.remarks', { n: 1000 });
        const words = say(catalogue, key, { ...params, rest, count: '1000' });
        return words.length > SUBJECT_MAX ? [`${key} ${words.length}: ${words}`] : [];
      }),
    );
    expect([...new Set(long)]).toEqual([]);
  });

  test('every string can be filled with 0, 1, 2, 1000, a long name and one in capitals', () => {
    for (const [key, pattern] of catalogue.strings)
      for (const params of fillings(pattern)) {
        const words = say(catalogue, key, params);
        expect(words, key).not.toMatch(/\{|\}|undefined|NaN/);
      }
  });
});
