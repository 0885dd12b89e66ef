import { cleanLine } from '../../src/domain/text/clean.ts';
import type { Letter, LetterItem, LetterSection } from '../view-models/letter.ts';
import { htmlAddress, htmlText } from './encode-html.ts';

/** Gmail cuts a mail at 102 KB; the letter stays far below, and a test keeps it. */
export const LETTER_BYTES_MAX = 102_000;
const LINE_MAX = 600;

/**
 * Inline styles for mail programs that drop <style>, classes for dark mode where it is understood. No picture, no
 * font, no script, nothing fetched; the policy forbids it for whoever opens the file in a browser.
 */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#16191d!important}.card{background:#1f2429!important;border-color:#39424b!important}
.ink{color:#eceff1!important}.soft{color:#aeb8c0!important}.mark{color:#f0a96b!important}.link{color:#7cc4f0!important}.rule{border-color:#39424b!important}
}
@media (max-width:620px){.card{width:100%!important}.pad{padding:16px!important}}`;
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = `${FONT};font-size:16px;line-height:1.5;color:#1d2328`;
const SOFT = `${FONT};font-size:14px;line-height:1.5;color:#56606a`;

/** The letter as one self-contained HTML file or mail part, built on tables, readable on a telephone. */
export function letterHtml(letter: Letter): string {
  const rows = letter.sections.map(sectionRows).join('');
  return `<!DOCTYPE html>
<html lang="${letter.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(letter.subject)}</title>
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f3">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f3"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:600px;max-width:100%;background:#ffffff;border:1px solid #d5dce1;border-radius:8px">
<tr><td class="pad" style="padding:28px 32px 4px"><h1 class="ink" style="margin:0;${FONT};font-size:22px;line-height:1.3;color:#1d2328">${text(letter.subject)}</h1><p class="soft" style="margin:6px 0 0;${SOFT}">${text(letter.about)}</p></td></tr>
${rows}<tr><td class="pad" style="padding:20px 32px 28px"><p class="soft rule" style="margin:0;padding-top:14px;border-top:1px solid #d5dce1;${SOFT}">${text(letter.footer)}</p></td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function sectionRows(section: LetterSection): string {
  const items = section.items.map(item => (section.bulleted ? bullet(item) : paragraph(item))).join('');
  const body = section.bulleted
    ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${items}</table>`
    : items;
  const colour = section.id === 'todo' ? '#b04a00' : '#56606a';
  const heading = `margin:0 0 8px;${FONT};font-size:13px;letter-spacing:.06em;text-transform:uppercase;color:${colour}`;
  const name = section.id === 'todo' ? 'mark' : 'soft';
  return `<tr><td class="pad" style="padding:20px 32px 0"><h2 class="${name}" style="${heading}">${text(section.title)}</h2>${body}</td></tr>\n`;
}

function paragraph(item: LetterItem): string {
  const why = item.why === null ? '' : `<p class="soft" style="margin:0 0 6px;${SOFT}">${text(item.why)}</p>`;
  return `<p class="ink" style="margin:0 0 6px;${INK}">${text(item.words)}</p>${why}${link(item, 12)}`;
}

function bullet(item: LetterItem): string {
  return `<tr><td class="soft" width="16" valign="top" style="${INK}">•</td><td class="ink" valign="top" style="padding-bottom:6px;${INK}">${text(item.words)}${link(item, 0)}</td></tr>`;
}

/** `below`: pixels left under it; a bullet has its own. */
function link(item: LetterItem, below: number): string {
  const address = item.link && htmlAddress(item.link.url);
  if (!item.link || !address) return '';
  return `<p style="margin:0 0 ${below}px;${SOFT}"><a class="link" href="${address}" rel="noreferrer noopener" style="color:#0b63a5">${text(item.link.words)}</a></p>`;
}

function text(words: string): string {
  return htmlText(cleanLine(words, LINE_MAX));
}
