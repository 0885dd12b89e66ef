import { describe, expect, it } from 'vitest';
import { cuesOf } from '../../../pipelines/cues/cues.ts';
import { readTables } from '../../../pipelines/cues/table.ts';
import { readingOf } from '../../../pipelines/reading.ts';
import { data, remark, said } from '../world.ts';

describe('the layer of cues', () => {
  it('is small, and refuses a file that is not its own', () => {
    expect(data().cues.byteLength).toBeLessThan(200_000);
    expect(() => readTables(new Uint8Array(20))).toThrow(RangeError);
    expect(() => readTables(data().cues.subarray(0, 1000))).toThrow(RangeError);
  });

  it('counts a word once, however often it stands there', () => {
    const layer = cuesOf(data()).topics;
    layer.read(readingOf(remark('rappeler')), 'fr', false, []);
    const once = [...layer.scores()];
    layer.read(readingOf(remark('rappeler '.repeat(300))), 'fr', false, []);
    expect([...layer.scores()]).toEqual(once);
  });
});

describe('topics and intent of texts made to hurt', () => {
  it.each([
    ['one endless word', 'a'.repeat(200_000)],
    ['apostrophes', "l'".repeat(20_000)],
    ['one topic without end', 'prix cher '.repeat(10_000)],
    ['contrasts without end', 'mais prix, '.repeat(10_000)],
    ['marks', '?!'.repeat(50_000)],
    ['combining marks', `e${'\u0301'.repeat(100_000)}`],
    ['places without end', 'à Aaa '.repeat(20_000)],
    ['emoji', '😡'.repeat(20_000)],
    ['nothing', ''],
  ])('%s: bounded, and in its turn', async (_, text) => {
    const [all] = await said([remark(text, { about: 'firm' })]);
    const topics = all?.filter(one => one.stage === 'topics') ?? [];
    expect(topics.length).toBeLessThanOrEqual(8);
    for (const one of topics) expect(one.because.length).toBeLessThanOrEqual(4);
    const intent = all?.find(one => one.stage === 'intent');
    expect(intent?.because.length).toBeLessThanOrEqual(6);
    expect(intent?.confidence).toBeGreaterThan(0);
  });
});
