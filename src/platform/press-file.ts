import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { dataRoot } from './files.ts';

const schema = z.array(
  z.strictObject({ name: z.string(), at: z.url(), departments: z.array(z.string()).min(1) }),
);

/** A daily paper: its home page, and the French departments that it covers (`56`, `2A`, `974`). */
export type Paper = z.infer<typeof schema>[number];

/** The papers of data/settings/press.yaml. A file that is not of the shape is a bug of ours: throws. */
export function loadPress(): readonly Paper[] {
  return schema.parse(parse(readFileSync(join(dataRoot(), 'settings', 'press.yaml'), 'utf8')));
}
