import { cleanLine } from '../../src/domain/text/clean.ts';
import type { Letter, LetterItem } from '../view-models/letter.ts';

const LINE_MAX = 600;
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
  const head = [`# ${escaped(letter.subject)}`, `*${escaped(letter.about)}*`];
  return `${[...head, ...blocks, '---', escaped(letter.footer)].join('\n\n')}\n`;
}

function itemText(item: LetterItem, bulleted: boolean): string {
  const parts = [escaped(item.words), ...(item.why === null ? [] : [escaped(item.why)])];
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
