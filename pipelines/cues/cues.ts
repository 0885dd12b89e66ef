import type { Data } from '../../src/domain/data.ts';
import { Layer } from './layer.ts';
import { readTables } from './table.ts';

/** The core topics, in the order of the layer's classes. Trades call them by their own words. */
export const CORE_TOPICS = [
  'price',
  'quality',
  'product',
  'food',
  'service',
  'staff',
  'waiting',
  'delivery',
  'deadline',
  'cleanliness',
  'atmosphere',
  'noise',
  'comfort',
  'equipment',
  'location',
  'booking',
  'hours',
  'stock',
  'quote',
  'billing',
  'advice',
  'trust',
  'after-sales',
  'website',
  'phone',
  'safety',
  'hiring',
  'management',
] as const;

/** What a writer may want, as far as words tell it; press is told by its form. */
export const SPOKEN_INTENTS = ['complaint', 'praise', 'question', 'lead', 'job', 'none'] as const;

/** Words that were seen to speak of a topic, and to want something: learnt from data/corpus alone. */
export type Cues = { readonly topics: Layer; readonly intents: Layer };

const loaded = new WeakMap<Data, Cues>();

/** The layers of the data, read once. Throws a RangeError when the file is not ours. */
export function cuesOf(data: Data): Cues {
  let cues = loaded.get(data);
  if (cues === undefined) {
    const [topics, intents] = readTables(data.cues);
    if (!topics || !intents) throw new RangeError('Expected two tables of cues');
    cues = { topics: new Layer(topics), intents: new Layer(intents) };
    loaded.set(data, cues);
  }
  return cues;
}
