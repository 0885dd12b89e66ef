import type { Subject } from '../../src/domain/brand.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import { canonicalUrl } from '../../src/domain/text/canonical-url.ts';
import type { Reading } from '../reading.ts';
import { readingOf } from '../reading.ts';
import { bandKeys, hashText, TEXT_BANDING, TITLE_BANDING, wordBandKeys } from './sketch.ts';

/** What is remembered of a told thing, to recognise it when told again. Folded words joined by one space. */
export type Told = {
  readonly id: string;
  readonly story: string;
  /** The first story of the same matter; its own story when none came before. */
  readonly matter: string;
  readonly likeness: number;
  readonly why: Reason;
  /** Days since 1970; 0 when the text has no date, which is then near any other. */
  readonly day: number;
  /** A message is a mail or a form: its subject is written for it by a program. */
  readonly kind: 'mention' | 'message' | 'review';
  readonly url: string | null;
  readonly title: string;
  readonly text: string;
  /** Names in the title, and the places of them ("à Vannes"), folded. */
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly keys: readonly number[];
  /** Whom it is about, by subject: true when kept, false when to check. Nobody of ours: empty. */
  readonly about: Readonly<Record<Subject, boolean>>;
};

/** As much of a text as a press extract holds; copies differ at the end, not at the beginning. */
const TEXT_KEPT = 400;
const TITLE_KEPT = 160;
/** Words read for the bands. */
const WORDS_READ = 120;
const DAY_MS = 86_400_000;
/** Keep the keys of texts and of titles apart. */
const TEXT_SALT = 0;
const TITLE_SALT = 1000;

/** An item as it would be remembered if it were the first of its story. */
export function toldOf(item: Item, about: Told['about']): Told {
  const reading = readingOf(item);
  const { words, titled } = reading;
  const titleText =
    titled === 0 ? '' : words.slice(0, Math.min(titled, WORDS_READ)).join(' ').slice(0, TITLE_KEPT);
  const bodyText = words.slice(titled, titled + WORDS_READ).join(' ');
  return {
    id: item.id,
    story: item.id,
    matter: item.id,
    likeness: 1,
    why: 'first-seen',
    day: Math.floor(Date.parse(item.publishedAt) / DAY_MS) || 0,
    kind: item.kind === 'review' ? 'review' : item.form === 'message' ? 'message' : 'mention',
    about,
    url: item.url === null ? null : canonicalUrl(item.url),
    title: titleText,
    text: bodyText.slice(0, TEXT_KEPT),
    ...(titled === 0 ? UNNAMED : namesOf(item.title, reading)),
    keys:
      // Only whole copies make two reviews one: one key says it.
      item.kind === 'review'
        ? [hashText(bodyText)]
        : [
            ...wordBandKeys(reading, titled, titled + WORDS_READ, TEXT_BANDING, TEXT_SALT),
            ...titleKeys(titleText),
          ],
  };
}

function titleKeys(title: string): number[] {
  if (title === '') return [];
  const features = [...contentStems(title)].map(word => hashText(word));
  return bandKeys(features, TITLE_BANDING, TITLE_SALT);
}

/** Words that can tell one title from another: three letters or more, numbers included; without plural marks. */
export function contentStems(title: string): Set<string> {
  const stems = new Set<string>();
  if (title === '') return stems;
  for (const word of title.split(' '))
    if (word.length >= 3 || /\d/.test(word)) stems.add(word.length > 4 ? word.replace(ENDINGS, '') : word);
  return stems;
}

/** Plural and feminine: "rappelées" and "rappelés" are one. */
const ENDINGS = /(?:ees|es|ee|s|x|e)$/;

const UNNAMED: Pick<Told, 'names' | 'places'> = { names: [], places: [] };

/** Words of a title that have a capital beyond its first word; of these, the places: after "à" or "in". */
function namesOf(title: string, { titled, words, starts }: Reading): Pick<Told, 'names' | 'places'> {
  const names: string[] = [];
  const places: string[] = [];
  for (let at = 1; at < titled && at < WORDS_READ; at += 1) {
    const word = words[at]!;
    const letter = title.charAt(starts[at]!);
    if (word.length < 3 || letter === letter.toLowerCase()) continue;
    names.push(word);
    const before = words[at - 1];
    if (before === 'a' || before === 'in' || before === 'at') places.push(word);
  }
  return { names, places };
}
