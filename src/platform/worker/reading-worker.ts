import { parentPort } from 'node:worker_threads';
import robotsParser from 'robots-parser';
import type { Collector } from '../../domain/collector.ts';
import { collectors } from '../../generated/collectors.ts';
import { cleanRead } from './clean-read.ts';
import type { CleanRead, Outcome, ReadTask, RobotsTask, Task } from './task.ts';

/**
 * The thread that reads hostile bytes. It has no network, no disk and no environment of its own; whoever asks
 * may kill it at any moment, so it keeps nothing between two tasks but the code it has loaded.
 */

const registry: Readonly<Record<string, () => Promise<unknown>>> = collectors;

async function read(task: ReadTask): Promise<CleanRead> {
  const load = Object.hasOwn(registry, task.collector) ? registry[task.collector] : undefined;
  if (!load) throw new RangeError('unknown collector');
  const collector = (await load()) as Collector;
  const result = await collector.read(task.answer, task.options, task.cursor);
  return cleanRead(result, task.answer, task.maxItems);
}

/** The package's types describe a module object; what Node hands over is the function itself. */
const parseRobots = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, agent: string): boolean | undefined };

function mayRead(task: RobotsTask): boolean {
  return parseRobots(task.robotsUrl, task.text).isAllowed(task.url, task.agent) ?? true;
}

async function perform(task: Task): Promise<Outcome<CleanRead | boolean>> {
  try {
    return { ok: true, value: task.kind === 'read' ? await read(task) : mayRead(task) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'unknown' };
  }
}

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await perform(task));
});
