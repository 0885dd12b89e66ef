import type { Told } from '../../../dashboards/view-models/alert.ts';
import { alertLine } from '../../../dashboards/view-models/alert-line.ts';
import { contextOf } from '../../../dashboards/view-models/context.ts';
import type { Incidents } from '../../../queries/incidents.ts';
import type { Mentions } from '../../../queries/mentions.ts';
import type { IncidentView } from '../../domain/alert.ts';
import { FIRM } from '../../domain/brand.ts';
import { say, sayError } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { addDays, instantAt, localDay, wallTime } from '../../domain/time.ts';
import { forTerminal, timeOfDay, weekday } from '../../domain/words.ts';
import { loadPack } from '../../platform/data-files.ts';
import { testMessage } from '../alerting/test-message.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tell, tellAnyway, tellJson } from '../telling.ts';
import { isDay } from '../week-asked.ts';
import { catalogueFor } from '../wording.ts';

const LISTED_MAX = 100;
/** Remarks of a matter that its words are made from. */
const REMARKS_MAX = 5;
/** An id may be shortened to its beginning as long as it stays the only one. */
const ID_LENGTH_MIN = 4;
/** A matter put off comes back at this hour. */
const LATER_AT = '09:00';

type Opened = { readonly invocation: Invocation; readonly house: House; readonly settings: Settings };

const ACTIONS: Readonly<Record<string, (opened: Opened) => Promise<ExitCode>>> = {
  list,
  ack: opened => settle(opened, 'acknowledged'),
  snooze: opened => settle(opened, 'snoozed'),
  test: tryChannels,
};

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Les alertes en cours : les voir, dire que l’on s’en occupe, les remettre, essayer un canal',
    en: 'Alerts under way: see them, say that you are on it, put them off, try a channel',
  },
  usage: 'alerts [list | ack ID | snooze ID [--until DAY] | test [--channel NAME]]',
  examples: [
    'vigie alerts',
    'vigie alerts ack 3fa1',
    'vigie alerts snooze 3fa1 --until 2026-07-20',
    'vigie alerts test',
  ],
  options: { until: { type: 'string' }, channel: { type: 'string', multiple: true } },
  async run(invocation) {
    const [name = 'list'] = invocation.positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) throw new VigieError('UsageInvalid', { word: name, mend: 'vigie alerts list' });
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      return await action({ invocation, house, settings });
    } finally {
      await house.close();
    }
  },
};

async function list({ invocation, house, settings }: Opened): Promise<ExitCode> {
  const answer = await house.ask<Incidents>('incidents', { limit: LISTED_MAX });
  if (invocation.flags.json) return tellJson(invocation, answer);
  const catalogue = catalogueFor(invocation, settings);
  const trade = settings.firm.trade;
  const context = contextOf(settings, loadPack(trade), catalogue, invocation.clock.now());
  const told = await withRemarks(house, answer.incidents);
  const lines = told.map(one => `${one.incident.id.slice(0, 8)}  ${alertLine(context, one, { trade })}`);
  const words = lines.length === 0 ? [say(catalogue, 'alert.list.none')] : lines;
  return tellAnyway(invocation, answer, words.map(forTerminal));
}

/** With the remarks that tell what each rests on, as the message about it has them. */
async function withRemarks(house: House, incidents: readonly IncidentView[]): Promise<Told[]> {
  const idsOf = ({ facts }: IncidentView) => facts.mentionIds.slice(0, REMARKS_MAX);
  const ids = incidents.flatMap(idsOf);
  if (ids.length === 0) return incidents.map(incident => ({ incident, mentions: [] }));
  const { mentions } = await house.ask<Mentions>('mentions', { subject: FIRM, ids, limit: ids.length });
  const known = new Map(mentions.map(mention => [mention.id, mention]));
  return incidents.map(incident => ({
    incident,
    mentions: idsOf(incident).flatMap(id => known.get(id) ?? []),
  }));
}

async function settle(
  { invocation, house, settings }: Opened,
  as: 'acknowledged' | 'snoozed',
): Promise<ExitCode> {
  const incident = await named(invocation, house);
  const until = as === 'snoozed' ? untilAsked(invocation, settings) : undefined;
  await (until === undefined ? house.settle(incident.id, as) : house.settle(incident.id, as, until));
  const catalogue = catalogueFor(invocation, settings);
  const { timezone } = settings;
  const params =
    until === undefined
      ? {}
      : {
          day: weekday(catalogue.language, localDay(until, timezone)),
          time: timeOfDay(catalogue.language, until, timezone),
        };
  const words = say(catalogue, `alert.list.${as === 'snoozed' ? 'later' : 'mine'}`, params);
  return tell(invocation, { id: incident.id, as, until: until ?? null }, [words]);
}

/** @throws VigieError UsageInvalid when no open alert, or more than one, begins with the id given. */
async function named({ positionals }: Invocation, house: House): Promise<IncidentView> {
  const [, id = ''] = positionals;
  const { incidents } = await house.ask<Incidents>('incidents', { limit: LISTED_MAX });
  const found = incidents.filter(incident => id.length >= ID_LENGTH_MIN && incident.id.startsWith(id));
  const [only, ...others] = found;
  if (!only || others.length > 0)
    throw new VigieError('UsageInvalid', { word: id === '' ? 'ID' : id, mend: 'vigie alerts list' });
  return only;
}

/** The morning of a day to come; default: tomorrow's. */
function untilAsked({ values, clock }: Invocation, { timezone }: Settings): string {
  const now = clock.now();
  const today = wallTime(now, timezone).slice(0, 10);
  const day = typeof values['until'] === 'string' ? values['until'] : addDays(today, 1);
  const until = isDay(day) ? instantAt(day, LATER_AT, timezone) : '';
  if (until <= now)
    throw new VigieError('UsageInvalid', { word: `--until ${day}`, mend: `--until ${addDays(today, 1)}` });
  return until;
}

async function tryChannels({ invocation, house, settings }: Opened): Promise<ExitCode> {
  const { values, clock } = invocation;
  const catalogue = catalogueFor(invocation, settings);
  const asked = Array.isArray(values['channel']) ? values['channel'].map(String) : undefined;
  const handed = await house.send(testMessage(catalogue), `test:${clock.now()}`, asked);
  const lines = handed.map(({ channel, error }) =>
    error === null
      ? say(catalogue, 'alert.list.sent', { channel })
      : say(catalogue, 'alert.list.notSent', {
          channel,
          error: sayError(catalogue, error.code, error.params),
        }),
  );
  const words = lines.length === 0 ? [say(catalogue, 'alert.list.noChannel')] : lines;
  tellAnyway(invocation, { channels: handed }, words.map(forTerminal));
  const isSent = handed.length > 0 && handed.every(({ status }) => status === 'sent');
  return isSent ? EXIT.ok : handed.some(({ status }) => status === 'sent') ? EXIT.partial : EXIT.failure;
}
