import { cleanLine } from '../../src/domain/text/clean.ts';
import { wrapped } from '../terminal/ui/wrap.ts';
import type { Alert } from '../view-models/alert.ts';

/** The width at which no mail program breaks a plain-text line again. */
const WIDTH = 72;
const LINE_MAX = 2400;

/** The alert as plain text: the text part of the mail, a telephone's notice, a terminal. Without its subject. */
export function alertText(alert: Alert): string {
  const isList = alert.lead.some(line => line.startsWith('•'));
  const lead = isList ? alert.lead.flatMap(filled) : filled(alert.lead.join(' '));
  const steps = alert.steps.flatMap((step, index) => filled(`${index + 1}. ${step}`));
  // A prepared mail is a button: as a line of text nobody could use it.
  const links = alert.links
    .filter(({ url }) => /^https?:/i.test(url))
    .map(({ words, url }) => `${safe(words)} ${safe(url)}`);
  const blocks = [
    filled(alert.head),
    lead,
    ...(alert.why === null ? [] : [filled(alert.why)]),
    steps,
    links,
    filled(alert.next),
  ];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function filled(words: string): string[] {
  return wrapped(safe(words), WIDTH);
}

/** One line without control or direction characters; an address is never wrapped. */
function safe(text: string): string {
  return cleanLine(text, LINE_MAX);
}
