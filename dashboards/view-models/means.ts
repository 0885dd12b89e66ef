import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { shortened } from '../../src/domain/words.ts';
import type { CompetitorsAnswers } from './competitors.ts';
import { rivalNames } from './competitors.ts';
import type { Context } from './context.ts';
import { sideOf } from './recurs.ts';
import { placeName } from './remark.ts';
import type { News } from './rival-news.ts';

/** One sentence on what the news may mean, and a shorter one for narrow screens. */
export type Meaning = { readonly long: string; readonly short: string };

/** Trades whose work is building sites. */
const SITE_TRADES: ReadonlySet<string> = new Set(['joinery', 'plumbing']);
/** Under so many of the same, nothing can be concluded. */
const SAME_MIN = 5;
const MEANINGS_MAX = 5;

/** What the week's news may mean, each from a rule over what was read; nothing where no rule speaks. */
export function meaningsOf(
  context: Context,
  answers: CompetitorsAnswers,
  news: readonly News[],
): readonly Meaning[] {
  return [
    ...offerMeanings(context, answers, news),
    ...hireMeanings(context, news),
    ...legalMeanings(context, news),
    ...sameMeanings(context, answers),
  ].slice(0, MEANINGS_MAX);
}

/** An offer that names what an enquiry of these days asks for; else offers are only to be compared. */
function offerMeanings(context: Context, { leads }: CompetitorsAnswers, news: readonly News[]): Meaning[] {
  const { catalogue } = context;
  return news.flatMap(({ change, name }): Meaning[] => {
    if (!change || change.after === '' || !(change.kind === 'promotion' || change.kind === 'price'))
      return [];
    for (const lead of leads) {
      const product = sharedProduct(context, lead, change.after);
      if (product === null) continue;
      const rebate = rebateOf(context, change.after);
      const params = { site: placeName(context, lead), product, name };
      return [
        {
          long:
            rebate === null
              ? say(catalogue, 'means.enquiryOffer', params)
              : say(catalogue, 'means.enquiry', { ...params, rebate }),
          short: say(catalogue, 'means.enquiryShort', params),
        },
      ];
    }
    const words = say(catalogue, change.kind === 'price' ? 'means.price' : 'means.offer', { name });
    return [{ long: words, short: words }];
  });
}

/** `−15 %` in what an offer says. */
function rebateOf({ catalogue }: Context, offer: string): string | null {
  const found = /[−–-]\s?\d{1,2}\s?%/u.exec(offer)?.[0];
  const space = catalogue.language === 'fr' ? '\u00a0' : '';
  return found ? found.replace(/\s/gu, space).replace(/^[–-]/u, '−') : null;
}

/** How many the enquiry asks for may stand right before the product: `six volets roulants`. */
const COUNT =
  /^(?:\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|two|three|four|five|seven|eight|nine|ten|twelve)$/u;

/** The longest product that both texts name, with its number, as the enquiry writes it; null when none. */
function sharedProduct(context: Context, lead: MentionView, offer: string): string | null {
  const text = `${lead.text} ${lead.title}`.slice(0, 4000);
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const asked = words.map(fold);
  const offered = offer
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(fold);
  const known = [...new Set((context.products ?? []).map(fold))].sort((a, b) => b.length - a.length);
  for (const product of known) {
    const parts = product.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const at = placeOf(asked, parts);
    if (parts.length === 0 || at < 0 || placeOf(offered, parts) < 0) continue;
    const from = at > 0 && COUNT.test(asked[at - 1] ?? '') ? at - 1 : at;
    return shortened(
      words
        .slice(from, at + parts.length)
        .join(' ')
        .toLowerCase(),
      40,
    );
  }
  return null;
}

function placeOf(words: readonly string[], parts: readonly string[]): number {
  return words.findIndex((_, index) => parts.every((part, place) => words[index + place] === part));
}

function hireMeanings(context: Context, news: readonly News[]): Meaning[] {
  if (!news.some(({ change }) => change?.kind === 'job' && change.after !== '')) return [];
  const key = SITE_TRADES.has(context.trade ?? '') ? 'means.hireSites' : 'means.hire';
  const words = say(context.catalogue, key);
  return [{ long: words, short: words }];
}

function legalMeanings(context: Context, news: readonly News[]): Meaning[] {
  const names = new Set(news.flatMap(({ change, name }) => (change?.kind === 'legal' ? [name] : [])));
  return [...names].map(name => {
    const words = say(context.catalogue, 'means.legal', { name });
    return { long: words, short: words };
  });
}

/** Low reviews of a competitor on what is said badly of the firm too. */
function sameMeanings(context: Context, { competitors, recurring }: CompetitorsAnswers): Meaning[] {
  const { catalogue } = context;
  const names = rivalNames(context);
  const weak = new Set(
    recurring.topics.filter(({ tones }) => sideOf(tones) === 'bad').map(({ topic }) => topic),
  );
  const counts = new Map<string, { subject: string; topic: string; n: number }>();
  for (const { subject, review } of competitors.lowReviews) {
    for (const { topic, label } of review.topics) {
      if (label !== 'negative' || !weak.has(topic) || !names.has(subject)) continue;
      const key = `${subject} ${topic}`;
      counts.set(key, { subject, topic, n: (counts.get(key)?.n ?? 0) + 1 });
    }
  }
  return [...counts.values()].flatMap(({ subject, topic, n }): Meaning[] => {
    const label = context.complaints?.get(topic) ?? context.topics.get(topic);
    if (label === undefined) return [];
    const key = n === 1 ? 'means.sameOne' : n < SAME_MIN ? 'means.sameFew' : 'means.sameMany';
    const words = say(catalogue, key, { name: names.get(subject) ?? '', topic: label, n });
    return [{ long: words, short: words }];
  });
}
