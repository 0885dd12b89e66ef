import type {
  Letter,
  LetterBar,
  LetterItem,
  LetterReply,
  LetterSection,
} from '../view-models/letter-parts.ts';
import { htmlAddress, htmlMailto } from './encode-html.ts';
import { heading, INK, SOFT, TONE_COLOURS } from './html-style.ts';
import { mailDocument, TABLE, mailText as text } from './mail-document.ts';

/** Gmail cuts a mail at 102 KB; the letter stays far below, and a test keeps it. */
export const LETTER_BYTES_MAX = 102_000;
/** A reply has 80 words; her own may be longer. */
const REPLY_LINES_MAX = 40;

/** The letter as one self-contained HTML file or mail part, built on tables, readable on a telephone. */
export function letterHtml(letter: Letter): string {
  const opening = letter.opening.map(
    words => `<p class="ink" style="margin:0 0 10px;${INK}">${text(words)}</p>`,
  );
  const rows = [
    ...(opening.length > 0 ? [opening.join('')] : []),
    ...letter.sections.map(sectionBody),
    ...(letter.reply === null ? [] : [replyBox(letter.reply)]),
  ];
  // Where there are buttons, nobody has to be told how to answer.
  const hasButtons = letter.sections.some(one => one.items.some(item => item.buttons.length > 0));
  const answering = hasButtons || letter.answering === null ? [] : [letter.answering];
  const { language, subject, about } = letter;
  return mailDocument({ language, subject, about, rows, footer: [...letter.footer, ...answering] });
}

function sectionBody(section: LetterSection): string {
  const items = section.items.map(item => (section.bulleted ? bullet(item) : paragraph(item))).join('');
  const body = section.bulleted ? `<table ${TABLE} width="100%">${items}</table>` : items;
  const isTodo = section.id === 'todo';
  const title = `<h2 class="${isTodo ? 'mark' : 'soft'}" style="${heading(isTodo)}">${text(section.title)}</h2>`;
  return title + bar(section.bars) + body;
}

function paragraph(item: LetterItem): string {
  const soft = [item.why, item.note].flatMap(words =>
    words === null ? [] : [`<p class="soft" style="margin:0 0 6px;${SOFT}">${text(words)}</p>`],
  );
  return `<p class="ink" style="margin:0 0 6px;${INK}">${text(item.words)}</p>${item.steps.map(stepLine).join('')}${soft.join('')}${actions(item)}`;
}

function bullet(item: LetterItem): string {
  return `<tr><td class="soft" width="16" valign="top" style="${INK}">•</td><td class="ink" valign="top" style="padding-bottom:8px;${INK}">${text(item.words)} ${link(item)}</td></tr>`;
}

/** What can be done about it, thumb-wide, one under or beside the other as the screen allows. */
function actions(item: LetterItem): string {
  const address = item.link && htmlAddress(item.link.url);
  const opening = item.link && address ? [button(address, item.link.words)] : [];
  const prepared = item.buttons.flatMap(({ url, words }) => {
    const mail = htmlMailto(url);
    return mail === null ? [] : [button(mail, words)];
  });
  const all = [...opening, ...prepared];
  return all.length === 0
    ? '<p style="margin:0 0 10px;font-size:0;line-height:0"></p>'
    : `<p class="actions" style="margin:4px 0 12px;line-height:2.6">${all.join(' ')}</p>`;
}

function button(href: string, words: string): string {
  return `<a class="link button" href="${href}" rel="noreferrer noopener" style="${SOFT};display:inline-block;padding:9px 14px;margin:0 6px 8px 0;line-height:1.3;background:#f6f8f9;border:1px solid #aab4bc;border-radius:6px;color:#0b5a96;text-decoration:none;white-space:nowrap">${text(words)}</a>`;
}

function link(item: LetterItem): string {
  const address = item.link && htmlAddress(item.link.url);
  if (!item.link || !address) return '';
  return `<a class="link" href="${address}" rel="noreferrer noopener" style="${SOFT};color:#0b5a96">${text(item.link.words)}</a>`;
}

/** One table row whose cells are as wide as their counts: a bar that every mail program draws. */
function bar(bars: readonly LetterBar[]): string {
  const total = bars.reduce((sum, part) => sum + part.count, 0);
  if (total === 0) return '';
  const cells = bars.map(({ tone, count }) => {
    const width = Math.max(1, Math.round((count / total) * 100));
    return `<td class="t-${tone}" width="${width}%" height="12" bgcolor="${TONE_COLOURS[tone]}" style="background:${TONE_COLOURS[tone]};font-size:0;line-height:0;border-right:2px solid transparent;background-clip:padding-box">&nbsp;</td>`;
  });
  const words = bars.map(part => part.words).join(', ');
  return `<table role="img" aria-label="${text(words)}" title="${text(words)}" cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 10px"><tr>${cells.join('')}</tr></table>`;
}

function replyBox({ title, note, text: words, steps, beside, link: opened }: LetterReply): string {
  const parts = [
    `<h2 class="mark" style="${heading(true)}">${text(title)}</h2>`,
    note === null ? '' : `<p class="soft" style="margin:0 0 8px;${SOFT}">${text(note)}</p>`,
    words === null ? '' : box(words),
    ...steps.map(stepLine),
    beside === null
      ? ''
      : `<p class="soft" style="margin:10px 0 4px;${SOFT}">${text(beside.title)}</p>${box(beside.text)}`,
  ];
  const address = opened && htmlAddress(opened.url);
  const open =
    opened && address
      ? `<p class="actions" style="margin:10px 0 0;line-height:2.6">${button(address, opened.words)}</p>`
      : '';
  return parts.join('') + open;
}

function stepLine(step: string, index: number): string {
  return `<p class="ink" style="margin:0 0 8px;${INK}">${index + 1}. ${text(step)}</p>`;
}

/** Words to copy, whole and alone in their box. */
function box(words: string): string {
  const lines = words.split('\n').slice(0, REPLY_LINES_MAX).map(text).join('<br>');
  return `<table ${TABLE} width="100%"><tr><td class="box ink" style="padding:12px 14px;background:#f2f6f9;border-left:4px solid #0b5a96;${INK}">${lines}</td></tr></table>`;
}
