import { cleanLine } from '../../src/domain/text/clean.ts';
import type { Language } from '../../src/domain/words.ts';
import { htmlText } from './encode-html.ts';
import { SOFT, STYLE, TITLE } from './html-style.ts';

/** One line of a mail; longer ones were cut by the view-model. */
const LINE_LENGTH_MAX = 2_400;
export const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

export type MailParts = {
  readonly language: Language;
  readonly subject: string;
  /** Under the subject. */
  readonly about: string;
  /** HTML that was encoded; each stands in a row of its own. */
  readonly rows: readonly string[];
  /** Small, under a line. */
  readonly footer: readonly string[];
};

/** A self-contained HTML file or mail part on tables: dark mode, readable on a telephone, nothing fetched. */
export function mailDocument({ language, subject, about, rows, footer }: MailParts): string {
  const small = footer.map(words => `<p class="soft" style="margin:0 0 6px;${SOFT}">${mailText(words)}</p>`);
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${mailText(subject)}</title>
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f3">
<table ${TABLE} class="page" width="100%" style="background:#eef1f3"><tr><td align="center" style="padding:16px 8px">
<table ${TABLE} class="card" width="600" style="width:600px;max-width:100%;background:#ffffff;border:1px solid #d5dce1;border-radius:8px">
<tr><td class="pad" style="padding:28px 32px 4px"><h1 class="ink" style="margin:0;${TITLE}">${mailText(subject)}</h1><p class="soft" style="margin:6px 0 0;${SOFT}">${mailText(about)}</p></td></tr>
${rows.map(row).join('')}<tr><td class="pad" style="padding:24px 32px 24px"><table ${TABLE} width="100%"><tr><td class="rule" style="padding-top:14px;border-top:1px solid #d5dce1">${small.join('')}</td></tr></table></td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

/** Any text as one line of a mail's HTML. */
export function mailText(words: string): string {
  return htmlText(cleanLine(words, LINE_LENGTH_MAX));
}

function row(body: string): string {
  return `<tr><td class="pad" style="padding:22px 32px 0">${body}</td></tr>\n`;
}
