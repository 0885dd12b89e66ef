import robotsParser from 'robots-parser';
import type { Collector } from '../../domain/collector.ts';
import { collectors } from '../../generated/collectors.ts';
import { cleanRead } from './clean-read.ts';
import { serveTasks } from './serve-tasks.ts';
import {
  leadsNowhere,
  type Outcome,
  type ReadOutcome,
  type ReadTask,
  type RobotsRules,
  type RobotsTask,
  type Task,
} from './task.ts';

/**
 * The thread that reads hostile bytes. It has no network, no disk and no environment of its own; whoever asks
 * may kill it at any moment, so it keeps nothing between two tasks but the code it has loaded.
 */

const registry: Readonly<Record<string, () => Promise<unknown>>> = collectors;

async function read(task: ReadTask): Promise<ReadOutcome> {
  const load = Object.hasOwn(registry, task.collector) ? registry[task.collector] : undefined;
  if (!load) throw new RangeError('unknown collector');
  const collector = (await load()) as Collector;
  const { answer } = task;
  try {
    const result = cleanRead(await collector.read(answer, task.options, task.cursor), answer, task.maxItems);
    return { read: result, failing: leadsNowhere(result) ? ownBytes(answer.bytes) : null };
  } catch (error) {
    return { read: nameOf(error), failing: ownBytes(answer.bytes) };
  }
}

/** Ours since they were cloned or handed over, so that they can be handed back. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer && length > 0 ? new Uint8Array(buffer, byteOffset, length) : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** The package's types describe a module object; what Node hands over is the function itself. */
const parseRobots = robotsParser as unknown as (
  url: string,
  text: string,
) => {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
};

function rulesFor(task: RobotsTask): RobotsRules {
  const rules = parseRobots(task.robotsUrl, task.text);
  return {
    allowed: rules.isAllowed(task.url, task.agent) ?? true,
    crawlDelay: rules.getCrawlDelay(task.agent) ?? null,
  };
}

async function perform(task: Task): Promise<Outcome<ReadOutcome | RobotsRules>> {
  try {
    return { ok: true, value: task.kind === 'read' ? await read(task) : rulesFor(task) };
  } catch (error) {
    return { ok: false, detail: nameOf(error) };
  }
}

serveTasks(perform, outcome => {
  const failing = outcome.ok && 'failing' in outcome.value ? outcome.value.failing : null;
  return failing ? [failing.buffer] : [];
});
