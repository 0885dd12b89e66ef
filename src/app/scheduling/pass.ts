import type { PassReport, ReadingProgress } from '../../domain/house.ts';
import { readSources } from '../collecting/read-sources.ts';
import type { LocalHouse } from '../host/local-house.ts';

type Passing = LocalHouse & {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadingProgress) => void;
};

/** What `House.pass` does: everything that is due, once. */
export async function passOnce(passing: Passing): Promise<PassReport> {
  const reading = await readSources(passing, []);
  return { ...reading, alerts: 0, delivered: 0, waiting: 0, letter: false, nextAt: null };
}
