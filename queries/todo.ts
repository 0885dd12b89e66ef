import type { Period } from '../src/domain/time.ts';
import type { MentionView } from './mentions.ts';

export type TodoParams = Period;
/**
 * What waits. `now`: to do, most pressing first (older ones than the period stay until something is said of them).
 * `canWait`, `done`, `aside` (another firm of the same name) and `confirm` (is it you?) are of the period.
 * `todoBefore`: how many stood under `now` when the period before ended.
 */
export type Todo = {
  readonly now: readonly MentionView[];
  readonly canWait: readonly MentionView[];
  readonly done: readonly MentionView[];
  readonly aside: readonly MentionView[];
  readonly confirm: readonly MentionView[];
  readonly todoBefore: number;
};
