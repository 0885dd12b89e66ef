import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoriesState } from '../../../pipelines/stories/stage.ts';
import { makeStage } from '../../../pipelines/stories/stage.ts';
import { FOLLOWS } from '../../../src/domain/annotation.ts';
import type { Item } from '../../../src/domain/stage.ts';
import { data, KERLANN, remark } from '../world.ts';

/**
 * News of our own, and the ways in which papers copy them: any two are near each other. Of two that are near a third
 * only, the order decides: an earlier story is never rewritten by a later text.
 */
const NEWS = [
  'La menuiserie Kerlann recrute six apprentis pour son atelier de Vannes',
  'Un incendie détruit un entrepôt de palettes dans la zone industrielle de Keryado',
  'Le tribunal ordonne la destruction d’une extension d’hôtel sur la plage',
  'Trois campings épinglés par la répression des fraudes cet été',
  'La biscuiterie de Pont-Aven passe sous le contrôle d’un groupe nantais',
];
const COPIES: readonly ((title: string) => string)[] = [
  title => title,
  title => `Morbihan : ${title}`,
  title => `${title} (vidéo)`,
  title => title.toUpperCase(),
  title => `« ${title} »`,
];

const toldThings = fc.array(
  fc.record({ news: fc.nat(NEWS.length - 1), copy: fc.nat(COPIES.length - 1), hour: fc.nat(47) }),
  { minLength: 1, maxLength: 14 },
);

function itemsOf(told: readonly { news: number; copy: number; hour: number }[]): Item[] {
  return told.map(({ news, copy, hour }, index) =>
    remark('', {
      id: `${index}`,
      form: 'article',
      title: COPIES[copy]?.(NEWS[news] ?? '') ?? '',
      publishedAt: new Date(Date.UTC(2026, 6, 8, hour)).toISOString(),
    }),
  );
}

/** Runs the batches one after the other, each by a new stage with what the last one stored. */
async function storiesOf(batches: readonly (readonly Item[])[]): Promise<Map<string, string>> {
  let state: StoriesState | null = null;
  const story = new Map<string, string>();
  for (const items of batches) {
    const run = await makeStage(KERLANN, data(), state).run({ items, annotations: new Map() });
    for (const one of run.annotations) story.set(`${one.mentionId} ${one.item}`, one.label);
    state = JSON.parse(JSON.stringify(run.state)) as StoriesState;
  }
  return story;
}

/** Which are together, whatever the story is called. */
function partition(story: ReadonlyMap<string, string>): string[] {
  const members = Map.groupBy(
    [...story].filter(([key]) => key.endsWith(' ')),
    ([, label]) => label,
  );
  return [...members.values()]
    .map(some =>
      some
        .map(([id]) => id.trim())
        .sort()
        .join(','),
    )
    .sort();
}

describe('the partition into stories', () => {
  it('is the same in whatever batches the same items come', async () => {
    await fc.assert(
      fc.asyncProperty(
        toldThings,
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 14 }),
        async (told, cuts) => {
          const items = itemsOf(told);
          const batches: Item[][] = [];
          for (let at = 0, cut = 0; at < items.length; cut += 1) {
            const size = cuts[cut] ?? items.length;
            batches.push(items.slice(at, at + size));
            at += size;
          }
          expect(await storiesOf(batches)).toEqual(await storiesOf([items]));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('holds any two copies together, and no two news', async () => {
    for (const [one, first] of COPIES.entries())
      for (const second of COPIES.keys()) {
        const told = NEWS.flatMap((_, news) => [one, second].map(copy => ({ news, copy, hour: 0 })));
        const stories = partition(await storiesOf([itemsOf(told)]));
        expect(stories, `${first('…')} ${second}`).toHaveLength(NEWS.length);
      }
  });

  it('is the same in whatever order copies come', async () => {
    await fc.assert(
      fc.asyncProperty(
        toldThings.chain(told =>
          fc.tuple(fc.constant(told), fc.shuffledSubarray([...told.keys()], { minLength: told.length })),
        ),
        async ([told, order]) => {
          const items = itemsOf(told);
          const shuffled = order.flatMap(index => items[index] ?? []);
          expect(partition(await storiesOf([shuffled]))).toEqual(partition(await storiesOf([items])));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('changes nothing when the same items are read again', async () => {
    const items = itemsOf(NEWS.flatMap((_, news) => [0, 1, 2].map(copy => ({ news, copy, hour: news }))));
    const twice = await storiesOf([items, items]);
    expect(twice).toEqual(await storiesOf([items]));
    expect(new Set(twice.values()).size).toBe(NEWS.length);
  });

  it('forgets after a month, and keeps a follow-up beside its matter until then', async () => {
    const at = (id: string, day: number, title: string) =>
      remark('', { id, form: 'article', title, publishedAt: new Date(Date.UTC(2026, 6, day)).toISOString() });
    const title = 'Hôtel des Dunes : la justice ordonne la destruction de l’extension';
    const story = await storiesOf([
      [at('a', 1, title)],
      [
        at('b', 2, title),
        at('c', 5, 'Hôtel des Dunes : le propriétaire fait appel de la destruction de l’extension'),
      ],
      [at('d', 40, title)],
    ]);
    expect(Object.fromEntries(story)).toEqual({
      'a ': 'a',
      'b ': 'a',
      'c ': 'c',
      [`c ${FOLLOWS}`]: 'a',
      'd ': 'd',
    });
  });

  it('keeps apart what differs by its figures alone, where everything shares its words', async () => {
    const items = Array.from({ length: 800 }, (_, index) =>
      remark(
        `Votre commande numéro ${index} a bien été expédiée par nos services et arrivera demain matin.`,
        {
          id: `${index}`,
          form: 'message',
          title: 'Votre commande a bien été expédiée par nos services',
        },
      ),
    );
    const story = await storiesOf([items]);
    expect(new Set(story.values()).size).toBe(items.length);
  });
});
