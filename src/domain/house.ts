import type { Tone } from './annotation.ts';
import type { Handed, Message } from './channel.ts';
import type { ErrorCode, ErrorParams } from './errors.ts';
import type { ReplyProposal } from './reply.ts';
import type { Instant } from './time.ts';

/** What the owner may say of a remark. Every one can be undone. */
export const VERBS = ['done', 'answered', 'later', 'none', 'not-us', 'is-us', 'tone'] as const;
export type Verb = (typeof VERBS)[number];
/** Verbs that say what a remark is, not what becomes of it: vigie learns from them. */
export const TEACHING_VERBS = ['not-us', 'is-us', 'tone'] as const satisfies readonly Verb[];

const TONES: ReadonlySet<string> = new Set<Tone>(['positive', 'neutral', 'negative', 'mixed']);

export function isTone(word: string): word is Tone {
  return TONES.has(word);
}

export type Act = {
  readonly mentionId: string;
  readonly verb: Verb;
  /** For `not-us` and `is-us`: whom it is (not) about. For `tone`: the tone that she says it has. */
  readonly subject: string;
  /** For `later`: when it comes back. */
  readonly until?: Instant;
};

/** One line per source of a reading. `new` counts what was not known before. */
export type SourceReport = {
  readonly name: string;
  readonly collector: string;
  readonly items: number;
  readonly new: number;
  readonly error: { readonly code: ErrorCode; readonly params: ErrorParams } | null;
  readonly ms: number;
};
export type ReadingReport = {
  readonly sources: readonly SourceReport[];
  /** Readings that a sudden stop of the machine took from the store, found when it was opened; absent: none. */
  readonly batchesLost?: number;
};

export type ReadingProgress = { readonly read: number; readonly total: number; readonly last: SourceReport };

/** Texts that today's rules went through again; `failed`: ids of those that no stage could read. */
export type RetagReport = { readonly items: number; readonly failed: readonly string[] };
export type RetagProgress = { readonly read: number; readonly total: number };

/** What one pass did: everything that was due, once. */
export type PassReport = ReadingReport & {
  /** Matters opened or grown, and messages handed over. */
  readonly alerts: number;
  readonly delivered: number;
  /** What she asked for by mail and is done now; absent: nothing. */
  readonly answers?: number;
  /** Messages that no channel took though they were to leave: they stay in the outbox. */
  readonly waiting: number;
  /** True when the letter went out in this pass. */
  readonly letter: boolean;
  /** When something is due next. */
  readonly nextAt: Instant | null;
};

/**
 * What the host tells everybody. `changed`: stored remarks, actions or source states. `reading`: a source more was
 * read. `read`: a reading is over. `weighed`: after an answer of the owner, so many remarks moved, hers included.
 */
export type HouseNews =
  | { readonly kind: 'changed' }
  | { readonly kind: 'reading'; readonly read: number; readonly total: number }
  | { readonly kind: 'read'; readonly batchesLost: number }
  | { readonly kind: 'weighed'; readonly subject: string; readonly moved: number };

/**
 * The store's owner as every client sees it, in this process or across the local socket: questions answered,
 * actions noted, changes announced. Only JSON goes through it.
 */
export type House = {
  ask<A>(question: string, params: Readonly<Record<string, unknown>>): Promise<A>;
  /**
   * Returns the action's id, for undo. Resolves once it is stored.
   * @throws VigieError UsageInvalid for a tone that is none
   */
  act(act: Act): Promise<string>;
  /** @throws VigieError UsageInvalid for an id that no action has */
  undo(actionId: string): Promise<void>;
  /**
   * Reads the named sources now (all that are not paused when none is named), then tags what came. Once `signal`
   * is aborted no source is begun; the report, some two seconds later at most, tells of those read by then.
   */
  read(
    sources: readonly string[],
    onProgress?: (progress: ReadingProgress) => void,
    signal?: AbortSignal,
  ): Promise<ReadingReport>;
  /**
   * What the scheduler runs, and everything that it needs: reads the sources that are due, tags what came, judges
   * alerts, hands over what is due in the outbox, the letter on its day. Two passes never overlap: a second call
   * while one runs resolves with the first one's report.
   */
  pass(onProgress?: (progress: ReadingProgress) => void, signal?: AbortSignal): Promise<PassReport>;
  /** What vigie proposes to answer under a review. */
  reply(mentionId: string): Promise<ReplyProposal>;
  /** Keeps the owner's own wording of a reply; '' goes back to the proposal. */
  keepReply(mentionId: string, text: string): Promise<void>;
  /**
   * What the owner says of an incident: seen to (no more messages of it), or later; the last stands. `snoozed` without a
   * time takes back both.
   */
  settle(incidentId: string, as: 'acknowledged' | 'snoozed', until?: Instant): Promise<void>;
  /**
   * Sends a message that the owner asks for, now: on all of her channels, or on those named. One line per channel;
   * none when she has none. The key is the same at each try of one message.
   */
  send(message: Message, key: string, channels?: readonly string[]): Promise<readonly Handed[]>;
  /** Tags again what an older version of the rules tagged, or everything; stops after a batch once aborted. */
  retag(
    all: boolean,
    onProgress?: (progress: RetagProgress) => void,
    signal?: AbortSignal,
  ): Promise<RetagReport>;
  /** Calls `listener` with what happened, here or at another client's asking. Returns the unsubscriber. */
  onChange(listener: (news: HouseNews) => void): () => void;
  close(): Promise<void>;
};
