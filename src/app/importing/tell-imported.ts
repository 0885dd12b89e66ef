import { contextOf } from '../../../dashboards/view-models/context.ts';
import { ratingWords } from '../../../dashboards/view-models/remark.ts';
import type { MentionView } from '../../../queries/mentions.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Instant } from '../../domain/time.ts';
import { dayAndMonth, firstSentence, forTerminal, quoted } from '../../domain/words.ts';
import type { Imported } from './import-bytes.ts';

/** Of the review that is shown, characters. */
const QUOTE_MAX = 160;

/** What an import brought, in a sentence, and the latest review: the first that she sees. */
export function tellImported(
  catalogue: Catalogue,
  settings: Settings,
  { name, recognised, fresh, latest }: Imported,
  now: Instant,
): string {
  const counts = { site: name, n: recognised.said, k: fresh };
  const key = fresh === 0 ? 'import.same' : recognised.hasReviews ? 'import.found' : 'import.foundRemarks';
  const lines = [
    say(catalogue, key, counts),
    ...(latest ? latestLines(catalogue, settings, latest, now) : []),
  ];
  return forTerminal(lines.join('\n'));
}

/** The latest review, as strangers wrote it: whoever shows it makes it safe for a terminal. */
export function latestLines(
  catalogue: Catalogue,
  settings: Settings,
  latest: MentionView,
  now: Instant,
): readonly string[] {
  const { language } = catalogue;
  const words = quoted(language, firstSentence(latest.text || latest.title, QUOTE_MAX));
  const rating = latest.rating
    ? ratingWords(contextOf(settings, null, catalogue, now), latest.rating)
    : latest.site;
  const day = dayAndMonth(language, latest.day);
  const head = [rating, day, ...(latest.author ? [latest.author] : [])].join(', ');
  return [say(catalogue, 'import.first', { head }), ...(latest.text || latest.title ? [`  ${words}`] : [])];
}
