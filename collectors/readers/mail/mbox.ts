/** One message of an mbox file, as sent. */
export type MboxMessage = {
  readonly uid: number | null;
  readonly receivedAt: string | null;
  readonly raw: Uint8Array;
};

export type Mbox = {
  /** What the folder was when it was read: `X-IMAP: <validity> <last UID looked at>`. */
  readonly validity: string;
  readonly lastUid: number;
  readonly messages: readonly MboxMessage[];
};

/** More than the app ever puts into one answer. */
const MESSAGES_MAX = 1_000;
const SEPARATOR = /^From [^\n]{0,200}\r?\n/gm;

/** The messages of an mbox file (mboxrd) that begins with its folder's `X-IMAP`; null when it is none. Linear. */
export function readMbox(bytes: Uint8Array): Mbox | null {
  // Bytes stay bytes: each message says itself which charset it is in.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const folder = /^From [^\n]{0,200}\r?\nX-IMAP: (\d{1,20}) (\d{1,10})\r?\n/.exec(text);
  if (!folder) return null;
  const starts = [...text.matchAll(SEPARATOR)].slice(1, MESSAGES_MAX + 1);
  const messages = starts.map((start, index) =>
    messageOf(text.slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length)),
  );
  return { validity: folder[1]!, lastUid: Number(folder[2]), messages };
}

/** Only the first lines are the app's own: what a sender writes under the same names stands below. */
function messageOf(part: string): MboxMessage {
  const own = /^(?:X-UID: (\d{1,10})\r?\n)?(?:X-Received-At: ([\dT:.Z-]{1,30})\r?\n)?/.exec(part)!;
  const raw = part
    .slice(own[0].length)
    .replace(/\r?\n$/, '')
    .replace(/^>(>*From )/gm, '$1');
  return {
    uid: own[1] === undefined ? null : Number(own[1]),
    receivedAt: own[2] ?? null,
    raw: new Uint8Array(Buffer.from(raw, 'latin1')),
  };
}
