import type { Rating, Review } from '../../src/domain/observation.ts';
import type { Instant } from '../../src/domain/time.ts';
import { reviewOf } from './observed.ts';
import { explicitAuthor, isName, type Line, lineOf, type When } from './saved-lines.ts';
import type { Site } from './saved-sites.ts';
import { originalText } from './translated.ts';

/** What has been gathered of one review while its lines go by. */
type Draft = {
  author: string;
  title: string;
  rating: Rating | null;
  at: Instant | null;
  text: string[];
  reply: string[] | null;
  replyAt: Instant | null;
};

/**
 * The reviews of a copied page, top to bottom. A review is a head (name, stars, date, in any order and over
 * several lines), then its text, then perhaps the owner's reply. Where the page marks its reviews' own elements,
 * those part them; elsewhere a new head does.
 *
 * @param lines Block lines; a line that starts with CARD_LINE stands where a review's element starts.
 */
export function savedReviews(
  lines: readonly string[],
  site: Site,
  url: string | undefined,
  when: When,
): Review[] {
  const read = lines.map(line => lineOf(line, site, when));
  const drafts = read.some(line => line.kind === 'card') ? fromCards(read, site) : fromHeads(read, site);
  return drafts.filter(isReview).map(draft => toReview(draft, site, url));
}

/** The page's own mark at its top has neither author nor date; a line with a date has no author. */
function isReview(draft: Draft): boolean {
  if (draft.rating !== null) return draft.author !== '' || draft.at !== null;
  return draft.text.length > 0 && draft.at !== null && draft.author !== '';
}

function newDraft(): Draft {
  return { author: '', title: '', rating: null, at: null, text: [], reply: null, replyAt: null };
}

/** Cards: the first line that is a name is the author's. What stands before the first card is the page's own. */
function fromCards(lines: readonly Line[], site: Site): Draft[] {
  const drafts: Draft[] = [];
  let draft: Draft | null = null;
  for (const line of lines) {
    if (line.kind === 'card') {
      draft = newDraft();
      drafts.push(draft);
    } else if (draft) take(draft, line, site, true);
  }
  return drafts;
}

/** Adds a line to the review that it belongs to. */
function take(draft: Draft, line: Line, site: Site, nameFirst: boolean): void {
  if (line.kind === 'reply') {
    draft.reply ??= [];
    draft.replyAt ??= line.at;
    if (line.text !== '') draft.reply.push(line.text);
  } else if (line.kind === 'head') {
    // After the reply's own head, a date is the reply's.
    if (draft.reply) draft.replyAt ??= line.at;
    else {
      // Booking puts its title between the date and the mark.
      if (site.id === 'booking' && line.rating && !draft.rating && draft.text.length === 1)
        draft.title = draft.text.pop()!;
      draft.rating ??= line.rating;
      draft.at ??= line.at;
      draft.author ||= line.author;
    }
  } else if (line.kind === 'text') takeText(draft, line.text, site, nameFirst);
}

function takeText(draft: Draft, text: string, site: Site, nameFirst: boolean): void {
  if (draft.reply) {
    draft.reply.push(text);
    return;
  }
  const named = explicitAuthor(text);
  if (named && draft.author === '') draft.author = named;
  else if (nameFirst && draft.author === '' && draft.text.length === 0 && isName(text)) draft.author = text;
  // Between the country and the date Booking names the room.
  else if (site.id !== 'booking' || draft.author === '' || draft.at || draft.rating) draft.text.push(text);
}

/** How many lines a head may span: Booking's name, country, room, nights, company and date. */
const MAX_HEAD_LINES = 8;

/** No cards: a head that brings what the review at hand already has starts the next one. */
function fromHeads(lines: readonly Line[], site: Site): Draft[] {
  const drafts: Draft[] = [];
  // Where names stand on lines of their own ("par Marie D."), the line above the head is not one.
  const namesFollow = lines.some(line => line.kind === 'text' && explicitAuthor(line.text) !== null);
  let draft: Draft | null = null;
  let headLines = 0;
  for (const line of lines) {
    const isHead = line.kind === 'head' || (line.kind === 'meta' && line.aboutAuthor);
    if (isHead && headLines === 0 && (!draft || startsNext(draft, line, site))) {
      const before: Draft | null = draft;
      draft = newDraft();
      drafts.push(draft);
      if (!namesFollow && before) draft.author = nameAbove(before);
      headLines = MAX_HEAD_LINES;
    }
    if (!draft) {
      // Before the first head: only its last line, which may be the first author's name, matters.
      draft = newDraft();
      drafts.push(draft);
    }
    if (headLines > 0 && line.kind === 'text' && isHeadOver(draft, line.text)) headLines = 0;
    else if (headLines > 0) headLines--;
    take(draft, line, site, false);
  }
  return drafts;
}

/** Text ends a head, unless the head still lacks both stars and date and the text is short (a room's name). */
function isHeadOver(draft: Draft, text: string): boolean {
  return draft.rating !== null || draft.at !== null || text.length > 60;
}

function startsNext(draft: Draft, line: Line, site: Site): boolean {
  if (line.kind === 'meta') return true;
  if (line.kind !== 'head') return false;
  // "Écrit le 12 juillet 2026" under the text, or the date of a reply just begun, belongs to the review at hand.
  const awaitsReply = draft.reply !== null && draft.reply.length === 0;
  if (line.rating === null && (awaitsReply || draft.at === null) && (draft.rating !== null || awaitsReply))
    return false;
  const isBookingMark =
    site.id === 'booking' && line.at === null && draft.rating === null && draft.text.length <= 1;
  return !(isBookingMark && draft.at !== null && draft.reply === null);
}

/** Takes the last line of the review before: it is the next author's name, if it is one. */
function nameAbove(before: Draft): string {
  const lines = before.reply ?? before.text;
  const last = lines.at(-1);
  if (last === undefined || !isName(last)) return '';
  lines.pop();
  return last;
}

function toReview(draft: Draft, site: Site, url: string | undefined): Review {
  // A review of TripAdvisor always has a title.
  if (site.id === 'tripadvisor' && draft.text.length > 1) draft.title = draft.text.shift()!;
  const reply = draft.reply?.join('\n') ?? '';
  return reviewOf(
    {
      url,
      title: draft.title,
      text: originalText(draft.text.join('\n')),
      author: { name: draft.author, handle: undefined, url: undefined },
      publishedAt: draft.at,
    },
    draft.rating,
    reply === '' ? undefined : { text: originalText(reply), at: draft.replyAt },
  );
}
