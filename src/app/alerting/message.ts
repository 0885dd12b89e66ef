import { dirname } from 'node:path';
import { alertHtml } from '../../../dashboards/letter/alert-html.ts';
import { alertText } from '../../../dashboards/letter/alert-text.ts';
import { type Alert, alertOf, summaryAlert, type Told } from '../../../dashboards/view-models/alert.ts';
import { type Context, contextOf } from '../../../dashboards/view-models/context.ts';
import type { OpenLink } from '../../../dashboards/view-models/open-link.ts';
import { byLevel } from '../../../pipelines/alerts/grouping.ts';
import { mentionViews } from '../../../queries/formulas/mention-views.ts';
import type { MentionView } from '../../../queries/mentions.ts';
import type { IncidentView } from '../../domain/alert.ts';
import { FIRM } from '../../domain/brand.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { Message } from '../../domain/channel.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { shortened } from '../../domain/words.ts';
import { loadPack } from '../../platform/data-files.ts';
import { letterKey } from '../../platform/letter-key.ts';
import { incidentsById } from '../../platform/store/incidents.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { actionMail } from '../lettering/action-mail.ts';
import { settledMembers } from './settled-members.ts';
import { askerOf } from './watch.ts';

const SUMMARY_MAX = 200;
/** Remarks that a message shows or counts by tone; more are only counted. */
const SHOWN_MAX = 5;

/**
 * These incidents as they are now, as one message in the owner's words: one matter whole, several as a summary. null when
 * there is nothing left to say: closed, seen to, or every remark settled in the meantime.
 */
export async function alertMessage(
  local: LocalHouse,
  incidentIds: readonly string[],
  catalogue: Catalogue,
): Promise<Message | null> {
  const told = await toldIncidents(local, incidentIds);
  const [only, ...others] = told;
  if (only === undefined) return null;
  const { settings, clock } = local;
  const pack = loadPack(settings.firm.trade);
  const context = contextOf(settings, pack, catalogue, clock.now());
  const trade = settings.firm.trade;
  if (others.length > 0) return messageOf(summaryAlert(context, told, { trade }), settings);
  const buttons = await buttonsOf(local, context, only);
  return messageOf(alertOf(context, only, { trade, buttons }), settings);
}

/** Incidents that still speak, most pressing first, with the remarks that they rest on. */
export async function toldIncidents(local: LocalHouse, incidentIds: readonly string[]): Promise<Told[]> {
  const asker = askerOf(local);
  const incidents = (await incidentsById(local.store, incidentIds)).filter(
    ({ closedAt, acknowledgedAt }) => closedAt === null && acknowledgedAt === null,
  );
  const settled = await settledMembers(asker, incidents);
  const living = incidents.filter(({ facts }) => facts.mentionIds.some(id => !settled.has(id)));
  const views = await remarksOf(local, living);
  return living
    .sort((one, other) => byLevel(one.facts.level, other.facts.level))
    .map(incident => ({
      incident,
      mentions: incident.facts.mentionIds.slice(0, SHOWN_MAX).flatMap(id => views.get(id) ?? []),
    }));
}

/** The first remarks that incidents rest on, by id. */
export async function remarksOf(
  local: LocalHouse,
  incidents: readonly IncidentView[],
): Promise<ReadonlyMap<string, MentionView>> {
  const ids = [...new Set(incidents.flatMap(({ facts }) => facts.mentionIds.slice(0, SHOWN_MAX)))];
  if (ids.length === 0) return new Map();
  const asker = askerOf(local);
  const rows = await asker.db
    .selectFrom('mention')
    .select(['id', 'local_day'])
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('id', 'in', ids)
    .execute();
  const views = await mentionViews(asker, FIRM, rows);
  return new Map(views.map(view => [view.id, view]));
}

/** An alert in the forms that channels take. */
function messageOf(alert: Alert, { mailbox }: Pick<Settings, 'mailbox'>): Message {
  const link = alert.links.find(({ url }) => /^https?:/.test(url));
  return {
    kind: 'alert',
    subject: alert.subject,
    summary: shortened(alert.lead.join(' '), SUMMARY_MAX),
    text: alertText(alert),
    html: alertHtml(alert),
    link: link?.url ?? null,
    ...(mailbox === undefined ? {} : { replyTo: mailbox.address }),
  };
}

/** "I am on it" and "not us" as mails to herself, where there is a mailbox to read them and one remark to mean. */
async function buttonsOf(
  { store, settings }: LocalHouse,
  { catalogue, today }: Context,
  { incident, mentions }: Told,
): Promise<OpenLink[]> {
  const [remark, ...others] = mentions;
  const { mailbox } = settings;
  if (mailbox === undefined || remark === undefined || others.length > 0) return [];
  const key = await letterKey(dirname(store.spoolDir));
  const signer = { key, brandId: store.brandId };
  const button = (verb: 'done' | 'not-us', name: 'mine' | 'notUs'): OpenLink => {
    const words = say(catalogue, `alert.button.${name}`);
    const body = say(catalogue, `alert.button.${name}Body`);
    const meaning = { mentionId: remark.id, verb, letter: today };
    return { words, url: actionMail(signer, mailbox.address, meaning, { words, body }) };
  };
  const isOurs = incident.facts.sureness === 'sure';
  return isOurs ? [button('done', 'mine'), button('not-us', 'notUs')] : [button('not-us', 'notUs')];
}
