/**
 * The one way to compare French and English words: lower case, no accents, typographic apostrophes as ',
 * œ → oe, hyphens, dashes and odd spaces → a space. Everything else is left as it is, line ends included.
 * Idempotent and linear; positions are kept but for the few characters listed by `foldWithOffsets`.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return SPECIAL.test(lower) ? lower.replace(SPECIAL_ALL, foldedUnit) : lower;
}

/** `offsets[i]` is the place in `text` of the folded unit `i` (one more entry at the end); null: the same places. */
export type Folded = { readonly folded: string; readonly offsets: Uint32Array | null };

/** As `fold`, with the way back to the text, for reasons that point into it. */
export function foldWithOffsets(text: string): Folded {
  const folded = fold(text);
  if (folded.length === text.length && !SHRINKING.test(text)) return { folded, offsets: null };
  // At most three units come out of one (ﬃ), so this is enough for any text.
  const offsets = new Uint32Array(text.length * 3 + 1);
  let out = '';
  for (let index = 0; index < text.length; index += 1) {
    const unit = fold(text.charAt(index));
    for (let copy = 0; copy < unit.length; copy += 1) offsets[out.length + copy] = index;
    out += unit;
  }
  offsets[out.length] = text.length;
  return { folded: out, offsets: offsets.subarray(0, out.length + 1) };
}

/** The place in the text of a place in its folded form. */
export function unfoldedAt(map: Folded, at: number): number {
  return map.offsets ? (map.offsets[at] ?? map.offsets[map.offsets.length - 1] ?? 0) : at;
}

const SPECIAL = /[^\x00-\x7f]|-/;
const SPECIAL_ALL = /[^\x00-\x7f]|-/g;
/** Units that fold to nothing: without one, equal lengths mean equal places. */
const SHRINKING = /\u00ad|[\u0300-\u036f]|[\u200b-\u200f]|\u2060|\ufeff/;

/** What NFKD does not do for us: letters that are two, apostrophes, and the spaces and dashes between words. */
const OWN: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  '-': ' ',
  '\u00a0': ' ',
  '\u00ad': '',
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u2032': "'",
  '\u00b4': "'",
  '\u202f': ' ',
  '\u2060': '',
  '\ufeff': '',
};

const cache = new Map<string, string>();

function foldedUnit(unit: string): string {
  let folded = cache.get(unit);
  if (folded === undefined) {
    folded = OWN[unit] ?? computedUnit(unit);
    cache.set(unit, folded);
  }
  return folded;
}

function computedUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return unit;
  if ((code >= 0x2010 && code <= 0x2015) || (code >= 0x2000 && code <= 0x200a) || code === 0x2212) return ' ';
  if (code >= 0x200b && code <= 0x200f) return '';
  if (code >= 0x0300 && code <= 0x036f) return '';
  // Latin letters lose their accents, ligatures and full-width forms become plain; other scripts stay.
  if (
    code < 0x250 ||
    (code >= 0x1e00 && code < 0x1f00) ||
    (code >= 0xfb00 && code <= 0xfb06) ||
    code >= 0xff01
  )
    return unit
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replaceAll('-', ' ');
  return unit;
}
