import type { Settings } from '../src/domain/settings/settings.ts';
import { hashText } from './stories/sketch.ts';

/** Room for the settings' digest below a stage's own version: both fit a whole number of 32 bits until version 2146. */
const SETTINGS_MAX = 1_000_000;

/**
 * The version of a stage whose answers depend on who the firms are: its own, then six digits of the names,
 * exclusions, context and all else that the settings say of the firm and its competitors. Once these change, what
 * was tagged before is of another version, and `retag` finds it.
 */
export function versionWith(own: number, settings: Settings): number {
  const whoIsWho = [settings.timezone, settings.firm, settings.competitors];
  return own * SETTINGS_MAX + (hashText(JSON.stringify(whoIsWho)) % SETTINGS_MAX);
}
