import { brandsOf, FIRM } from '../../src/domain/brand.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { TradePack } from '../../src/domain/data.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import type { Instant, LocalDay, Period } from '../../src/domain/time.ts';
import { addDays, lastWeek, localDay, weekOf } from '../../src/domain/time.ts';

/** What the words need besides the answers: the language, the firm, the moment. */
export type Context = {
  readonly catalogue: Catalogue;
  readonly timezone: string;
  readonly now: Instant;
  readonly today: LocalDay;
  readonly firm: string;
  readonly town: string;
  readonly rivals: readonly { readonly subject: string; readonly name: string }[];
  /** Labels of the trade's topics in the catalogue's language, by topic id. */
  readonly topics: ReadonlyMap<string, string>;
  /** Names where a complaint is told, of the topics whose label praises. */
  readonly complaints?: ReadonlyMap<string, string>;
  /** When the letter leaves: `HH:MM` in the owner's zone. */
  readonly letter: { readonly day: string; readonly at: string };
  readonly trade?: string;
  /** Ways that messages take, as the settings name them. */
  readonly channels?: readonly string[];
  /** What the firm sells and the trade's own nouns, in both languages: what an enquiry and an offer may share. */
  readonly products?: readonly string[];
};

export function contextOf(
  settings: Settings,
  pack: TradePack | null,
  catalogue: Catalogue,
  now: Instant,
): Context {
  const rivals = brandsOf(settings).filter(brand => brand.subject !== FIRM);
  return {
    catalogue,
    timezone: settings.timezone,
    now,
    today: localDay(now, settings.timezone),
    firm: settings.firm.name,
    town: settings.firm.establishments[0]?.town ?? '',
    rivals: rivals.map(({ subject, name }) => ({ subject, name })),
    topics: new Map((pack?.topics ?? []).map(topic => [topic.id, topic.label[catalogue.language]])),
    complaints: new Map(
      (pack?.topics ?? []).flatMap(({ id, complaint }) =>
        complaint ? [[id, complaint[catalogue.language]] as const] : [],
      ),
    ),
    letter: settings.schedule.letter,
    trade: settings.firm.trade,
    channels: settings.channels.map(({ channel }) => channel),
    products: [...settings.firm.products, ...(pack?.nouns.fr ?? []), ...(pack?.nouns.en ?? [])],
  };
}

/** What a complaint is about, in the middle of a sentence; undefined: the trade has no name for it. */
export function complaintTopic({ complaints, topics }: Context, topicId: string): string | undefined {
  return (complaints?.get(topicId) ?? topics.get(topicId))?.toLowerCase();
}

/** The same moment later: what the terminal does each time that it asks again. */
export function at(context: Context, now: Instant): Context {
  return { ...context, now, today: localDay(now, context.timezone) };
}

/** The last complete week: what every screen and the letter compare with the one before. */
export function shownWeek(context: Context): Period {
  return lastWeek(context.today);
}

/** The days of this week up to today, which the complete week cannot hold yet. */
export function weekSoFar(context: Context): Period {
  return { from: weekOf(context.today).from, to: context.today };
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The next letter's day, strictly after now: today still counts before its hour. */
export function nextLetterDay(context: Context): LocalDay {
  const monday = weekOf(context.today).from;
  const thisWeek = addDays(monday, Math.max(0, WEEKDAYS.indexOf(context.letter.day)));
  if (thisWeek > context.today) return thisWeek;
  return thisWeek === context.today && hourNow(context) < context.letter.at ? thisWeek : addDays(thisWeek, 7);
}

/** `HH:MM` in the owner's zone. */
function hourNow(context: Context): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: context.timezone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(context.now));
}
