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

/** What a code means, or null: not signed here, altered, cut, or older than 45 days. Whether it was used is the store's. */
export function readCode(signer: Signer, code: string, today: LocalDay): CodeMeaning | null {
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
  const letter = addDays(EPOCH, said.readUInt16BE(1));
  if (verb === undefined || daysBetween(letter, today) > CODE_DAYS_MAX) return null;
  return { verb, letter, mentionId: said.readBigInt64BE(3).toString() };
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
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const whole = bits.padEnd(CODE_LETTERS * 5, '0');
  return whole.replace(/.{5}/g, five => LETTERS[Number.parseInt(five, 2)] ?? '');
}

/** null for a letter that is none, another length, or bits behind the last byte that are not zero. */
function bytesOf(text: string): Buffer | null {
  if (text.length !== CODE_LETTERS) return null;
  const values = [...text].map(letter => LETTERS.indexOf(letter));
  if (values.includes(-1)) return null;
  const bits = values.map(value => value.toString(2).padStart(5, '0')).join('');
  if (/1/.test(bits.slice(CODE_BYTES * 8))) return null;
  return Buffer.from(
    (bits.slice(0, CODE_BYTES * 8).match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)),
  );
}
