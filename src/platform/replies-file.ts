import * as z from 'zod';
import { readData } from './data-yaml.ts';

const turns = z.strictObject({ fr: z.array(z.string()), en: z.array(z.string()) });
const each = z.strictObject({ fr: z.string(), en: z.string() });

const scenes = z.array(
  z.strictObject({ topic: z.string(), felt: z.string(), changed: each, when: turns, told: turns }),
);
const things = z.array(
  z.strictObject({
    ...turns.shape,
    say: each,
    of: z.enum(['m', 'f', 'mp', 'fp']),
    solid: z
      .literal('true')
      .optional()
      .transform(solid => solid !== undefined),
  }),
);
const matters = z.array(
  z.strictObject({
    id: z.string(),
    trades: z.array(z.string()).default([]),
    when: turns,
    safe: turns,
    steps: turns,
  }),
);
const wording = z.record(z.string(), turns);

/** The words of replies, data/replies/. A file that is not of the shape is a bug of ours: throws. */
export function loadReplyWords() {
  return {
    scenes: scenes.parse(readData('replies/scenes')),
    things: things.parse(readData('replies/things')),
    matters: matters.parse(readData('replies/matters')),
    wording: wording.parse(readData('replies/wording')),
  };
}
