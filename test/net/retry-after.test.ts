import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RETRY_AFTER_MS_MAX, retryAfterMs } from '../../src/platform/net/retry-after.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

it('reads seconds and dates, and bounds both', () => {
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs(' 0 ', now)).toBe(0);
  expect(retryAfterMs('Tue, 10 Mar 2026 12:05:00 GMT', now)).toBe(300_000);
  expect(retryAfterMs('Tue, 10 Mar 2020 12:05:00 GMT', now)).toBe(0);
  expect(retryAfterMs('999999999', now)).toBe(RETRY_AFTER_MS_MAX);
  expect(retryAfterMs('Thu, 01 Jan 2099 00:00:00 GMT', now)).toBe(RETRY_AFTER_MS_MAX);
});

it('ignores what is neither', () => {
  for (const header of [undefined, '', '-1', '-1, NaN', '1.5', '1e9', 'soon', '2026-03-10', '5, 10'])
    expect(retryAfterMs(header, now)).toBeNull();
});

it('never leaves its bounds', () => {
  fc.assert(
    fc.property(fc.string(), header => {
      const ms = retryAfterMs(header, now);
      expect(ms === null || (ms >= 0 && ms <= RETRY_AFTER_MS_MAX)).toBe(true);
    }),
  );
});
