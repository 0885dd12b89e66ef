import type { z } from 'zod';
import type { SecretId } from './collector.ts';
import type { ErrorCode, ErrorParams } from './errors.ts';

/** What leaves the house, already in the owner's words. Each channel takes the form that it can carry. */
export type Message = {
  /** `test`: the owner asked to see that this channel works. */
  readonly kind: 'alert' | 'letter' | 'test';
  /** At most 60 characters. */
  readonly subject: string;
  /** One sentence, at most 200 characters: desktop, telephone. */
  readonly summary: string;
  /** The whole, plain text, lines of any length. */
  readonly text: string;
  /** The whole as a mail-safe document with no remote resource; null: the text alone. */
  readonly html: string | null;
  /** Where the thing itself can be read, http(s); null: nowhere that a telephone could open. */
  readonly link: string | null;
  /** For the mail form: answers come back to it, and `List-Unsubscribe` works by reply. */
  readonly replyTo?: string;
  /** Remarks that a letter names as something to do, in their order: what an answer by number means. */
  readonly offered?: readonly string[];
};

/** Stored with the delivery: what the other side said, at most 500 characters, no secret. */
export type Receipt = { readonly id: string | null; readonly said: string };

/**
 * What became of one message on one channel. `failed`: surely not taken, a later try may work. `refused`: the
 * owner must mend something. `unknown`: sent, but no answer came; a later try may repeat it, with the same key.
 */
export type Handed = {
  /** Id of the channel, as the settings name it. */
  readonly channel: string;
  readonly status: 'sent' | 'failed' | 'refused' | 'unknown';
  readonly receipt: Receipt | null;
  readonly error: { readonly code: ErrorCode; readonly params: ErrorParams } | null;
};

/** What a channel is given besides the message: the world's edges, all passed in. */
export type Sending = {
  /** Value of a secret, or null when it is not known. */
  readonly secret: (id: SecretId) => Promise<string | null>;
  /** The one door to the web, bounded and guarded (webhook, ntfy). */
  readonly post: (request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }) => Promise<{ readonly status: number; readonly text: string }>;
  /** A mark over these words that only this installation can make, hex: an answer that bears it is one to us. */
  readonly seal: (words: string) => string;
  /** The firm's mailbox as the settings name it; null: none. */
  readonly mailbox: { readonly address: string; readonly imap: string; readonly user: string } | null;
  /** `host:port` that may be private, and names connected elsewhere: as settings `network`. */
  readonly network: {
    readonly allowPrivate: readonly string[];
    readonly connectTo: Readonly<Record<string, string>>;
  };
  readonly signal: AbortSignal;
};

/**
 * One way out. `send` resolves once the other side has taken the message. The key is the same at each try of one
 * message, so that the other side can know a repetition (Message-ID, Idempotency-Key).
 */
export type Channel<S = unknown> = {
  readonly id: string;
  readonly title: { readonly fr: string; readonly en: string };
  /** The channel's own options, beside `channel:`. */
  readonly options: z.ZodType<S>;
  readonly secrets?: readonly SecretId[];
  /**
   * @throws VigieError DeliveryFailed (a later try may work; `ambiguous: 1` in its params when the other side may
   *   have taken the message all the same), DeliveryRefused (the owner must mend something: password, address)
   */
  send(message: Message, key: string, options: S, sending: Sending): Promise<Receipt>;
};
