import type { Likeness, Told } from './likeness.ts';
import { likeness, mayJoin, STORY_DAYS } from './likeness.ts';

/** Told things kept in a running process: some 80 MB at most, and a year of a small firm's remarks. */
const TOLD_MAX = 20_000;
/** Of these, how many are stored between runs: a letter's rhythm and a half, within a few megabytes. */
const STORED_MAX = 3000;
/** Candidates compared with one thing: a stock phrase that thousands share is worth no more. */
const CANDIDATES_MAX = 24;

const NONE: readonly string[] = [];

/** What was told lately, found by band key or address. */
export class Memory {
  readonly #told = new Map<string, Told>();
  readonly #byKey = new Map<number | string, string[]>();

  constructor(told: readonly Told[]) {
    for (const one of told) this.remember(one);
  }

  known(id: string): Told | undefined {
    return this.#told.get(id);
  }

  remember(one: Told): void {
    this.#forget(this.#told.get(one.id));
    this.#told.set(one.id, one);
    for (const key of keysOf(one)) {
      const ids = this.#byKey.get(key);
      if (!ids) this.#byKey.set(key, [one.id]);
      else if (ids.push(one.id) > CANDIDATES_MAX) ids.shift();
    }
    if (this.#told.size > TOLD_MAX) this.#forget(this.#told.values().next().value);
  }

  /** Whom a known thing is about may have changed since: the owner said so, or a name was added. */
  weigh(id: string, about: Told['about']): void {
    const one = this.#told.get(id);
    if (one) this.#told.set(id, { ...one, about });
  }

  /** Whether a told thing may stand in the story of another: its first, or that one itself when it is forgotten. */
  welcomes(one: Told, other: Told): boolean {
    return one.id === other.story || mayJoin(one, this.#told.get(other.story) ?? other);
  }

  /** The most alike of what was told in a story that it may join; its own earlier self aside. */
  closest(one: Told): { told: Told; likeness: Likeness } | null {
    let best: { told: Told; likeness: Likeness } | null = null;
    for (const id of this.#candidates(one)) {
      const told = this.#told.get(id);
      if (!told) continue;
      const found = likeness(one, told);
      if (found && (!best || found.score > best.likeness.score)) best = { told, likeness: found };
      if (best?.likeness.score === 1) break;
    }
    return best;
  }

  /** The newest told things, within a story's life of the newest: what is worth keeping for the next run. */
  stored(): Told[] {
    const all = [...this.#told.values()];
    const newest = all.reduce((day, one) => Math.max(day, one.day), 0);
    return all.filter(one => newest - one.day <= 2 * STORY_DAYS).slice(-STORED_MAX);
  }

  /** Of the stories it may join. Sharing more bands means more alike: those first. */
  #candidates(one: Told): string[] {
    const votes = new Map<string, number>();
    for (const key of keysOf(one))
      for (const id of this.#byKey.get(key) ?? NONE) votes.set(id, (votes.get(id) ?? 0) + 1);
    for (const id of votes.keys()) {
      const told = this.#told.get(id);
      if (!told || id === one.id || !this.welcomes(one, told)) votes.delete(id);
    }
    if (votes.size <= 1) return [...votes.keys()];
    const ranked = [...votes].sort((a, b) => b[1] - a[1]);
    return ranked.slice(0, CANDIDATES_MAX).map(([id]) => id);
  }

  #forget(one: Told | undefined): void {
    if (!one) return;
    this.#told.delete(one.id);
    for (const key of keysOf(one)) {
      const left = (this.#byKey.get(key) ?? []).filter(id => id !== one.id);
      if (left.length === 0) this.#byKey.delete(key);
      else this.#byKey.set(key, left);
    }
  }
}

function keysOf(one: Told): readonly (number | string)[] {
  return one.url === null ? one.keys : [...one.keys, one.url];
}
