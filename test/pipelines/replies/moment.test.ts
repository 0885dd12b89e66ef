import { describe, expect, it } from 'vitest';
import { shownFrom } from '../../../pipelines/replies/moment.ts';

const from = (published: string, now: string) => shownFrom(published, now, 'Europe/Paris');

describe('when a draft is shown', () => {
  it('at once by day, an hour after the review at the earliest', () => {
    expect(from('2026-07-09T06:00:00.000Z', '2026-07-09T10:00:00.000Z')).toBeNull();
    expect(from('2026-07-09T09:30:00.000Z', '2026-07-09T10:00:00.000Z')).toBe('2026-07-09T10:30:00.000Z');
  });

  it('in the morning when it is night, in her own zone', () => {
    expect(from('2026-07-09T06:00:00.000Z', '2026-07-09T18:59:00.000Z')).toBeNull();
    expect(from('2026-07-09T06:00:00.000Z', '2026-07-09T19:00:00.000Z')).toBe('2026-07-10T05:00:00.000Z');
    expect(from('2026-07-09T06:00:00.000Z', '2026-07-10T04:59:00.000Z')).toBe('2026-07-10T05:00:00.000Z');
    expect(from('2026-07-09T06:00:00.000Z', '2026-07-10T05:00:00.000Z')).toBeNull();
  });

  it('in the morning too when its hour of patience ends at night', () => {
    expect(from('2026-07-09T18:30:00.000Z', '2026-07-09T18:40:00.000Z')).toBe('2026-07-10T05:00:00.000Z');
  });

  it('at 7 h by the clock on both nights that change it', () => {
    expect(from('2026-03-28T10:00:00.000Z', '2026-03-28T22:00:00.000Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(from('2026-10-24T10:00:00.000Z', '2026-10-24T21:00:00.000Z')).toBe('2026-10-25T06:00:00.000Z');
  });
});
