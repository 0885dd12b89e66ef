import { contextOf } from '../../dashboards/view-models/context.ts';
import type { PlayName } from '../../src/app/demo/names.ts';
import { type DemoDocument, documentOf } from '../../src/app/demo/show.ts';
import { type Demo, playDemo } from '../../src/app/demo/time-machine.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import { dataRoot } from '../../src/platform/files.ts';

/** A demonstration that was played to its opening, and what it shows then. */
export type Played = { readonly demo: Demo; readonly shown: DemoDocument };

export async function played(name: PlayName): Promise<Played> {
  const demo = await playDemo({ ...name, data: dataRoot(), language: null });
  const { settings, clock } = demo;
  const context = contextOf(settings, loadPack(settings.firm.trade), loadCatalogue('fr'), clock.now());
  return { demo, shown: await documentOf(demo, context) };
}
