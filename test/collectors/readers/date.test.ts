import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readDate } from '../../../collectors/readers/date.ts';

const PARIS = { zone: 'Europe/Paris' };

const UTC: readonly (readonly [written: string, instant: string | null])[] = [
  ['2003-12-31T10:14:55Z', '2003-12-31T10:14:55.000Z'],
  ['2003', '2003-01-01T00:00:00.000Z'],
  ['2003-12', '2003-12-01T00:00:00.000Z'],
  ['20031231', '2003-12-31T00:00:00.000Z'],
  ['2003-335', '2003-12-01T00:00:00.000Z'],
  ['2003-W01-3', '2003-01-01T00:00:00.000Z'],
  ['2003-12-31T10:14:55.123+02:00', '2003-12-31T08:14:55.123Z'],
  ['2003-12-31T24:00:00Z', '2004-01-01T00:00:00.000Z'],
  ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21.000Z'],
  ['Thu, 01 Jan 2004 19:48:21 EST', '2004-01-02T00:48:21.000Z'],
  ['Thu, 1 Jan 04 19:48 +0100 (CET)', '2004-01-01T18:48:00.000Z'],
  ['Thu Jan  1 19:48:21 2004', '2004-01-01T19:48:21.000Z'],
  ['Seg, 24 Set 2018 19:22:00 -0300', '2018-09-24T22:22:00.000Z'],
  ['10-Mar-2026 12:00:00', '2026-03-10T12:00:00.000Z'],
  ['March 12, 2025 2:30 PM', '2025-03-12T14:30:00.000Z'],
  ['5 pm on 3 March 2024', '2024-03-03T17:00:00.000Z'],
  ['Tue, 10 Mar 2026 12:00:00 XYZ', '2026-03-10T12:00:00.000Z'],
  ['1700000000', '2023-11-14T22:13:20.000Z'],
  ['12/31/2025', '2025-12-31T00:00:00.000Z'],
  ['30 Feb 2025', null],
  ['0000-00-00', null],
  ['Sat, 13 Sep 275761 00:00:00 GMT', null],
  ['yesterday', null],
  ['10:14', null],
  ['1e99', null],
  ['mardi 5', null],
  ['', null],
];

const FRENCH: readonly (readonly [written: string, instant: string])[] = [
  ['12/02/2025', '2025-02-11T23:00:00.000Z'],
  ['12/02/2025 14:30', '2025-02-12T13:30:00.000Z'],
  ['12.07.25 à 14h', '2025-07-12T12:00:00.000Z'],
  ['lundi 1er février 2025 à 14 h 30', '2025-02-01T13:30:00.000Z'],
  ['Mardi 4 mars 2025', '2025-03-03T23:00:00.000Z'],
  ['mercredi 12 août 2026, 9h05', '2026-08-12T07:05:00.000Z'],
  ['mars 2025', '2025-02-28T23:00:00.000Z'],
  ['Posté le 3 janv. 2025 à 10:05', '2025-01-03T09:05:00.000Z'],
  ['12 févr. 2025 10:00:05 UTC+2', '2025-02-12T08:00:05.000Z'],
  // The hour that an autumn night has twice is the first one; the one that spring lacks is an hour later.
  ['2025-10-26T02:30:00', '2025-10-26T00:30:00.000Z'],
  ['2025-03-30T02:30:00', '2025-03-30T01:30:00.000Z'],
];

const home = process.env['TZ'];
afterEach(() => {
  if (home === undefined) delete process.env['TZ'];
  else process.env['TZ'] = home;
});

describe.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])('dates on a machine in %s', machine => {
  it.each(UTC)('%j', (written, instant) => {
    process.env['TZ'] = machine;
    expect(readDate(written)).toBe(instant);
  });

  it.each(FRENCH)('%j in Paris', (written, instant) => {
    process.env['TZ'] = machine;
    expect(readDate(written, PARIS)).toBe(instant);
  });
});

describe('dates', () => {
  it('reads month first where asked', () => {
    expect(readDate('12/02/2025', { dayFirst: false })).toBe('2025-12-02T00:00:00.000Z');
  });

  it('reads back what machines write', () => {
    const instant = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2150-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, date => {
        expect(readDate(date.toISOString())).toBe(date.toISOString());
        expect(readDate(date.toUTCString())).toBe(`${date.toISOString().slice(0, 19)}.000Z`);
      }),
      { numRuns: 300, seed: 1807 },
    );
  });

  it('never throws, and gives an instant or null', () => {
    const piece = fc.oneof(
      fc.constantFrom('12', '/', '-', ':', 'h', ' mars ', '2025', 'pm', '+02:00', 'T', 'W', '.', ','),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const read = readDate(pieces.join(''), PARIS);
        if (read !== null) expect(new Date(read).toISOString()).toBe(read);
      }),
      { numRuns: 1000, seed: 1807 },
    );
  });
});
