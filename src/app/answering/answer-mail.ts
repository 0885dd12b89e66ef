import PostalMime, { type Address, type Email } from 'postal-mime';
import { type Authenticity, authenticityOf } from '../../../collectors/readers/mail/authenticity.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { htmlLines } from './html-lines.ts';
import { ownLines } from './own-lines.ts';

/** A mail that may be an answer of the owner: who, to what, and her own lines. */
export type AnswerMail = {
  /** Small letters; '' when there is none. */
  readonly from: string;
  readonly to: readonly string[];
  /** With its angle brackets; '' when it has none. */
  readonly messageId: string;
  /** Message-IDs that it answers, with angle brackets. */
  readonly answers: readonly string[];
  readonly subject: string;
  readonly own: readonly string[];
  readonly authenticity: Authenticity;
  /** Sent by a machine: an absence notice, a bounce. */
  readonly isAutomatic: boolean;
};

/** An answer is short, but quotes the letter, pictures of a signature included: what is behind is quotation. */
const RAW_BYTES_MAX = 262_144;
const PARTS_MAX = 50;
const HEADER_BYTES_MAX = 65_536;
const DEPTH_MAX = 10;
const ID_MAX = 300;
const REFERENCES_MAX = 50;

/** The mail of these bytes, at most 256 KB of them; null when they are none. */
export async function readAnswerMail(raw: Uint8Array): Promise<AnswerMail | null> {
  const email = await parsed(raw);
  if (!email) return null;
  const from = addressOf(email.from);
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? '';
  return {
    from,
    to: [...(email.to ?? []), ...(email.cc ?? [])].slice(0, PARTS_MAX).map(addressOf),
    messageId: idsIn(email.messageId ?? '')[0] ?? '',
    answers: idsIn(`${header('in-reply-to')} ${header('references')}`),
    subject: cleanLine(email.subject ?? '', 500),
    own: ownWords(email),
    authenticity: authenticityOf(email.headers, from),
    isAutomatic:
      /^auto-/i.test(header('auto-submitted')) ||
      /bulk|junk|auto/i.test(header('precedence')) ||
      header('x-autoreply') !== '',
  };
}

/** The plain part where it says something of hers, else the HTML. */
function ownWords(email: Email): readonly string[] {
  const own = ownLines(email.text ?? '');
  return own.length > 0 || !email.html ? own : ownLines(htmlLines(email.html));
}

async function parsed(raw: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(bounded(raw), {
      maxNestingDepth: DEPTH_MAX,
      maxHeadersSize: HEADER_BYTES_MAX,
      maxRfc822NestingDepth: 0,
      forceRfc822Attachments: true,
    });
  } catch {
    // The parser's own limits, and whatever hostile bytes bring it to.
    return null;
  }
}

/** Cut at its length, and before the part that is one too many. */
function bounded(raw: Uint8Array): Uint8Array {
  const bytes = raw.subarray(0, RAW_BYTES_MAX);
  let parts = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1))
    if (bytes[at + 1] === 0x2d && bytes[at + 2] === 0x2d && ++parts > PARTS_MAX)
      return bytes.subarray(0, at + 1);
  return bytes;
}

function addressOf(address: Address | undefined): string {
  return cleanLine(address?.address ?? '', ID_MAX).toLowerCase();
}

function idsIn(text: string): readonly string[] {
  const ids = text.slice(0, ID_MAX * REFERENCES_MAX).match(/<[^<>\s]{1,300}>/g) ?? [];
  return ids.slice(0, REFERENCES_MAX);
}
