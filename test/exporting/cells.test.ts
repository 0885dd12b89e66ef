import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadsheetText } from '../../src/platform/exporting/cells.ts';
import { csvLine } from '../../src/platform/exporting/csv.ts';

/** What a spreadsheet takes for an order, seen as it trims: the sign after any white space. */
const ORDER = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

describe('a cell of a spreadsheet', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u00a0=1', '＝1', '|calc', '%cmd'])(
    'is only shown: %j',
    text => expect(spreadsheetText(text)).toBe(`'${text}`),
  );

  it('stays as it is where nothing could run', () => {
    expect(spreadsheetText('Belle pose : 4 = 4')).toBe('Belle pose : 4 = 4');
    expect(spreadsheetText('')).toBe('');
  });

  it('never runs, never breaks XML, never exceeds a cell, whatever comes', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '\t', ' ', '\u0000', '\ud800'), fc.string())
        .map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(any, text => {
        const cell = spreadsheetText(text);
        expect(ORDER.test(cell)).toBe(false);
        expect(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(cell)).toBe(false);
        expect(cell.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(spreadsheetText('é'.repeat(40_000))).toHaveLength(32_767);
  });

  it('keeps the rows of a CSV whole, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 6 }), cells => {
        expect(parsed(csvLine(cells, 'fr'))).toEqual(cells.map(spreadsheetText));
      }),
      { numRuns: 1_000 },
    );
    expect(csvLine([4.25, null, true], 'fr')).toBe('"4,25";;true\r\n');
    expect(csvLine([4.25, null, true], 'en')).toBe('4.25,,true\r\n');
  });
});

/** One line of a semicolon CSV, read by the rules of RFC 4180. */
function parsed(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let inQuotes = false;
  for (let at = 0; at < line.length - 2; at += 1) {
    const sign = line[at]!;
    if (inQuotes && sign === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') inQuotes = !inQuotes;
    else if (sign === ';' && !inQuotes) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

const hostile = resolve(
  process.env.VIGIE_CORPORA ?? resolve(import.meta.dirname, '../../../shared/corpora'),
  'hostile/strings.mjs',
);

describe('the hostile strings', () => {
  it('are all harmless', async context => {
    if (!existsSync(hostile)) return context.skip('skipped: corpora not found');
    const module = (await import(hostile)) as Record<string, unknown>;
    const strings = Object.values(module).flat(2).flatMap(texts);
    expect(strings.length).toBeGreaterThan(50);
    expect(strings.filter(text => ORDER.test(spreadsheetText(text)))).toEqual([]);
  });
});

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}
