import { judged } from '../../../queries/formulas/judged.ts';
import type { IncidentView } from '../../domain/alert.ts';
import { FIRM } from '../../domain/brand.ts';
import type { Asker } from '../../domain/question.ts';
import { addDays, localDay } from '../../domain/time.ts';
import { settledIds } from './read-recent.ts';

/** An open incident is at most a week old, and rests on what was a week old then. */
const MEMBER_DAYS = 60;
/** Open matters at a time times what each rests on. */
const MEMBERS_MAX = 5000;

/**
 * Of the remarks that open incidents rest on: those answered on their site, those of which the owner said what
 * becomes of them, and those that are not about the firm after all.
 */
export async function settledMembers(
  asker: Asker,
  incidents: readonly IncidentView[],
): Promise<ReadonlySet<string>> {
  const open = incidents.filter(incident => incident.closedAt === null);
  const members = [...new Set(open.flatMap(({ facts }) => facts.mentionIds))].slice(0, MEMBERS_MAX);
  if (members.length === 0) return new Set();
  const from = addDays(localDay(asker.now, asker.timezone), -MEMBER_DAYS);
  const [said, rows] = await Promise.all([
    settledIds(asker, from),
    judged(asker, { subject: FIRM, from })
      .selectFrom('judged as j')
      .select('j.id')
      .where('j.id', 'in', members)
      .where(({ or, eb }) => or([eb('j.verdict', '=', 'dropped'), eb('j.reply_seen_at', 'is not', null)]))
      .execute(),
  ]);
  return new Set([...members.filter(id => said.has(id)), ...rows.map(row => row.id)]);
}
