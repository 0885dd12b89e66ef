import type { Likeness } from './likeness.ts';
import { comparison, mayJoin, STORY_DAYS } from './likeness.ts';
import { Postings } from './postings.ts';
import { hashText } from './sketch.ts';
import type { Told } from './told.ts';

type Found = { readonly told: Told; readonly likeness: Likeness };
type Closest = { readonly copy: Found | null; readonly matter: Found | null };
const ALONE: Closest = { copy: null, matter: null };

/** Told things kept in a running process: some 30 MB at most, and a year of a small firm's remarks. */
const TOLD_MAX = 20_000;
/** Of these, how many are stored between runs: a letter's rhythm and a half, within a few megabytes. */
const STORED_MAX = 3000;
/** Candidates compared with one thing: a stock phrase that thousands share is worth no more. */
const CANDIDATES_MAX = 24;
const UNKNOWN = -1;
const NOBODY: readonly Told[] = [];

/** What was told lately, found by band key or address. */
export class Memory {
  /** By number, in the order told; forgotten ones leave a gap until there are more gaps than told things. */
  #told: (Told | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  #oldest = 0;
  /** The last day told of; `UNKNOWN` since that one was forgotten. */
  #newest = 0;
  #postings = new Postings(CANDIDATES_MAX);
  /** Bands shared with the thing at hand, by number; zero between two questions. */
  #votes = new Uint8Array(1024);

  constructor(told: readonly Told[]) {
    for (const one of told) this.remember(one);
  }

  known(id: string): Told | undefined {
    const number = this.#numbers.get(id);
    return number === undefined ? undefined : this.#told[number];
  }

  remember(one: Told): void {
    this.#forget(this.#numbers.get(one.id));
    if (this.#told.length >= 2 * TOLD_MAX) this.#renumber();
    this.#place(one);
    while (this.#numbers.size > TOLD_MAX) {
      this.#forget(this.#oldest);
      this.#oldest += 1;
    }
  }

  /** Whom a known thing is about may have changed since: the owner said so, or a name was added. */
  weigh(id: string, about: Told['about']): void {
    const number = this.#numbers.get(id);
    const one = number === undefined ? undefined : this.#told[number];
    if (number !== undefined && one) this.#told[number] = { ...one, about };
  }

  /** Whether a told thing may stand in the story of another: its first, or that one itself when it is forgotten. */
  welcomes(one: Told, other: Told): boolean {
    return one.id === other.story || mayJoin(one, this.known(other.story) ?? other);
  }

  /** The most alike of what was told in a story that it may join: a copy, and one on the same matter. */
  closest(one: Told): Closest {
    const candidates = this.#candidates(one);
    if (candidates.length === 0) return ALONE;
    const compare = comparison(one);
    let copy: Found | null = null;
    let matter: Found | null = null;
    for (const told of candidates) {
      const likeness = compare(told);
      if (!likeness) continue;
      if (likeness.isCopy) {
        if (isCloser(likeness, copy)) copy = { told, likeness };
        if (likeness.score === 1) break;
      } else if (isCloser(likeness, matter)) matter = { told, likeness };
    }
    return { copy, matter };
  }

  /** The newest told things, within a story's life of the newest: what is worth keeping for the next run. */
  stored(): Told[] {
    const newest = this.#newestDay();
    const kept: Told[] = [];
    for (let number = this.#told.length - 1; number >= 0 && kept.length < STORED_MAX; number -= 1) {
      const one = this.#told[number];
      if (one && newest - one.day <= 2 * STORY_DAYS) kept.push(one);
    }
    return kept.reverse();
  }

  #newestDay(): number {
    if (this.#newest < 0) {
      this.#newest = 0;
      for (const one of this.#told) if (one && one.day > this.#newest) this.#newest = one.day;
    }
    return this.#newest;
  }

  /** Of the stories it may join. Sharing more bands means more alike: those first. */
  #candidates(one: Told): readonly Told[] {
    const numbers: number[] = [];
    const keys = keysOf(one);
    // By their places: an iterator makes an object a step, and there are twenty of them a text.
    for (let at = 0; at < keys.length; at += 1) {
      const under = this.#postings.under(keys[at]!);
      for (let place = 0; place < under.length; place += 1) {
        const number = under[place]!;
        const votes = this.#votes[number] ?? 0;
        if (votes === 0) numbers.push(number);
        this.#votes[number] = votes + 1;
      }
    }
    if (numbers.length === 0) return NOBODY;
    const found: { readonly told: Told; readonly votes: number }[] = [];
    for (const number of numbers) {
      const told = this.#told[number];
      if (told && told.id !== one.id && this.welcomes(one, told))
        found.push({ told, votes: this.#votes[number] ?? 0 });
      this.#votes[number] = 0;
    }
    if (found.length > 1) found.sort((a, b) => b.votes - a.votes);
    return found.slice(0, CANDIDATES_MAX).map(({ told }) => told);
  }

  #place(one: Told): void {
    const number = this.#told.length;
    this.#told.push(one);
    this.#numbers.set(one.id, number);
    if (this.#newest >= 0 && one.day > this.#newest) this.#newest = one.day;
    if (number >= this.#votes.length) this.#votes = new Uint8Array(2 * this.#votes.length);
    const keys = keysOf(one);
    for (let at = 0; at < keys.length; at += 1) this.#postings.add(keys[at]!, number);
  }

  #forget(number: number | undefined): void {
    const one = number === undefined ? undefined : this.#told[number];
    if (number === undefined || !one) return;
    this.#told[number] = undefined;
    this.#numbers.delete(one.id);
    if (one.day === this.#newest) this.#newest = UNKNOWN;
    for (const key of keysOf(one)) this.#postings.remove(key, number);
  }

  /** Closes the gaps. */
  #renumber(): void {
    const told = this.#told.filter(one => one !== undefined);
    this.#told = [];
    this.#oldest = 0;
    this.#postings = new Postings(CANDIDATES_MAX);
    for (const one of told) this.#place(one);
  }
}

function isCloser(likeness: Likeness, best: Found | null): boolean {
  return best === null || likeness.score > best.likeness.score;
}

/** The bands, and the address as one more. */
function keysOf(one: Told): readonly number[] {
  return one.url === null ? one.keys : [...one.keys, hashText(one.url)];
}
