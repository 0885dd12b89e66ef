import type { NewMail } from './mailbox-fetch.ts';

/**
 * Messages as one answer, in mbox form (mboxrd). As IMAP servers do in such files, a first message without a text
 * holds `X-IMAP: <validity> <last UID>`, and each other begins with its `X-UID`; here the time of receipt follows.
 * The text is that of `collectors/readers/mail/mbox.ts`, which reads it again.
 */
export function toMbox({ validity, nextUid, messages }: NewMail): Uint8Array {
  const parts = messages.map(({ uid, receivedAt, raw }) =>
    message([`X-UID: ${uid}`, ...(receivedAt ? [`X-Received-At: ${receivedAt}`] : [])], raw),
  );
  const head = message([`X-IMAP: ${validity} ${nextUid - 1}`, 'Subject: folder internal data', ''], null);
  return Buffer.concat([head, ...parts]);
}

const SEPARATOR = 'From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n';

function message(headers: readonly string[], raw: Uint8Array | null): Buffer {
  const head = Buffer.from(`${SEPARATOR}${headers.join('\n')}\n`, 'latin1');
  if (raw === null) return Buffer.concat([head, Buffer.from('\n')]);
  const quoted = Buffer.from(raw)
    .toString('latin1')
    .replace(/^(?=>*From )/gm, '>');
  return Buffer.concat([head, Buffer.from(quoted, 'latin1'), Buffer.from('\n\n')]);
}
