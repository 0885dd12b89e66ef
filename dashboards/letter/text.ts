import { cleanLine } from '../../src/domain/text/clean.ts';
import { textWidth } from '../terminal/ui/width.ts';
import { wrapped } from '../terminal/ui/wrap.ts';
import type { Letter, LetterItem, LetterReply } from '../view-models/letter-parts.ts';

/** The width at which no mail program breaks a plain-text line again. */
const WIDTH = 72;
/** One line of a letter before wrapping; longer ones were cut by the view-model. */
const LINE_MAX = 2400;
const REPLY_LINES_MAX = 40;

/** The letter as plain text: the text part of the mail, and `vigie letter`. The subject stands on top. */
export function letterText(letter: Letter): string {
  const blocks = letter.sections.map(section => {
    const isNumbered = section.id === 'todo' && letter.offered.length > 1 && letter.answering !== null;
    const items = section.items.map((item, index) => {
      const isOffered = isNumbered && index < letter.offered.length;
      return itemLines(
        isOffered ? { ...item, words: `${index + 1}. ${item.words}` } : item,
        section.bulleted,
      );
    });
    const between = section.bulleted ? '\n' : '\n\n';
    return [safe(section.title).toUpperCase(), items.map(lines => lines.join('\n')).join(between)].join('\n');
  });
  const opening = letter.opening.map(words => filled(words).join('\n'));
  const reply = letter.reply === null ? [] : [replyLines(letter.reply).join('\n')];
  const answering = letter.answering === null ? [] : [letter.answering];
  const footer = [...answering, ...letter.footer].map(words => filled(words).join('\n'));
  const head = [safe(letter.subject), safe(letter.about)];
  return `${[...head, ...opening, ...blocks, ...footer, ...reply].join('\n\n')}\n`;
}

function itemLines(item: LetterItem, bulleted: boolean): string[] {
  const sign = bulleted ? '• ' : '';
  const indent = bulleted ? '  ' : '';
  const steps = item.steps.map((step, index) => `${index + 1}) ${step}`);
  const soft = [item.why, ...steps, item.note].filter(words => words !== null);
  const lines = [item.words, ...soft].flatMap(words => wrapped(safe(words), WIDTH - sign.length));
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

/** Last, so that it can be copied from its first to its last line. */
function replyLines({ title, note, text, steps, beside, link }: LetterReply): string[] {
  return [
    safe(title).toUpperCase(),
    ...(note === null ? [] : filled(note)),
    ...(text === null ? [] : ['', ...lined(text)]),
    ...steps.flatMap((step, index) => filled(`${index + 1}. ${step}`)),
    ...(beside === null ? [] : ['', safe(beside.title), '', ...lined(beside.text)]),
    ...(link === null ? [] : ['', ...linkLines(link, '')]),
  ];
}

function lined(text: string): string[] {
  return text.split('\n').slice(0, REPLY_LINES_MAX).flatMap(filled);
}

function filled(words: string): string[] {
  return wrapped(safe(words), WIDTH);
}

/** One line without control or direction characters. */
function safe(text: string): string {
  return cleanLine(text, LINE_MAX);
}
