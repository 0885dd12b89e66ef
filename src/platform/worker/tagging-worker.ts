import { makeStages } from '../../../pipelines/main.ts';
import { learnRelevance } from '../../../pipelines/relevance/stage.ts';
import { runStages } from '../../../pipelines/run.ts';
import { learnTone } from '../../../pipelines/sentiment/adapt-learn.ts';
import type { Stage } from '../../domain/stage.ts';
import { loadData } from '../data-files.ts';
import { serveTasks } from './serve-tasks.ts';
import type { Opened, OpenTask, TaggingTask, TagOutcome, TagTask } from './tagging-task.ts';
import type { Outcome } from './task.ts';

/**
 * The thread where the stages run, so that a frame or a question never waits for them. It keeps one session's
 * stages between batches and writes nothing: whoever asks may end it at any moment.
 */
let open: { readonly session: string; readonly stages: readonly Stage<unknown>[] } | null = null;

function start(task: OpenTask): Opened {
  const data = loadData(task.settings.firm.trade);
  const stages = makeStages(task.settings, data, task.states, {
    relevance: learnRelevance(task.settings, data, task.taught.said),
    sentiment: learnTone(data, task.taught.toned),
  });
  open = { session: task.session, stages };
  return {
    versions: Object.fromEntries(stages.map(stage => [stage.name, stage.version])) as Opened['versions'],
  };
}

async function tag(task: TagTask): Promise<TagOutcome> {
  if (open?.session !== task.session) return { lost: true };
  const run = await runStages(open.stages, task.items);
  return { lost: false, annotations: [...run.annotations.values()].flat(), states: run.states };
}

async function perform(task: TaggingTask): Promise<Outcome<Opened | TagOutcome>> {
  try {
    return { ok: true, value: task.kind === 'open' ? start(task) : await tag(task) };
  } catch (error) {
    // A stage that threw half way may have kept half a batch: the next task opens anew.
    open = null;
    return { ok: false, detail: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
  }
}

serveTasks(perform);
