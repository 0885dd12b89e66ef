import type { ImapFlow } from 'imapflow';
import { VigieError } from '../domain/errors.ts';
import { isListedSender } from '../domain/mail-senders.ts';

/** Bounds of one session, each with its reason. */
export const MAIL_BOUNDS = {
  /** A notice has some ten kilobytes; what is longer is pictures, and is cut. */
  messageBytes: 1_048_576,
  /** One pass stays what any other answer of the house may be. */
  passBytes: 10 * 1_048_576,
  /** Notices of a quarter, on the first pass of a busy hotel. */
  messages: 500,
  /** Senders in one search: servers limit how deep a question may be. */
  sendersPerSearch: 20,
  /** How far back the first pass looks. */
  firstDays: 90,
  connectMs: 10_000,
  /** Silence of a server in the middle of an answer. */
  silenceMs: 20_000,
  /** One line of an answer: a search that finds 200,000 messages. */
  lineBytes: 2_097_152,
} as const;

const DAY_MS = 86_400_000;

export type NewMailQuestion = {
  readonly folder: string;
  /** Addresses or domains (`@booking.com`), at most 100. */
  readonly senders: readonly string[];
  readonly after: { readonly uid: number; readonly validity: string } | null;
  /** Epoch milliseconds, for "the last 90 days". */
  readonly now: number;
  readonly messagesMax?: number;
  readonly bytesMax?: number;
};

export type FetchedMessage = {
  readonly uid: number;
  /** When the server took it in, null when it does not say. */
  readonly receivedAt: string | null;
  /** As sent, at most 1 MB: what is longer is cut. */
  readonly raw: Uint8Array;
};

export type NewMail = {
  readonly validity: string;
  /** The first UID that a next pass has to look at. */
  readonly nextUid: number;
  /** Oldest first. */
  readonly messages: readonly FetchedMessage[];
};

/**
 * New messages of the listed senders: the server searches, their envelopes are compared, only then is one opened.
 * Nothing is marked read. A folder that was made anew (UIDVALIDITY) is read like at first.
 */
export async function fetchNew(client: ImapFlow, question: NewMailQuestion): Promise<NewMail> {
  const lock = await client.getMailboxLock(question.folder, { readOnly: true });
  try {
    const { mailbox } = client;
    if (!mailbox) throw new VigieError('SourceUnreachable', { reason: 'protocol', detail: 'no folder' });
    const validity = String(mailbox.uidValidity);
    const after = question.after?.validity === validity ? question.after.uid : null;
    const messagesMax = Math.min(question.messagesMax ?? MAIL_BOUNDS.messages, MAIL_BOUNDS.messages);
    const found = await searched(client, question, after);
    const asked = found.slice(0, messagesMax);
    const { messages, lastUid } = await opened(client, asked, question);
    // Whole: everything that stands there now was looked at. Cut short: the next pass goes on behind the last one.
    const whole = found.length === asked.length && (asked.length === 0 || lastUid === asked.at(-1));
    const behind = lastUid === null ? (after ?? 1) : lastUid + 1;
    return { validity, nextUid: whole ? Math.max(mailbox.uidNext, behind, after ?? 1) : behind, messages };
  } finally {
    lock.release();
  }
}

/** UIDs of the messages whose From holds one of the senders, ascending. */
async function searched(
  client: ImapFlow,
  { senders, now }: NewMailQuestion,
  after: number | null,
): Promise<number[]> {
  const range =
    after === null ? { since: new Date(now - MAIL_BOUNDS.firstDays * DAY_MS) } : { uid: `${after}:*` };
  const uids = new Set<number>();
  for (let start = 0; start < senders.length; start += MAIL_BOUNDS.sendersPerSearch) {
    const [first, ...others] = senders.slice(start, start + MAIL_BOUNDS.sendersPerSearch).map(fromOf);
    if (!first) break;
    const from = others.length === 0 ? first : { or: [first, ...others] };
    const found = await client.search({ ...range, ...from }, { uid: true });
    // `5:*` names the last message even when its UID is smaller.
    for (const uid of found || []) if (uid >= (after ?? 1)) uids.add(uid);
  }
  return [...uids].sort((a, b) => a - b);
}

function fromOf(sender: string): { from: string } {
  return { from: sender.startsWith('@') ? sender.slice(1) : sender };
}

/** A search finds a name anywhere in a From ("booking.com" <x@elsewhere>): the envelope decides before the text. */
async function opened(
  client: ImapFlow,
  uids: readonly number[],
  { senders, bytesMax }: NewMailQuestion,
): Promise<{ messages: FetchedMessage[]; lastUid: number | null }> {
  const messages: FetchedMessage[] = [];
  let lastUid: number | null = null;
  if (uids.length === 0) return { messages, lastUid };
  const limit = Math.min(bytesMax ?? MAIL_BOUNDS.passBytes, MAIL_BOUNDS.passBytes);
  const heads = await client.fetchAll(
    [...uids],
    { uid: true, envelope: true, size: true, internalDate: true },
    { uid: true },
  );
  let bytes = 0;
  for (const head of heads.toSorted((a, b) => a.uid - b.uid)) {
    const from = head.envelope?.from?.[0]?.address ?? '';
    if (isListedSender(from, senders)) {
      if (bytes + Math.min(head.size ?? 0, MAIL_BOUNDS.messageBytes) > limit && messages.length > 0) break;
      const query = { uid: true, source: { start: 0, maxLength: MAIL_BOUNDS.messageBytes } };
      const message = await client.fetchOne(String(head.uid), query, { uid: true });
      const source = message ? message.source : undefined;
      if (source) {
        bytes += source.length;
        const { uid, internalDate } = head;
        messages.push({ uid, receivedAt: instantOf(internalDate), raw: source });
      }
    }
    lastUid = head.uid;
  }
  // Messages that went away meanwhile have no head; they were looked at all the same.
  if (heads.length < uids.length && lastUid === heads.at(-1)?.uid) lastUid = uids.at(-1) ?? lastUid;
  return { messages, lastUid };
}

function instantOf(date: Date | string | undefined): string | null {
  const ms = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
