import { decodeBytes } from './decode.ts';

/** A page that a browser saved in one file (.mhtml), or a plain text of it: its HTML and its address. */
export type SavedPart = { readonly html: string; readonly url: string | undefined };

/** Most parts looked at: the page itself is among the first. */
const MAX_PARTS = 200;

/** The HTML part of an .mhtml file; null: the text is none. Linear. */
export function readMhtml(text: string): SavedPart | null {
  const [head, body] = split(text);
  const type = header(head, 'content-type');
  if (
    !/^multipart\//i.test(type) ||
    !/^(?:mime-version|from|snapshot-content-location|subject|date|content-type):/im.test(head)
  )
    return null;
  const boundary = /boundary="?([^";\r\n]{1,200})/i.exec(type)?.[1];
  if (!boundary) return null;
  const location = header(head, 'snapshot-content-location') || undefined;
  let from = body.indexOf(`--${boundary}`);
  for (let part = 0; part < MAX_PARTS && from >= 0; part++) {
    const start = from + boundary.length + 2;
    const end = body.indexOf(`--${boundary}`, start);
    const html = htmlOf(body.slice(start, end < 0 ? body.length : end));
    if (html) return { html: html.html, url: html.url ?? location };
    from = end;
  }
  return null;
}

function htmlOf(part: string): SavedPart | null {
  const [head, body] = split(part.replace(/^\r?\n/, ''));
  const type = header(head, 'content-type');
  if (!/^text\/html/i.test(type)) return null;
  const bytes = decoded(body, header(head, 'content-transfer-encoding').toLowerCase());
  const html = bytes ? decodeBytes(bytes, type) : body;
  return { html, url: header(head, 'content-location') || undefined };
}

function decoded(body: string, encoding: string): Uint8Array | null {
  if (encoding === 'base64') return Uint8Array.from(Buffer.from(body, 'base64'));
  return encoding === 'quoted-printable' ? quotedPrintable(body) : null;
}

function quotedPrintable(body: string): Uint8Array {
  const text = body.replace(/=[ \t]*\r?\n/g, '');
  const source = new TextEncoder().encode(text);
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let index = 0; index < source.length; index++) {
    const code = source[index] === 0x3d ? Number.parseInt(text2(source, index + 1), 16) : Number.NaN;
    if (Number.isNaN(code)) bytes[length++] = source[index]!;
    else {
      bytes[length++] = code;
      index += 2;
    }
  }
  return bytes.subarray(0, length);
}

/** Two hexadecimal digits as text; '' when they are none. */
function text2(source: Uint8Array, at: number): string {
  const pair = String.fromCharCode(source[at] ?? 0, source[at + 1] ?? 0);
  return /^[0-9A-Fa-f]{2}$/.test(pair) ? pair : '';
}

function split(text: string): [head: string, body: string] {
  const gap = /\r?\n\r?\n/.exec(text.slice(0, 20_000));
  return gap
    ? [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)]
    : [text.slice(0, 20_000), ''];
}

/** A header's value with its folded lines joined; '' when it is not there. */
function header(head: string, name: string): string {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find(each => each.toLowerCase().startsWith(`${name}:`));
  return line ? line.slice(name.length + 1).trim() : '';
}
