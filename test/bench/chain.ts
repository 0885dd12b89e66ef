import { cleanItem } from '../../pipelines/clean.ts';
import { makeStages } from '../../pipelines/main.ts';
import { readingOf } from '../../pipelines/reading.ts';
import { runStages } from '../../pipelines/run.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import type { Data } from '../../src/domain/data.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import type { Item } from '../../src/domain/stage.ts';
import { item } from '../eval/labelled.ts';
import { naturalPattern, plainSentiment, plainStemmer } from '../eval/tone-peers.ts';
import type { Contender } from './measure.ts';

/** Items that no stage has seen: what is kept of an item must be worked out again. */
function fresh(texts: readonly string[], from: number, to: number): Item[] {
  return texts
    .slice(from, to)
    .map((text, index) => item(String(from + index), text, { publishedAt: '2026-07-13T05:00:00.000Z' }));
}

/** The whole chain as `vigie analyze` runs it; what stages remember grows from slice to slice, and begins anew. */
export function chainContender(texts: readonly string[], settings: Settings, data: Data): Contender {
  let stages = makeStages(settings, data, {});
  return {
    name: 'whole chain',
    async work(from, to) {
      if (from === 0) stages = makeStages(settings, data, {});
      await runStages(stages, fresh(texts, from, to));
    },
  };
}

/** The card's packages as they come, and the stemmer with a memory as anyone would write it. */
export function peerContenders(texts: readonly string[]): Contender[] {
  const sentiment = plainSentiment();
  const stem = plainStemmer();
  const remembered = new Map<string, number>();
  const stemRemembering = (text: string): number => {
    let letters = 0;
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
      let known = remembered.get(word);
      if (known === undefined) {
        known = stem(word);
        remembered.set(word, known);
      }
      letters += known;
    }
    return letters;
  };
  const over = (name: string, work: (text: string) => unknown): Contender => ({
    name,
    work(from, to) {
      for (let index = from; index < to; index += 1) work(texts[index]!);
    },
  });
  return [
    over('sentiment + PorterStemmerFr', text => sentiment(text) + stem(text)),
    over('the same, stems remembered', text => sentiment(text) + stemRemembering(text)),
    over('sentiment', sentiment),
    over('natural pattern French', naturalPattern('French')),
  ];
}

/** Each stage on what the earlier ones said, and what comes before the first: one after the other, slice by slice. */
export function stageContenders(texts: readonly string[], settings: Settings, data: Data): Contender[] {
  let items: Item[] = [];
  let said = new Map<string, Annotation[]>();
  let stages = makeStages(settings, data, {});
  const names = stages.map(stage => stage.name);
  return [
    {
      name: '  clean',
      work(from, to) {
        if (from === 0) stages = makeStages(settings, data, {});
        items = fresh(texts, from, to).map(cleanItem);
        said = new Map(items.map(one => [one.id, []]));
      },
    },
    {
      name: '  words',
      work() {
        for (const one of items) readingOf(one);
      },
    },
    ...names.map((name, index) => ({
      name: `  ${name}`,
      async work() {
        const { annotations } = await stages[index]!.run({ items, annotations: said });
        for (const one of annotations) said.get(one.mentionId)?.push(one);
      },
    })),
  ];
}
