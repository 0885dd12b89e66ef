import { Tokenizer } from 'htmlparser2';
import { SILENT } from './silent.ts';

/** HTML has 2,231 names; more than that in the cache means that someone makes them up. */
const CACHED_NAMES_MAX = 4096;

/** What browsers make of the C1 numbers 0x80–0x9F, which hardly ever mean controls. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const REFERENCE = /&(?:#(\d{1,10})|#[xX]([0-9a-fA-F]{1,8})|([a-zA-Z][a-zA-Z0-9]{1,31}));/g;
const names = new Map<string, string | null>();

/**
 * Decodes character references once: `&amp;eacute;` gives `&eacute;`. Numbers, and all names of HTML, which
 * feeds use in XML too; only with their semicolon, so that `?a=1&copy=2` survives. Unknown names stay as they are.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named(name) ?? whole;
    return numbered(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10));
  });
}

function numbered(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] ?? '\ufffd';
  const impossible = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return impossible ? '\ufffd' : String.fromCodePoint(code);
}

function named(name: string): string | null {
  const known = names.get(name);
  if (known !== undefined) return known;
  const decoded = decodeName(name);
  if (names.size < CACHED_NAMES_MAX) names.set(name, decoded);
  return decoded;
}

/** The tokenizer carries the table of names: it is asked for one, so that the table is not bundled twice. */
function decodeName(name: string): string | null {
  const source = `&${name};`;
  let decoded = '';
  let rest = '';
  const tokenizer = new Tokenizer(
    {},
    {
      ...SILENT,
      ontextentity: code => {
        decoded += String.fromCodePoint(code);
      },
      ontext: (start, end) => {
        rest += source.slice(start, end);
      },
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  // A rest means that only a prefix was a name (`&copyright;`): the whole is not.
  return rest === '' && decoded !== '' ? decoded : null;
}
