import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeStage } from '../../../pipelines/stories/stage.ts';
import { FOLLOWS } from '../../../src/domain/annotation.ts';
import type { Item } from '../../../src/domain/stage.ts';
import { data, KERLANN, remark } from '../world.ts';

type Told = { d: string; t: string; s: string; form?: Item['form'] };
type Pair = { is: 'copy' | 'retold' | 'follow-up' | 'other'; a: Told; b: Told };

const pairs = readFileSync(join(import.meta.dirname, 'pairs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Pair);

async function relationOf({ a, b }: Pair): Promise<string> {
  const items = [a, b].map(({ d, t, s, form }) =>
    remark(s, {
      title: t,
      form: form ?? (t === '' ? 'post' : 'article'),
      publishedAt: d === '' ? '' : `${d}T12:00:00Z`,
    }),
  );
  const { annotations } = await makeStage(KERLANN, data(), null).run({ items, annotations: new Map() });
  const [first, second] = annotations.filter(one => one.item === '').map(one => one.label);
  return first === second ? 'copy' : annotations.some(one => one.item === FOLLOWS) ? 'matter' : 'apart';
}

describe('pairs of told things', () => {
  it('takes copies, and nothing else, for one story', async () => {
    const told = await Promise.all(pairs.map(async pair => [pair, await relationOf(pair)] as const));
    const wrong = told.filter(([pair, relation]) => (pair.is === 'copy') !== (relation === 'copy'));
    expect(wrong.map(([pair]) => pair.b.t)).toEqual([]);
  });

  it('links what follows to the matter it goes on with', async () => {
    const told = await Promise.all(
      pairs.filter(pair => pair.is === 'follow-up').map(async pair => [pair.b.t, await relationOf(pair)]),
    );
    // Three tell it in words too different for the bands to find.
    expect(told.filter(([, relation]) => relation === 'matter').length).toBeGreaterThanOrEqual(10);
    expect(told.filter(([, relation]) => relation === 'copy')).toEqual([]);
  });

  it('links little that only sounds alike', async () => {
    const others = pairs.filter(pair => pair.is === 'other');
    const told = await Promise.all(others.map(relationOf));
    expect(told.filter(relation => relation !== 'apart').length).toBeLessThanOrEqual(others.length / 4);
  });
});
