import { type AlertPlan, planAlerts } from '../../../pipelines/alerts/policy.ts';
import type { Instant } from '../../domain/time.ts';
import { incidentsById } from '../../platform/store/incidents.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** A promised alert as the outbox holds it. */
export type PromisedAlert = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly incidentIds: readonly string[];
};

/** The policy on promised alerts, with their incidents as they are now and the rules of the settings. */
export async function plannedAlerts(
  { store, settings, clock }: LocalHouse,
  alerts: readonly PromisedAlert[],
  sentToday: number,
): Promise<AlertPlan> {
  const incidents = await incidentsById(store, [...new Set(alerts.flatMap(alert => alert.incidentIds))]);
  const pending = alerts.map(({ id, createdAt, incidentIds }) => ({
    id,
    createdAt,
    incidents: incidents.filter(incident => incidentIds.includes(incident.id)),
  }));
  const { alerts: rules, schedule, timezone } = settings;
  const { immediatePerDay } = rules;
  return planAlerts(pending, {
    sentToday,
    quiet: schedule.quiet,
    immediatePerDay,
    timezone,
    now: clock.now(),
  });
}
