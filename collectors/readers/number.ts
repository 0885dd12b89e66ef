/** Longest run of characters looked at: numbers of pages are shorter, and the expressions stay linear. */
const MAX_LENGTH = 200;

const NUMBER = /[-−]?\d[\d.,'’ \u00A0\u202F]*/;

/**
 * The first number of a text as a rating or a small figure: a lone comma or point is the decimal one.
 * `4,6`, `4.6/5`, `Note : 4,0 sur 5`, `1 234,5`. Null: no number.
 */
export function readDecimal(text: string | undefined): number | null {
  return numberFrom(text, false);
}

/**
 * The first number of a text as an amount of money or a count: a lone separator before exactly three digits
 * groups thousands. `1 299,00 €`, `1,299.00`, `1.299`, `12 avis`. Null: no number.
 */
export function readAmount(text: string | undefined): number | null {
  return numberFrom(text, true);
}

/** A whole number of things, at least 0. Null: none said. */
export function readCount(text: string | undefined): number | null {
  const amount = readAmount(text);
  if (amount === null || amount < 0 || amount > Number.MAX_SAFE_INTEGER) return null;
  const thousands = /\d\s?k\b/i.test(text!.slice(0, MAX_LENGTH));
  return Math.round(thousands ? (readDecimal(text) ?? amount) * 1000 : amount);
}

function numberFrom(text: string | undefined, grouped: boolean): number | null {
  if (text === undefined) return null;
  const found = NUMBER.exec(text.slice(0, MAX_LENGTH))?.[0];
  if (!found) return null;
  const negative = /^[-−]/.test(found);
  const digits = found.replace(/[-−'’ \u00A0\u202F]/g, '').replace(/[.,]+$/, '');
  const value = Number(plain(digits, grouped));
  return Number.isFinite(value) ? (negative ? -value : value) : null;
}

/** With a point as the only separator left. */
function plain(digits: string, grouped: boolean): string {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  const last = Math.max(comma, point);
  if (last < 0) return digits;
  const mark = digits[last]!;
  const both = comma >= 0 && point >= 0;
  const repeated = digits.indexOf(mark) !== last;
  const groups =
    repeated || (grouped && !both && digits.length - last - 1 === 3 && last <= 3 && !/^0/.test(digits));
  if (groups && !both) return digits.replaceAll(mark, '');
  const whole = digits.slice(0, last).replace(/[.,]/g, '');
  return groups ? digits.replace(/[.,]/g, '') : `${whole}.${digits.slice(last + 1)}`;
}
