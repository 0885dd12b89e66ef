import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Answer, Read } from '../../src/domain/collector.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { cleanRead } from '../../src/platform/worker/clean-read.ts';

const answer: Answer = {
  fetch: { via: 'http', url: 'https://ex.test/feed' },
  url: 'https://ex.test/feed',
  status: 200,
  contentType: '',
  bytes: new Uint8Array(),
  observedAt: '2026-03-10T12:00:00.000Z',
};
const mention = (more: object): Observation =>
  ({ kind: 'mention', form: 'post', text: 'bonjour', publishedAt: null, ...more }) as Observation;
const cleaned = (...observations: Observation[]) =>
  cleanRead({ recognised: true, observations }, answer, 100);

it('keeps what is sound', () => {
  const seen = mention({
    title: 'Un titre',
    url: '/a',
    author: { name: 'Marie', url: 'https://ex.test/m' },
    publishedAt: '2026-03-10T11:00:00+01:00',
    language: 'fr-FR',
    engagement: { likes: 3, replies: -1 },
  });
  expect(cleaned(seen).observations).toEqual([
    {
      kind: 'mention',
      form: 'post',
      text: 'bonjour',
      title: 'Un titre',
      url: 'https://ex.test/a',
      author: { name: 'Marie', url: 'https://ex.test/m' },
      publishedAt: '2026-03-10T10:00:00.000Z',
      language: 'fr-FR',
      engagement: { likes: 3 },
    },
  ]);
});

it('drops a field that is not what it says, and an item that says nothing', () => {
  const [bad] = cleaned(
    mention({ url: 'javascript:alert(1)', publishedAt: '+275760-09-13T00:00:00.000Z', language: 'x\u001b' }),
  ).observations;
  expect(bad).toEqual({ kind: 'mention', form: 'post', text: 'bonjour', publishedAt: null });
  const rating = { value: 9, best: 5, worst: 1 };
  const review = { kind: 'review', text: '', publishedAt: null, rating } as const;
  expect(cleaned(review).observations).toEqual([{ ...review, rating: null }]);
  const { observations, dropped } = cleaned(
    mention({ text: ' \u200b' }),
    { kind: 'rating', average: Number.NaN, best: 5, worst: 1, count: 2 },
    { kind: 'price', product: 'x', price: -1, currency: 'EUR' },
    { kind: 'strange' } as unknown as Observation,
  );
  expect(observations).toEqual([]);
  expect(dropped.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
});

it('bounds items, text, cursors and requests, and never lets a page ask for a file', () => {
  const many = Array.from({ length: 400 }, (_, i) => mention({ text: `${i} ${'x'.repeat(30_000)}` }));
  const read: Read = {
    recognised: true,
    observations: many,
    cursor: { since: 'x'.repeat(10_000), page: 2, broken: Number.NaN },
    next: [
      { via: 'file', path: '/etc/passwd' },
      { via: 'http', url: 'https://ex.test/2' },
      { via: 'http', url: 'no address' },
    ],
  };
  const { observations, cursor, next } = cleanRead(read, answer, 300);
  expect(observations.length).toBe(200);
  expect(cursor).toEqual({ page: 2 });
  expect(next).toEqual([{ via: 'http', url: 'https://ex.test/2' }]);
  expect(cleanRead(read, answer, 10).observations.length).toBe(10);
});

it('lets no control character, bidirectional control or lone surrogate out', () => {
  const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, title) => {
      const [seen] = cleaned(
        mention({ text, title, sourceItemId: text, author: { name: title } }),
      ).observations;
      const out = JSON.stringify(seen ?? '');
      expect(unsafe.test(out)).toBe(false);
      expect(out.isWellFormed()).toBe(true);
    }),
  );
});
