import { cleanLine } from '../../src/domain/text/clean.ts';
import type { Letter, LetterItem, LetterReply } from '../view-models/letter-parts.ts';

const LINE_MAX = 2400;
const REPLY_LINES_MAX = 40;
/** Signs that Markdown or the HTML inside it could take for an order. */
const SPECIAL = /[\\`*_[\]<>|#&~$]/g;
/** At the beginning of a line: a list ("- ", "1. "), a rule, a quotation or a heading underlined. */
const OPENING = /^(\d*)([-+=.)])/;

/** The letter as Markdown, for a note or a wiki: every quoted word is escaped, links are http(s) only. */
export function letterMarkdown(letter: Letter): string {
  const blocks = letter.sections.map(section => {
    const items = section.items.map(item => itemText(item, section.bulleted));
    return `## ${escaped(section.title)}\n\n${items.join(section.bulleted ? '\n' : '\n\n')}`;
  });
  const head = [`# ${escaped(letter.subject)}`, `*${escaped(letter.about)}*`, ...letter.opening.map(escaped)];
  const reply = letter.reply === null ? [] : [replyText(letter.reply)];
  return `${[...head, ...blocks, '---', ...letter.footer.map(escaped), ...reply].join('\n\n')}\n`;
}

function replyText({ title, note, text, steps, beside, link }: LetterReply): string {
  const quote = (words: string) =>
    words
      .split('\n')
      .slice(0, REPLY_LINES_MAX)
      .map(line => `> ${escaped(line)}`)
      .join('\n');
  const parts = [
    `## ${escaped(title)}`,
    ...(note === null ? [] : [escaped(note)]),
    ...(text === null ? [] : [quote(text)]),
    ...(steps.length === 0 ? [] : [steps.map((step, index) => `${index + 1}. ${escaped(step)}`).join('\n')]),
    ...(beside === null ? [] : [escaped(beside.title), quote(beside.text)]),
    ...(link === null ? [] : [`[${escaped(link.words)}](${address(link.url)})`]),
  ];
  return parts.join('\n\n');
}

function itemText(item: LetterItem, bulleted: boolean): string {
  const steps = item.steps.map((step, index) => `${index + 1}) ${step}`);
  const soft = [item.why, ...steps, item.note].filter(words => words !== null);
  const parts = [item.words, ...soft].map(escaped);
  if (item.link) parts.push(`[${escaped(item.link.words)}](${address(item.link.url)})`);
  return bulleted ? `- ${parts.join(' ')}` : parts.join('\\\n');
}

/** One line in which nothing is markup any more. */
export function escaped(text: string): string {
  return cleanLine(text, LINE_MAX).replace(SPECIAL, '\\$&').replace(OPENING, '$1\\$2');
}

/** A percent-encoded address: no space, bracket or quotation mark can end the link early. */
function address(url: string): string {
  return new URL(url).href.replace(
    /[()[\]<>\\'"`*_~|]/g,
    sign => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
