import { cleanLine } from '../../src/domain/text/clean.ts';
import type { Alert } from '../view-models/alert.ts';
import type { OpenLink } from '../view-models/open-link.ts';
import { htmlAddress, htmlMailto, htmlText } from './encode-html.ts';
import { INK, SOFT, STYLE, TITLE } from './html-style.ts';

const LINE_MAX = 600;
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';
const BUTTON =
  'display:inline-block;margin:0 8px 8px 0;padding:11px 16px;border:1px solid #c3ccd3;border-radius:6px;text-decoration:none;color:#0b5c99';

/** The alert as one self-contained mail part: tables, dark mode, nothing fetched. Read on a telephone in ten seconds. */
export function alertHtml(alert: Alert): string {
  const isList = alert.lead.some(line => line.startsWith('•'));
  const lead = isList ? alert.lead : [alert.lead.join(' ')];
  const paragraphs = lead.map(words => `<p class="ink" style="margin:0 0 10px;${INK}">${text(words)}</p>`);
  const why =
    alert.why === null ? '' : `<p class="soft" style="margin:0 0 10px;${SOFT}">${text(alert.why)}</p>`;
  const steps = alert.steps.map(
    (step, index) =>
      `<tr><td class="mark" width="24" valign="top" style="${INK};font-weight:700;color:#a34400">${index + 1}.</td><td class="ink" valign="top" style="padding-bottom:8px;${INK}">${text(step)}</td></tr>`,
  );
  const rows = [
    paragraphs.join('') + why,
    ...(steps.length === 0 ? [] : [`<table ${TABLE} width="100%">${steps.join('')}</table>`]),
    ...(alert.links.length === 0 ? [] : [`<div class="actions">${alert.links.map(button).join('')}</div>`]),
  ];
  return `<!DOCTYPE html>
<html lang="${alert.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(alert.subject)}</title>
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f3">
<table ${TABLE} class="page" width="100%" style="background:#eef1f3"><tr><td align="center" style="padding:16px 8px">
<table ${TABLE} class="card" width="600" style="width:600px;max-width:100%;background:#ffffff;border:1px solid #d5dce1;border-radius:8px">
<tr><td class="pad" style="padding:28px 32px 4px"><h1 class="ink" style="margin:0;${TITLE}">${text(alert.subject)}</h1><p class="soft" style="margin:6px 0 0;${SOFT}">${text(alert.head)}</p></td></tr>
${rows.map(row).join('')}<tr><td class="pad" style="padding:22px 32px 26px"><p class="soft rule" style="margin:0;padding-top:14px;border-top:1px solid #d5dce1;${SOFT}">${text(alert.next)}</p></td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function row(body: string): string {
  return `<tr><td class="pad" style="padding:18px 32px 0">${body}</td></tr>\n`;
}

function button({ url, words }: OpenLink): string {
  const address = htmlAddress(url) ?? htmlMailto(url);
  if (address === null) return '';
  return `<a class="link button" href="${address}" rel="noreferrer noopener" style="${BUTTON};${SOFT.replace('color:#4f5962', 'color:#0b5c99')}">${text(words)}</a>`;
}

function text(words: string): string {
  return htmlText(cleanLine(words, LINE_MAX));
}
