import type { Email } from 'postal-mime';
import { type Authenticity, authenticityOf } from '../../../collectors/readers/mail/authenticity.ts';
import { addressOf, parsedMail } from '../../../collectors/readers/mail/parsed-mail.ts';
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
/** A mail to herself names one or two. */
const RECIPIENTS_MAX = 50;
const ID_LENGTH_MAX = 300;
/** A thread of years. */
const REFERENCES_MAX = 50;

/** The mail of these bytes, at most 256 KB of them; null when they are none. */
export async function readAnswerMail(raw: Uint8Array): Promise<AnswerMail | null> {
  const email = await parsedMail(raw, RAW_BYTES_MAX);
  if (!email) return null;
  const from = addressOf(email.from);
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? '';
  return {
    from,
    to: [...(email.to ?? []), ...(email.cc ?? [])].slice(0, RECIPIENTS_MAX).map(addressOf),
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

function idsIn(text: string): readonly string[] {
  const ids = text.slice(0, ID_LENGTH_MAX * REFERENCES_MAX).match(/<[^<>\s]{1,300}>/g) ?? [];
  return ids.slice(0, REFERENCES_MAX);
}
