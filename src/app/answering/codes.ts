import { createHmac, timingSafeEqual } from 'node:crypto';
import { addDays, daysBetween, type LocalDay } from '../../domain/time.ts';

/** What one mail to herself may say; all of it can be undone. */
export const CODE_VERBS = ['done', 'later', 'not-us'] as const;
export type CodeVerb = (typeof CODE_VERBS)[number];

/** What a code stands for: a remark, what is said of it, and the first day that its letter tells of. */
export type CodeMeaning = {
  readonly mentionId: string;
  readonly verb: CodeVerb;
  readonly letter: LocalDay;
};

export type Signer = {
  readonly key: Uint8Array;
  /** A code of one firm means nothing to another. */
  readonly brandId: string;
};

/** Six weeks: a letter read after the holidays still works, an old mailbox that leaks does not. */
export const CODE_DAYS_MAX = 45;
/** 88 bits: nobody guesses one by sending mails. */
const MAC_BYTES = 11;
/** verb, days since 1970 (2), mention id (8). */
const MEANING_BYTES = 11;
const CODE_BYTES = MEANING_BYTES + MAC_BYTES;
/** 22 bytes in letters of five bits, in three groups of twelve. */
const CODE_LETTERS = 36;
const EPOCH = '1970-01-01';
/** Crockford's letters: none is taken for another, and case does not matter. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const WRITTEN = /(?<![0-9a-z-])vigie-([0-9a-z]{12})-([0-9a-z]{12})-([0-9a-z]{12})(?![0-9a-z-])/gi;

/** `vigie-…-…-…`: the meaning in the open, and HMAC-SHA256 over it, so that only this installation can write one. */
export function signedCode(signer: Signer, meaning: CodeMeaning): string {
  const bytes = meaningBytes(meaning);
  const text = lettersOf(Buffer.concat([bytes, macOf(signer, bytes)]));
  return `vigie-${text.slice(0, 12)}-${text.slice(12, 24)}-${text.slice(24)}`;
}

/** Every code that a text holds, in one spelling, each once. */
export function codesIn(text: string): readonly string[] {
  const found = [...text.matchAll(WRITTEN)].map(([, ...groups]) => `vigie-${groups.join('-')}`.toLowerCase());
  return [...new Set(found)];
}

/** What a code means, or null: not signed here, altered or cut. Whether it was used is the store's to say. */
export function readCode(signer: Signer, code: string): CodeMeaning | null {
  const bytes = bytesOf(
    code
      .toLowerCase()
      .replace(/^vigie-/, '')
      .replaceAll('-', ''),
  );
  if (bytes === null) return null;
  const said = bytes.subarray(0, MEANING_BYTES);
  if (!timingSafeEqual(bytes.subarray(MEANING_BYTES), macOf(signer, said))) return null;
  const verb = CODE_VERBS[said.readUInt8(0) - 1];
  if (verb === undefined) return null;
  const letter = addDays(EPOCH, said.readUInt16BE(1));
  return { verb, letter, mentionId: said.readBigInt64BE(3).toString() };
}

/** A code lasts 45 days from the first day that its letter tells of. */
export function isFresh({ letter }: CodeMeaning, today: LocalDay): boolean {
  return daysBetween(letter, today) <= CODE_DAYS_MAX;
}

function meaningBytes({ verb, letter, mentionId }: CodeMeaning): Buffer {
  const bytes = Buffer.alloc(MEANING_BYTES);
  bytes.writeUInt8(CODE_VERBS.indexOf(verb) + 1, 0);
  bytes.writeUInt16BE(daysBetween(EPOCH, letter), 1);
  bytes.writeBigInt64BE(BigInt(mentionId), 3);
  return bytes;
}

function macOf({ key, brandId }: Signer, meaning: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update('vigie letter\u0000').update(`${brandId}\u0000`);
  return mac.update(meaning).digest().subarray(0, MAC_BYTES);
}

function lettersOf(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += LETTERS[(held >> (bits - 5)) & 31];
    held &= 0xff;
  }
  return text + LETTERS[(held << (5 - bits)) & 31];
}

/** null for a letter that is none, another length, or bits behind the last byte that are not zero. */
function bytesOf(text: string): Buffer | null {
  if (text.length !== CODE_LETTERS) return null;
  const bytes = Buffer.alloc(CODE_BYTES);
  let at = 0;
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8 || at === CODE_BYTES) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
}
