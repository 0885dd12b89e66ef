import { createHash } from 'node:crypto';
import { cleanLine } from '../../src/domain/text/clean.ts';
import { htmlAddress, htmlText } from '../letter/encode-html.ts';
import type {
  Report,
  ReportChart,
  ReportItem,
  ReportSection,
  ReportTable,
} from '../view-models/report-parts.ts';
import { barChart } from './chart.ts';
import { REPORT_STYLE } from './style.ts';

const LINE_MAX = 4_000;
/** The page may show its own style, and do nothing else: no script, no picture, no request. */
const STYLE_HASH = createHash('sha256').update(REPORT_STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** The report as one file to open, keep or print. */
export function reportHtml(report: Report): string {
  return `<!DOCTYPE html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${text(report.title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header><h1>${text(report.title)}</h1><p class="soft">${text(report.about)}</p></header>
<main>
${report.sections.map(section).join('\n')}
</main>
<footer>${report.footer.map(words => `<p>${text(words)}</p>`).join('')}</footer>
</body>
</html>
`;
}

function section({ id, title, items, chart, tables, lines }: ReportSection): string {
  return [
    `<section aria-labelledby="${id}"><h2 id="${id}">${text(title)}</h2>`,
    items.length > 0 ? `<ul>${items.map(item).join('')}</ul>` : '',
    chart === null ? '' : figure(chart, `${id}-chart`),
    tables.map(rows => table(rows)).join(''),
    lines.map(words => `<p>${text(words)}</p>`).join(''),
    '</section>',
  ].join('');
}

function item({ head, quote, notes, link }: ReportItem): string {
  const address = link === null ? null : htmlAddress(link.url);
  return [
    `<li><p class="head">${text(head)}</p>`,
    quote === null ? '' : `<blockquote><p>${text(quote)}</p></blockquote>`,
    ...notes.map(words => `<p class="soft">${text(words)}</p>`),
    link === null || address === null
      ? ''
      : `<p><a href="${address}" rel="noreferrer noopener">${text(link.words)}</a></p>`,
    '</li>',
  ].join('');
}

/** A drawing with its colours' names, and its figures for whoever does not see it. */
function figure(chart: ReportChart, id: string): string {
  const named = chart.series.length > 1;
  const legend = chart.series.map(
    ({ name }, index) =>
      `<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="s${index}" width="12" height="12"/></svg>${text(name)}</li>`,
  );
  const figures: ReportTable = {
    caption: chart.title,
    head: ['', ...chart.categories],
    rows: chart.series.map(({ name, values }) => [name, ...values.map(String)]),
  };
  return `<figure><figcaption>${text(chart.title)}</figcaption><div class="chart" tabindex="0" role="group" aria-label="${text(chart.title)}">${barChart(chart, id)}</div>${named ? `<ul class="legend">${legend.join('')}</ul>` : ''}</figure>${table(figures, 'same')}`;
}

/** @param titled `same`: its title stands over the drawing above and is only read aloud */
function table({ caption, head, rows }: ReportTable, titled: 'here' | 'same' = 'here'): string {
  const heads = head.map(words => (words === '' ? '<td></td>' : `<th scope="col">${text(words)}</th>`));
  const body = rows.map(([name = '', ...cells]) => {
    const others = cells.map(cell => `<td>${text(cell)}</td>`);
    return `<tr><th scope="row">${text(name)}</th>${others.join('')}</tr>`;
  });
  // Scrolls by itself on a narrow screen; a keyboard must be able to get there.
  return `<div class="scroll" role="region" aria-label="${text(caption)}" tabindex="0"><table><caption${titled === 'same' ? ' class="same"' : ''}>${text(caption)}</caption><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function text(words: string): string {
  return htmlText(cleanLine(words, LINE_MAX));
}
