import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { writeWhole } from '../../platform/whole-file.ts';

/** What the owner has answered so far, kept after each answer: a closed window loses none. */
const draftSchema = z.strictObject({
  /** Steps that are over, answered or passed. */
  done: z.array(z.string().max(40)).max(40).default([]),
  answers: z
    .strictObject({
      name: z.string().max(120),
      town: z.string().max(120),
      trade: z.string().max(60),
      siren: z.string().regex(/^\d{9}$/),
      address: z.string().max(200),
      department: z.string().max(3),
      mail: z.string().max(200),
      /** Towns of other firms of the same name. */
      exclude: z.array(z.string().max(120)).max(20),
    })
    .partial()
    .default({}),
});

export type Answers = z.infer<typeof draftSchema>['answers'];

export type Draft = {
  readonly answers: Readonly<Answers>;
  isDone(step: string): boolean;
  note(answers: Answers): Promise<void>;
  finish(step: string): Promise<void>;
  /** The set-up is over: nothing is left behind. */
  remove(): Promise<void>;
};

const draftPath = (settingsPath: string) => `${settingsPath}.draft.json`;

/** Null: no set-up was broken off here. A draft that cannot be read is as none: its questions are asked again. */
export async function unfinishedDraft(settingsPath: string): Promise<Draft | null> {
  const text = await readFile(draftPath(settingsPath), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const parsed = draftSchema.safeParse(JSON.parse(text));
    return parsed.success ? draftOver(settingsPath, parsed.data) : null;
  } catch {
    return null;
  }
}

export function newDraft(settingsPath: string): Draft {
  return draftOver(settingsPath, { done: [], answers: {} });
}

function draftOver(settingsPath: string, start: z.infer<typeof draftSchema>): Draft {
  const path = draftPath(settingsPath);
  let state = start;
  const keep = async (next: typeof state) => {
    state = next;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeWhole(path, JSON.stringify(state));
  };
  return {
    get answers() {
      return state.answers;
    },
    isDone: step => state.done.includes(step),
    note: answers => keep({ ...state, answers: { ...state.answers, ...answers } }),
    finish: step => keep({ ...state, done: [...state.done, step] }),
    remove: () => rm(path, { force: true }),
  };
}
