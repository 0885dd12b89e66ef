import { describe, expect, test } from 'vitest';
import {
  compileLexicon,
  MAX_PHRASE_WORDS,
  toneOfWord,
  wordAt,
} from '../../../pipelines/sentiment/lexicon.ts';
import { Scan } from '../../../pipelines/sentiment/scan.ts';
import { readData } from '../../../src/platform/data-yaml.ts';

type Lists = Record<string, string[]>;
type Entry = { readonly list: string; readonly text: string; readonly form: string; readonly words: number };

const TONES = [
  'strong-positive',
  'positive',
  'mild-positive',
  'mild-negative',
  'negative',
  'strong-negative',
];
const PHRASES = ['phrases-positive', 'phrases-negative', 'phrases-mixed', 'phrases-neutral'];
const SIGNS = ['signs-positive', 'signs-negative'];

const scan = new Scan();

/** An entry as texts are read: folded words, signs by their number; a stem keeps its star. */
function entryOf(list: string, text: string): Entry {
  scan.read(text);
  const words = Array.from({ length: scan.count }, (_, index) =>
    scan.lengths[index] === 0 ? `sign ${scan.hash[index]}` : wordAt(scan, index),
  );
  const star = text.endsWith('*') ? '*' : '';
  return { list, text, form: words.join(' ') + star, words: words.length };
}

function entriesOf(lists: Lists, names: readonly string[]): Entry[] {
  return names.flatMap(list => (lists[list] ?? []).map(text => entryOf(list, text)));
}

describe.each(['fr', 'en'])('tone words, %s', language => {
  const lists = readData(`lexicons/tone-${language}`) as Lists;
  const entries = entriesOf(lists, [...TONES, ...PHRASES, ...SIGNS]);

  test('none stands twice, in one list or in two', () => {
    const seen = new Map<string, Entry>();
    const twice: string[] = [];
    for (const entry of entries) {
      const before = seen.get(entry.form);
      if (before !== undefined) twice.push(`${before.list}: ${before.text}; ${entry.list}: ${entry.text}`);
      seen.set(entry.form, entry);
    }
    expect(twice).toEqual([]);
  });

  test('each is read, none is longer than an expression may be, stems are one word', () => {
    const wrong = entries.filter(
      ({ form, words }) => words === 0 || words > MAX_PHRASE_WORDS || (form.endsWith('*') && words > 1),
    );
    expect(wrong.map(entry => entry.text)).toEqual([]);
  });

  test('a bare figure says nothing: every number is read as the same word', () => {
    expect(entries.filter(({ form }) => /^(\p{L} )?0$/u.test(form)).map(entry => entry.text)).toEqual([]);
  });

  test('a stem is long enough, and no longer one says the same again', () => {
    const stems = new Map(
      entries.filter(({ form }) => form.endsWith('*')).map(entry => [entry.form.slice(0, -1), entry]),
    );
    const wrong: string[] = [];
    for (const [stem, entry] of stems) {
      if (stem.length < 3) wrong.push(entry.text);
      for (let length = stem.length - 1; length >= 3; length -= 1) {
        if (stems.get(stem.slice(0, length))?.list === entry.list) wrong.push(entry.text);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const TRADE_WORDS: Record<string, readonly string[]> = {
  fr: 'bonjour madame monsieur devis atelier bouchée serre plante coupe cheveu pâte poids frais décoration découvrir'.split(
    ' ',
  ),
  en: 'hello plumber flat sink yellow stable honey dentist moving cut harmony stranger'.split(' '),
};

test.each(['fr', 'en'])('words of the trades have no tone of their own, %s', language => {
  const lexicon = compileLexicon(readData(`lexicons/tone-${language}`) as Lists);
  const toned = TRADE_WORDS[language]!.filter(word => {
    scan.read(word);
    return Math.abs(toneOfWord(lexicon, wordAt(scan, 0))) > 1;
  });
  expect(toned).toEqual([]);
});
