import type { MailSender } from '../../../src/domain/mail-senders.ts';
import type { Rating } from '../../../src/domain/observation.ts';
import { fold } from '../../../src/domain/text/fold.ts';
import type { Instant } from '../../../src/domain/time.ts';
import { readDate } from '../date.ts';
import { readDecimal } from '../number.ts';
import { isName } from '../saved-lines.ts';
import { isOnlyStars, onScale, readStars } from '../stars.ts';
import type { Mail } from './message.ts';
import {
  ABOUT_REVIEW,
  ADVISES_AGAINST,
  AUTHOR_LABEL,
  AUTHORS,
  DATE_LABEL,
  HALF_LABEL,
  NOBODY,
  OTHER_SUBJECT,
  OVERALL_LABEL,
  PARTIAL_MARK,
  RECOMMENDS,
  REVIEW_SUBJECT,
  TEXT_ENDS,
  TEXT_LABEL,
  TITLE_LABEL,
} from './notice-words.ts';

/** What a notice says of one review. */
export type Notice = {
  readonly author: string;
  readonly rating: Rating | null;
  readonly title: string;
  readonly text: string;
  /** The review's own date, where the notice says one. */
  readonly at: Instant | null;
};

/** Lines of a notice that can hold the review: what follows is the platform's own. */
const LINES_MAX = 120;
/** Longest line that can be a label or a mark. */
const LABEL_LENGTH_MAX = 120;
const TEXT_LENGTH_MAX = 20_000;
/** Sites whose reviews have a title, on a line of its own between mark and text. */
const TITLED = new Set(['tripadvisor', 'trustpilot']);

type Line = { readonly text: string; readonly folded: string };

/** True for a mail that says it brings a customer's words, whether they are understood or not. */
export function tellsOfReview(subject: string): boolean {
  const folded = plain(subject);
  return REVIEW_SUBJECT.test(folded) && !OTHER_SUBJECT.test(folded);
}

/**
 * The review that a notice tells of; null when its form is not known: neither a mark on the sender's own scale nor,
 * where there are no marks, who recommends.
 */
export function readNotice(mail: Mail, sender: Pick<MailSender, 'id' | 'best'>, zone: string): Notice | null {
  if (!tellsOfReview(mail.subject)) return null;
  const lines = mail.lines.slice(0, LINES_MAX).map(text => ({ text, folded: plain(text) }));
  const mark = markOf(lines, sender.best ?? 5);
  const rating = mark?.rating ?? subjectMark(mail.subject, sender.best);
  const author = authorOf(mail.subject, lines);
  const advice = adviceOf(mail.subject, lines);
  if (sender.best === null ? author === '' || advice === null : rating === null) return null;
  const said = textOf(lines, mark?.index ?? -1).filter(line => sender.best !== null || line !== advice);
  const labelled = labelledLine(lines, TITLE_LABEL);
  const takesTitle = labelled === '' && TITLED.has(sender.id) && said.length > 1 && isTitle(said[0]);
  const title = sender.best === null ? (advice ?? '') : takesTitle ? unquoted(said[0] ?? '') : labelled;
  const body = takesTitle ? said.slice(1) : said;
  return {
    author,
    rating: sender.best === null ? null : rating,
    title,
    text: unquoted(body.join('\n')).slice(0, TEXT_LENGTH_MAX),
    at: dateOf(lines, zone),
  };
}

function plain(text: string): string {
  return fold(text)
    .replace(/[’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

type Mark = { readonly rating: Rating; readonly index: number };

/** The mark for the whole first; then the first line that is a mark and nothing else. */
function markOf(lines: readonly Line[], best: number): Mark | null {
  for (const [index, { text, folded }] of lines.entries()) {
    const label = text.length <= LABEL_LENGTH_MAX ? OVERALL_LABEL.exec(folded) : null;
    const rating = label && (readStars(text) ?? bare(folded.slice(label[0].length), best));
    if (rating) return { rating, index };
  }
  for (const [index, { text, folded }] of lines.entries()) {
    if (text.length > LABEL_LENGTH_MAX || PARTIAL_MARK.test(folded)) continue;
    const rating = isOnlyStars(text)
      ? readStars(text)
      : best === 10
        ? bare(folded, best)
        : aboutMark(text, folded);
    if (rating) return { rating, index };
  }
  return null;
}

/** "Marie vous a laissé un commentaire 5 étoiles": a mark within what is said about the review. */
function aboutMark(text: string, folded: string): Rating | null {
  return ABOUT_REVIEW.test(folded) ? readStars(text.replace(/(\d)-(?=[a-z])/gi, '$1 ')) : null;
}

function bare(figure: string, best: number): Rating | null {
  const match = /^(\d{1,2}(?:[.,]\d)?)$/.exec(figure.trim());
  return match ? onScale(readDecimal(match[1]), best) : null;
}

function subjectMark(subject: string, best: number | null): Rating | null {
  if (best === null) return null;
  return readStars(subject.replace(/(\d)-(?=[a-z])/gi, '$1 '));
}

function authorOf(subject: string, lines: readonly Line[]): string {
  const labelled = labelledLine(lines, AUTHOR_LABEL);
  if (labelled !== '' && labelled.length <= 60) return labelled;
  for (const text of [subject, ...lines.slice(0, 40).map(line => line.text)]) {
    if (text.length > 300) continue;
    for (const pattern of AUTHORS) {
      const name = pattern.exec(text)?.[1]?.replace(/^[«"“\s]+|[»"”\s,]+$|(?<=\p{L}{4})\.$/gu, '') ?? '';
      if (name !== '' && !NOBODY.test(plain(name)) && isName(name)) return name;
    }
  }
  return '';
}

/** The sentence that recommends or advises against; null when none does. */
function adviceOf(subject: string, lines: readonly Line[]): string | null {
  const all = [{ text: subject, folded: plain(subject) }, ...lines.slice(0, 20)];
  const against = all.find(({ folded }) => ADVISES_AGAINST.test(folded));
  return (against ?? all.find(({ folded }) => RECOMMENDS.test(folded)))?.text ?? null;
}

function labelledLine(lines: readonly Line[], label: RegExp): string {
  for (const { text, folded } of lines) {
    const found = text.length <= LABEL_LENGTH_MAX * 2 ? label.exec(folded) : null;
    if (found) return behindLabel(text);
  }
  return '';
}

function behindLabel(text: string): string {
  return text.slice(text.indexOf(':') + 1).trim();
}

/** The review's words: behind their label, else between the mark and the first button, else those in quotes. */
function textOf(lines: readonly Line[], markIndex: number): string[] {
  const label = lines.findIndex(({ folded }) => TEXT_LABEL.test(folded));
  if (label >= 0) {
    const first = behindLabel(lines[label]?.text ?? '');
    return [...(first === '' ? [] : [first]), ...untilEnd(lines.slice(label + 1))];
  }
  const below = markIndex < 0 ? [] : untilEnd(lines.slice(markIndex + 1));
  if (below.length > 0) return below;
  const quoted = lines.findIndex(({ text }) => /^[«“"]/.test(text));
  return quoted < 0 ? [] : untilEnd(lines.slice(quoted));
}

function untilEnd(lines: readonly Line[]): string[] {
  const said: string[] = [];
  let half = '';
  for (const { text, folded } of lines) {
    if (TEXT_ENDS.test(folded) && !/^[«“"]/.test(text)) break;
    if (HALF_LABEL.test(folded)) half = text.replace(/\s*:\s*$/, '');
    else if (!isAbout(text, folded)) {
      said.push(half === '' ? text : `${half} : ${text}`);
      half = '';
    }
  }
  return said;
}

function isAbout(text: string, folded: string): boolean {
  if (text.length > LABEL_LENGTH_MAX) return false;
  return (
    isOnlyStars(text) ||
    AUTHOR_LABEL.test(folded) ||
    DATE_LABEL.test(folded) ||
    OVERALL_LABEL.test(folded) ||
    TITLE_LABEL.test(folded) ||
    ABOUT_REVIEW.test(folded) ||
    (PARTIAL_MARK.test(folded) && /\d{1,2}(?:[.,]\d)?(?: ?\/ ?\d{1,2})?$/.test(folded))
  );
}

function isTitle(line: string | undefined): boolean {
  return line !== undefined && line.length <= 120;
}

function unquoted(text: string): string {
  return text.replace(/^[«“"\s\u00a0\u202f]+|[»”"\s\u00a0\u202f]+$/g, '');
}

function dateOf(lines: readonly Line[], zone: string): Instant | null {
  for (const { text, folded } of lines) {
    const label = text.length <= LABEL_LENGTH_MAX ? DATE_LABEL.exec(folded) : null;
    const at = label && readDate(text.slice(label[0].length), { zone, dayFirst: true });
    if (at) return at;
  }
  return null;
}
