import { cleanLine } from '../../src/domain/text/clean.ts';
import { textWidth } from '../terminal/ui/width.ts';
import { wrapped } from '../terminal/ui/wrap.ts';
import type { Letter, LetterItem } from '../view-models/letter.ts';

/** The width at which no mail program breaks a plain-text line again. */
const WIDTH = 72;
/** One line of a letter before wrapping; longer ones were cut by the view-model. */
const LINE_MAX = 600;

/** The letter as plain text: the text part of the mail, and `vigie letter`. The subject stands on top. */
export function letterText(letter: Letter): string {
  const blocks = letter.sections.map(section => {
    const items = section.items.flatMap(item => itemLines(item, section.bulleted));
    return [safe(section.title).toUpperCase(), ...items].join('\n');
  });
  const footer = wrapped(safe(letter.footer), WIDTH).join('\n');
  return `${[safe(letter.subject), safe(letter.about), ...blocks, footer].join('\n\n')}\n`;
}

function itemLines(item: LetterItem, bulleted: boolean): string[] {
  const sign = bulleted ? '• ' : '';
  const indent = bulleted ? '  ' : '';
  const lines = [item.words, ...(item.why === null ? [] : [item.why])].flatMap(text =>
    wrapped(safe(text), WIDTH - sign.length),
  );
  const shown = lines.map((line, index) => (index === 0 ? sign : indent) + line);
  return item.link ? [...shown, ...linkLines(item.link, indent)] : shown;
}

/** An address is never wrapped: a broken one opens nothing. A long one has a line of its own. */
function linkLines(link: NonNullable<LetterItem['link']>, indent: string): string[] {
  const words = indent + safe(link.words);
  const url = safe(link.url);
  const line = `${words} ${url}`;
  return textWidth(line) <= WIDTH ? [line] : [words, indent + url];
}

/** One line without control or direction characters. */
function safe(text: string): string {
  return cleanLine(text, LINE_MAX);
}
