/**
 * Reads JSON as people paste it into pages: raw control characters inside strings, `//` and block comments,
 * trailing or doubled commas, an HTML comment or CDATA around the whole, a semicolon behind it, quotes that
 * nobody escaped, values left out or written `4,5`, several documents one after the other. Linear in its length. Returns undefined where even that gives no JSON.
 */
export function parseLenientJson(text: string): unknown {
  const bare = withoutFirstComments(text);
  return (
    parsed(bare) ??
    parsed(cleaned(bare, strictStringEnd)) ??
    parsed(cleaned(repaired(bare), looseStringEnd)) ??
    several(cleaned(repaired(bare), strictStringEnd))
  );
}

/** Documents one after the other, as a list. */
function several(text: string): unknown {
  return text.includes('}{') ? parsed(`[${text.replaceAll('}{', '},{')}]`) : undefined;
}

/** What templates leave in JSON when they are filled: escaped quotes, local decimals, empty values. */
function repaired(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replace(/(:\s{0,20}\d{1,9}),(\d{1,9}\s{0,20}[,}])/g, '$1.$2')
    .replace(/:\s{0,20}(?:undefined|NaN)?\s{0,20}([,}])/g, ':null$1');
}

/** Whole HTML comments before the JSON hold words; one that goes on around the JSON is left to `cleaned`. */
function withoutFirstComments(text: string): string {
  let rest = text.trim();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->');
    const json = rest.search(/[{[]/);
    if (end < 0 || (json >= 0 && json < end)) return rest;
    rest = rest.slice(end + 3).trim();
  }
  return rest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PUNCTUATION = new Set(['{', '[', ':']);

/** The same text with only JSON's own characters, and control characters in strings escaped. */
function cleaned(text: string, stringEnd: (text: string, start: number) => number): string {
  const out: string[] = [];
  let index = 0;
  while (index < text.length) {
    const char = text[index]!;
    const skipped = noiseLength(text, index);
    if (skipped > 0) {
      index += skipped;
      continue;
    }
    if (char === '"') {
      const end = stringEnd(text, index);
      out.push(escapedControls(text.slice(index, end)));
      index = end;
      continue;
    }
    if (char === '}' || char === ']') dropLast(out, ',', 1);
    // `>` outside a string only ends a comment (`-->`) or CDATA (`]]>`): its marks were taken for JSON.
    if (char === '>') {
      dropLast(out, '-', 2);
      dropLast(out, ']', 2);
    } else if (char !== ',' || !(PUNCTUATION.has(out.at(-1) ?? '[') || out.at(-1) === ',')) {
      out.push(char);
    }
    index++;
  }
  return out.join('');
}

/** How many characters from here mean nothing: white space, a comment, the start of CDATA, a semicolon. */
function noiseLength(text: string, index: number): number {
  const char = text[index]!;
  if (char <= ' ' || char === ';' || char === '\u007F' || char === '\uFEFF' || char === '\u00A0') return 1;
  if (char === '<') {
    if (text.startsWith('<!--', index)) return 4;
    return text.startsWith('<![CDATA[', index) ? 9 : 1;
  }
  if (char !== '/') return 0;
  const next = text[index + 1];
  if (next !== '/' && next !== '*') return 1;
  // `//<![CDATA[ {` keeps the JSON on the comment's own line.
  if (next === '/' && /^\s{0,4}<!/.test(text.slice(index + 2, index + 9))) return 2;
  const end = text.indexOf(next === '*' ? '*/' : '\n', index + 2);
  return end < 0 ? text.length - index : end + (next === '*' ? 2 : 1) - index;
}

function dropLast(out: string[], mark: string, times: number): void {
  for (let each = 0; each < times && out.at(-1) === mark; each++) out.pop();
}

function strictStringEnd(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const char = text[index];
    if (char === '\\') index += 2;
    else if (char === '"') return index + 1;
    else index++;
  }
  return text.length;
}

/** A quote that nothing of JSON follows is part of the string: `"dit "parfait" hier"`. */
function looseStringEnd(text: string, start: number): number {
  let end = strictStringEnd(text, start);
  while (end < text.length) {
    let next = end;
    while (next < text.length && text[next]! <= ' ') next++;
    if (next >= text.length || ',:}]/<'.includes(text[next]!)) return end;
    end = strictStringEnd(text, end);
  }
  return end;
}

/** Control characters escaped, and quotes inside a loose string too. */
function escapedControls(literal: string): string {
  const inside = literal
    .slice(1, -1)
    .replace(/(\\.)|"/gs, (quote, pair: string | undefined) => pair ?? `\\${quote}`);
  return `"${inside.replace(
    /[\u0000-\u001F]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;
}
