import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BOUNDS } from './net/egress.ts';
import { writeWhole } from './whole-file.ts';

/** The last answer of each source that could not be read: what whoever mends its collector needs to see. */
export type FailingAnswers = {
  /** In place of an older one; at most as many bytes as an answer may have. A full disk keeps nothing. */
  keep(sourceId: string, bytes: Uint8Array): Promise<void>;
  /** The source is read again. */
  drop(sourceId: string): Promise<void>;
  /** Forgets the answers of sources that are no longer in the settings. */
  dropOthers(sourceIds: readonly string[]): Promise<void>;
};

/** One file per source, for its owner alone. @param folder made when needed; null: nothing is kept */
export function failingAnswers(folder: string | null): FailingAnswers {
  if (folder === null)
    return { keep: async () => undefined, drop: async () => undefined, dropOthers: async () => undefined };
  const remove = (name: string) => rm(join(folder, name), { force: true }).catch(() => undefined);
  let names: Promise<Set<string>> | null = null;
  /** Looked up once: a healthy source costs nothing more. */
  const stored = (): Promise<Set<string>> => {
    names ??= readdir(folder).then(
      found => new Set(found),
      () => new Set(),
    );
    return names;
  };
  return {
    async keep(sourceId, bytes) {
      (await stored()).add(sourceId);
      // What is kept for a later look must not stop the reading of now.
      await replace(folder, sourceId, bytes).catch(() => undefined);
    },
    async drop(sourceId) {
      if ((await stored()).delete(sourceId)) await remove(sourceId);
    },
    async dropOthers(sourceIds) {
      for (const name of await stored()) if (!sourceIds.includes(name)) await remove(name);
    },
  };
}

async function replace(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(join(folder, name), bytes.subarray(0, BOUNDS.bytes));
}
