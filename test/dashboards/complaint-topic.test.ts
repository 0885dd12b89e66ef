import { expect, test } from 'vitest';
import { reasonsOf } from '../../dashboards/view-models/because.ts';
import { contextOf } from '../../dashboards/view-models/context.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import { COMPLAINT, remark } from './scenario-remarks.ts';

const repeated = remark({
  ...COMPLAINT,
  priority: { ...COMPLAINT.priority, because: [{ term: 'rule:repeat:quality:2026-06-11:2', weight: 1 }] },
});

function contextFor(trade: string, language: 'fr' | 'en') {
  const firm = { name: 'Kerlann', trade, establishments: [{ town: 'Vannes' }] };
  const settings = settingsSchema.parse({ firm, sources: [] });
  return contextOf(settings, loadPack(trade), loadCatalogue(language), '2026-07-13T06:00:00.000Z');
}

test.each([
  ['joinery', 'fr', '« pose »'],
  ['joinery', 'en', '“fitting”'],
  ['plumbing', 'fr', '« réparation »'],
  ['sheet-metal', 'fr', '« pièces »'],
  ['restaurant', 'fr', '« portions »'],
] as const)('a complaint is told under a name that does not praise: %s, %s', (trade, language, name) => {
  const words = reasonsOf(contextFor(trade, language), repeated).join().replaceAll('\u00a0', ' ');
  expect(words).toContain(name);
});
