import { expect, test } from 'vitest';
import { addDays, localDay, startOfDay } from '../../src/domain/time.ts';

test.each([
  ['Europe/Paris', '2026-07-20', '2026-07-19T22:00:00.000Z'],
  ['Europe/Paris', '2026-01-05', '2026-01-04T23:00:00.000Z'],
  ['UTC', '2026-07-20', '2026-07-20T00:00:00.000Z'],
  ['America/Los_Angeles', '2026-07-20', '2026-07-20T07:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-07-20', '2026-07-19T10:00:00.000Z'],
  ['Pacific/Pago_Pago', '2026-07-20', '2026-07-20T11:00:00.000Z'],
  ['Asia/Kathmandu', '2026-07-20', '2026-07-19T18:15:00.000Z'],
  // There it is one o'clock right after 23:59 that night.
  ['America/Santiago', '2024-09-08', '2024-09-08T04:00:00.000Z'],
])('in %s the day %s begins at %s', (timezone, day, instant) => {
  expect(startOfDay(day, timezone)).toBe(instant);
  expect(localDay(instant, timezone)).toBe(day);
  expect(localDay(new Date(Date.parse(instant) - 1).toISOString(), timezone)).toBe(addDays(day, -1));
});
