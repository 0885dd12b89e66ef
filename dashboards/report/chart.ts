import { htmlText } from '../letter/encode-html.ts';
import type { ReportChart } from '../view-models/report-parts.ts';

/** Units of the drawing; the page stretches it to its own width. */
const WIDTH = 820;
const HEIGHT = 220;
const LEFT = 34;
const BOTTOM = 26;
const TOP = 10;
/** Words under the bars overlap beyond so many. */
const LABELS_MAX = 14;
/** Share of its place that a group of bars fills. */
const FILL = 0.74;

/** Grouped bars by hand: each bar says its figure, and nothing in it is fetched or runs. */
export function barChart(chart: ReportChart, id: string): string {
  const max = Math.max(1, ...chart.series.flatMap(({ values }) => values));
  const top = niceTop(max);
  const scale = (HEIGHT - TOP - BOTTOM) / top;
  const place = (WIDTH - LEFT) / Math.max(1, chart.categories.length);
  const thick = (place * FILL) / Math.max(1, chart.series.length);
  const y = (value: number) => round(HEIGHT - BOTTOM - value * scale);
  const bars = chart.series.flatMap(({ name, values }, series) =>
    values.map((value, index) => {
      const x = round(LEFT + index * place + (place * (1 - FILL)) / 2 + series * thick);
      const said = htmlText(`${name}, ${chart.categories[index] ?? ''} · ${value}`);
      return `<rect class="s${series}" x="${x}" y="${y(value)}" width="${round(thick * 0.92)}" height="${round(value * scale)}"><title>${said}</title></rect>`;
    }),
  );
  const every = Math.ceil(chart.categories.length / LABELS_MAX);
  const labels = chart.categories.map((words, index) =>
    index % every === 0
      ? `<text x="${round(LEFT + (index + 0.5) * place)}" y="${HEIGHT - 8}" text-anchor="middle">${htmlText(words)}</text>`
      : '',
  );
  const lines = [0, top / 2, top].map(
    value =>
      `<line x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}"/><text x="${LEFT - 6}" y="${round(y(value) + 4)}" text-anchor="end">${value}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}"><title id="${id}">${htmlText(chart.title)}</title>${lines.join('')}${bars.join('')}${labels.join('')}</svg>`;
}

/** The least even round number that no bar exceeds: its half is whole too. */
function niceTop(max: number): number {
  for (let unit = 1; ; unit *= 10)
    for (const step of [2, 4, 6, 8, 10]) if (step * unit >= max) return step * unit;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
