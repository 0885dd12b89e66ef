import type { Annotation } from '../src/domain/annotation.ts';
import { brandsOf, FIRM } from '../src/domain/brand.ts';
import type { Reason } from '../src/domain/reasons.ts';
import { reason } from '../src/domain/reasons.ts';
import type { Settings } from '../src/domain/settings/settings.ts';
import type { Item, MakeStage } from '../src/domain/stage.ts';
import { fold } from '../src/domain/text/fold.ts';
import { versionWith } from './settings-version.ts';

/**
 * Sets the firm's own publications apart: by the account that wrote them, or because they stand on its own site.
 * They are `own` and later stages do not see them: nobody's opinion, nothing to answer.
 * Reasons: own-account, own-site.
 */
export const makeStage: MakeStage<null> = settings => {
  const accounts = firmAccounts(settings);
  return {
    name: 'own-posts',
    // The one row that every remark has: by it a retag finds those that no name pointed to before, too.
    version: versionWith(1, settings),
    run(batch) {
      const annotations: Annotation[] = [];
      const dropped: { id: string; reason: string }[] = [];
      for (const item of batch.items) {
        const why = ownBy(item, accounts);
        annotations.push({
          mentionId: item.id,
          stage: 'own-posts',
          item: '',
          label: why ? 'own' : 'other',
          score: why ? 1 : 0,
          confidence: 1,
          abstain: false,
          because: why ? [{ term: reason(why), weight: 1 }] : [],
        });
        if (why) dropped.push({ id: item.id, reason: reason(why) });
      }
      return { annotations, dropped, state: null };
    },
  };
};

type Accounts = { readonly handles: ReadonlySet<string>; readonly hosts: ReadonlySet<string> };

function firmAccounts(settings: Settings): Accounts {
  const firm = brandsOf(settings).find(brand => brand.subject === FIRM);
  return {
    handles: new Set((firm?.handles ?? []).map(plainHandle)),
    hosts: new Set((firm?.sites ?? []).flatMap(site => hostOf(site) ?? [])),
  };
}

function ownBy(item: Item, accounts: Accounts): Reason | null {
  const handle = item.authorHandle === null ? '' : plainHandle(item.authorHandle);
  if (handle !== '' && (accounts.handles.has(handle) || accounts.handles.has(withoutInstance(handle))))
    return 'own-account';
  const authorHost = item.authorHandle === null ? null : hostOf(item.authorHandle);
  if (authorHost !== null && accounts.hosts.has(authorHost)) return 'own-account';
  // Customers write reviews, wherever they stand; anything else on the firm's own site is the firm's.
  if (item.kind === 'review' || item.url === null) return null;
  const host = hostOf(item.url);
  return host !== null && accounts.hosts.has(host) ? 'own-site' : null;
}

function plainHandle(handle: string): string {
  return fold(handle).trim().replace(/^@/, '');
}

/** A handle that the settings give without its instance (`@kerlann`) stands for that name on every instance. */
function withoutInstance(handle: string): string {
  return handle.replace(/@[^@]*$/, '');
}

/** Host without www of an address or of a bare host; null when it is neither. */
export function hostOf(address: string): string | null {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`);
  if (!url?.hostname.includes('.')) return null;
  return url.hostname.replace(/^www\./, '');
}
