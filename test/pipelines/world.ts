import { makeStages } from '../../pipelines/main.ts';
import { runStages } from '../../pipelines/run.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import type { Data } from '../../src/domain/data.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';

/** The joinery of the scenario: the same firm as in the demo. */
export const KERLANN: Settings = settingsSchema.parse({
  firm: {
    name: 'Menuiserie Kerlann',
    trade: 'joinery',
    establishments: [{ town: 'Vannes', address: '4 rue des Tisserands', phone: '02 97 00 00 00' }],
    aliases: ['Kerlann'],
    handles: ['@kerlann.menuiserie'],
    sites: ['https://kerlann.example'],
    products: ['fenêtres', 'volets roulants', 'vérandas'],
    spokespersons: ['Yves Kerlann'],
    context: ['menuiserie', 'menuisier', 'pose', 'devis'],
    exclude: ['garage', 'Plouarvel'],
  },
  competitors: [
    { name: 'Ouvertures du Golfe', town: 'Vannes', sites: ['https://golfe.example'] },
    { name: 'Fenêtres Morbraz', town: 'Vannes' },
  ],
});

let joinery: Data | null = null;
export function data(): Data {
  joinery ??= loadData('joinery');
  return joinery;
}

let count = 0;
export function remark(text: string, more: Partial<Item> = {}): Item {
  count += 1;
  return {
    id: String(count),
    kind: more.rating ? 'review' : 'mention',
    form: more.rating ? 'review' : 'post',
    site: '',
    about: null,
    url: null,
    title: '',
    text,
    language: null,
    publishedAt: '2026-07-09T10:00:00.000Z',
    rating: null,
    authorHandle: null,
    replied: false,
    ...more,
  };
}

export const stars = (value: number, best = 5) => ({ value, best, worst: 1 });

export async function said(items: readonly Item[], settings = KERLANN): Promise<(readonly Annotation[])[]> {
  const run = await runStages(makeStages(settings, data(), {}), items);
  return items.map(item => run.annotations.get(item.id) ?? []);
}

/** `stage` or `stage item` → label, for one remark. */
export async function labelOf(
  item: Item,
  stage: string,
  of = '',
  settings = KERLANN,
): Promise<string | undefined> {
  const [annotations] = await said([item], settings);
  return annotations?.find(one => one.stage === stage && one.item === of)?.label;
}
