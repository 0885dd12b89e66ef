import { planLetter } from '../../src/app/scheduling/letter-due.ts';
import { CALM_FROM, DAY, END, HOUR, START } from './fate.ts';
import { count, type Taken, type World, ZONE } from './world.ts';

/** After a fault the channel is surely tried again by then: a day and a fifth after a refusal. */
const RECOVERED_MS = 31 * HOUR;

/** What must hold of a whole year, looked at from its end. */
export function judgeYear(world: World): void {
  duplicates(world);
  lostAlerts(world);
  letters(world);
}

/** A repetition only after a try whose end nobody knew, one for each, always under the same key. */
function duplicates({ taken, findings }: World): void {
  const groups = Map.groupBy(taken, one => `${one.channel} ${one.key}`);
  for (const [name, takes] of groups) {
    const unknown = takes.filter(one => !one.noted).length;
    if (takes.length > unknown + 1 || takes.slice(0, -1).some(one => one.noted))
      findings.faults.push(`${name} taken ${takes.length} times, ${unknown} of unknown end`);
    findings.counts.duplicates = (findings.counts.duplicates ?? 0) + takes.length - 1;
    findings.counts['ambiguous sends'] = (findings.counts['ambiguous sends'] ?? 0) + unknown;
  }
  const perIncident = new Map<string, Set<string>>();
  for (const { channel, key, incidentIds } of taken)
    for (const id of incidentIds) {
      const keys = perIncident.get(`${channel} ${id}`) ?? new Set();
      perIncident.set(`${channel} ${id}`, keys.add(key));
    }
  for (const [name, keys] of perIncident)
    if (keys.size > 1) findings.faults.push(`${name} told under ${[...keys].join(' and ')}`);
}

/** Everything that happened before the last calm weeks was told on every channel. */
function lostAlerts({ fate, taken, findings }: World): void {
  fate.matters.forEach((matter, index) => {
    if (matter.at > CALM_FROM) return;
    for (const { name } of fate.channels)
      if (!taken.some(one => one.channel === name && one.incidentIds.includes(`i${index}`)))
        findings.faults.push(`i${index} of ${new Date(matter.at).toISOString()} never told on ${name}`);
  });
}

/** One letter a due week on every channel; in order; none missing where machine, clock and channel were well. */
function letters(world: World): void {
  const { fate, taken, findings } = world;
  const sent = taken.filter(one => one.kind === 'letter');
  if (fate.jumps.length === 0) outOfOrder(world, sent);
  for (const { key, dueAt } of dueTurns(world)) {
    const due = Date.parse(dueAt);
    const until = fate.letter.rhythm === 'weekly' ? due + 7 * DAY : due + 28 * DAY;
    const isSkewed = fate.jumps.some(jump => jump.from < until && jump.to > due - 8 * DAY);
    if (isSkewed || until > END) continue;
    for (const { name, faults } of fate.channels) {
      const isWell = (at: number) => !faults.some(one => one.from <= at && at < one.to + RECOVERED_MS);
      const chance = findings.cleanPasses.find(
        ({ begun, ended }) => begun >= due && ended < until && isWell(begun) && isWell(ended),
      );
      if (!chance) continue;
      count(world, 'letters expected');
      if (!sent.some(one => one.channel === name && one.key === key && one.at < until))
        findings.faults.push(`${key} due ${dueAt} never reached ${name}`);
    }
  }
}

function outOfOrder({ findings }: World, sent: readonly Taken[]): void {
  for (const [channel, takes] of Map.groupBy(sent, one => one.channel))
    takes.forEach(({ key }, index) => {
      const before = takes[index - 1]?.key ?? '';
      if (before > key) findings.faults.push(`${key} after ${before} on ${channel}`);
    });
}

/** Every letter of the year, by the true time; the first may fall before the program was ever started. */
function dueTurns({ fate }: World) {
  const schedule = { timezone: ZONE, letter: fate.letter };
  const turns = new Map<string, { key: string; dueAt: string }>();
  const first = (fate.ups[0]?.from ?? START) + HOUR;
  for (let at = first; at < END; at += DAY) {
    const { next } = planLetter(schedule, [], new Date(at).toISOString());
    turns.set(next.key, next);
  }
  return turns.values();
}
