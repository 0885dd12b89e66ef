import type { ReadingProgress, ReadingReport } from '../../domain/house.ts';
import { browserRender } from './browser-render.ts';
import { type Collecting, collect } from './collect.ts';

/**
 * What `House.read` does: reads the named sources (all that are not paused when none is named), then tags what
 * came, whatever brought it.
 */
export async function readSources(
  opened: Pick<Collecting, 'store' | 'settings' | 'settingsDir' | 'clock'>,
  only: readonly string[],
  onProgress?: (progress: ReadingProgress) => void,
): Promise<ReadingReport> {
  const { sources } = await collect({
    ...opened,
    random: Math.random,
    render: browserRender(opened.settings, opened.clock),
    only,
    ...(onProgress ? { onProgress } : {}),
  });
  return { sources };
}
