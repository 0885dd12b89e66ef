import { SHARE_ITEMS_MIN } from '../../../pipelines/alerts/statistics/beta-binomial.ts';
import { burstAt } from '../../../pipelines/alerts/statistics/burst.ts';
import type { Watch } from '../../../pipelines/alerts/watch.ts';
import { FIRM } from '../../domain/brand.ts';
import type { Asker } from '../../domain/question.ts';
import { loadPack } from '../../platform/data-files.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { countedDays, pastRemarks } from './read-past.ts';
import { recentRemarks } from './read-recent.ts';
import { siteStars } from './read-stars.ts';

export function askerOf({ store, settings, clock }: LocalHouse): Asker {
  const { db, tenantId, brandId } = store;
  return { db, tenantId, brandId, timezone: settings.timezone, now: clock.now() };
}

/** All that the rules look at. What no rule would read is not asked for: a quiet firm costs two questions. */
export async function watchOf(local: LocalHouse, asker: Asker): Promise<Watch> {
  const recent = await recentRemarks(asker);
  const none = { bad: [], covered: new Set<string>(), before: { days: 0, bottom: 0, press: 0 } };
  const [counted, failing, stars] = await Promise.all([
    recent.length === 0 ? none : countedDays(asker),
    failingSources(asker),
    siteStars(asker, recent),
  ]);
  const compares = recent.length >= SHARE_ITEMS_MIN || burstAt(counted.bad) !== null;
  return {
    now: asker.now,
    timezone: asker.timezone,
    subject: FIRM,
    recent,
    ...counted,
    past: compares ? await pastRemarks(asker, failing) : [],
    stars,
    failing,
    urgent: urgentWords(local),
  };
}

function urgentWords({ settings }: LocalHouse): string[] {
  const packs = [loadPack(settings.firm.trade), loadPack('general')];
  const known = packs.flatMap(({ urgent }) => [...urgent.fr, ...urgent.en]);
  return [...new Set([...settings.alerts.words, ...known])];
}

async function failingSources({ db, tenantId, brandId }: Asker): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('source_state')
    .select('source_id')
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('health', 'in', ['failing', 'refused'])
    .execute();
  return new Set(rows.map(row => row.source_id));
}
