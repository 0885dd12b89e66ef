/** What any answer is bounded to before it comes here; a second guard, so that no caller can forget. */
const BYTES_MAX = 10_000_000;

/** An XML declaration or an HTML meta stands at the top, or it is not honoured by anybody. */
const DECLARATION_BYTES = 4096;

/** Broken sequences per good one above which text that is no valid UTF-8 is taken for Windows-1252. */
const BROKEN_SHARE_MAX = 0.1;

/** Labels whose bytes always decode: valid multi-byte UTF-8 under one of them is UTF-8 wrongly labelled. */
const SINGLE_BYTE = /^(?:iso-?8859|windows-?125|latin|l[1-9]$|cp125|us-ascii|ascii|x-mac|macintosh|koi8)/;
const WIDE = /^(?:u(?:tf)?[-_ ]?(?:16|32)|ucs|iso-10646-ucs|csucs|csunicode)/;

/**
 * Bytes to text, whatever they claim: byte-order mark, then the width that the first bytes betray (UTF-16, UTF-32),
 * then the header's charset, the XML declaration or HTML meta, UTF-8, Windows-1252 – the first under which the
 * bytes are valid. Never throws; what nothing explains becomes U+FFFD.
 *
 * @param contentType The header with its charset; '' when unknown.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string): string {
  const bounded = bytes.length > BYTES_MAX ? bytes.subarray(0, BYTES_MAX) : bytes;
  const wide = wideEncoding(bounded);
  if (wide === 'utf-32be' || wide === 'utf-32le') return decodeUtf32(bounded, wide === 'utf-32le');
  if (wide) return withoutMark(new TextDecoder(wide).decode(bounded));
  const utf8 = decodeStrictly(bounded, 'utf-8');
  for (const label of [charsetOf(contentType), declaredCharset(bounded)]) {
    if (label === null || WIDE.test(label)) continue;
    if (utf8 !== null && (SINGLE_BYTE.test(label) || label.startsWith('utf'))) return withoutMark(utf8);
    // ASCII says nothing about bytes above 127: the next label may.
    if (/^(?:us-?)?ascii$/.test(label)) continue;
    const text = decodeStrictly(bounded, label);
    if (text !== null) return withoutMark(text);
  }
  return withoutMark(utf8 ?? decodeBroken(bounded));
}

/** From the byte-order mark, or from where the zeros stand around a first ASCII character. */
function wideEncoding(bytes: Uint8Array): string | null {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return null;
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0 && b === 0 && c === 0 && d > 0) return 'utf-32be';
  if (a > 0 && b === 0 && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b > 0 && c === 0 && d > 0) return 'utf-16be';
  if (a > 0 && b === 0 && c > 0 && d === 0) return 'utf-16le';
  return null;
}

function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Unknown label, or bytes that are not valid under it.
    return null;
  }
}

/** Mostly valid UTF-8 with a few broken bytes stays UTF-8; otherwise Windows-1252, the commonest other one. */
function decodeBroken(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  let broken = 0;
  let good = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) good += 1;
  }
  return broken <= good * BROKEN_SHARE_MAX ? text : new TextDecoder('windows-1252').decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    text += code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  }
  return withoutMark(text);
}

function charsetOf(contentType: string): string | null {
  const found = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType.slice(0, 500));
  return found?.[1]?.toLowerCase() ?? null;
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_BYTES));
  const xml = /<\?xml\s[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head);
  const found = xml ?? /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head);
  return found?.[1]?.toLowerCase() ?? null;
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
