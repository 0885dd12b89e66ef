#!/usr/bin/env node
// Draws a captured terminal screen as an SVG, for the README:
//   tmux capture-pane -p -e -t vigie | node docs/picture.mjs > docs/home.svg
import { readFileSync } from 'node:fs';

const CELL_WIDTH = 8.4;
const LINE_HEIGHT = 18;
const MARGIN = 16;
/** The bar above, as a window has it. */
const BAR = 30;
const FRAME = '#6b7280';
const DOTS = ['#d55e00', '#e69f00', '#009e73'];
const INK = '#e6e6e6';
const PAPER = '#16181d';
const PALETTE = ['#000000', '#d55e00', '#009e73', '#e69f00', '#0072b2', '#cc79a7', '#56b4e9', '#c8c8c8'];

const lines = readFileSync(0, 'utf8').replace(/\s+$/, '').split('\n');
const escaped = text => text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt(0)};`);

/** One line as runs of text with the same look. */
function runs(line) {
  const found = [];
  let look = {};
  let column = 0;
  for (const [, codes, text] of line.matchAll(/(?:\u001b\[([\d;]*)m)?([^\u001b]*)/g)) {
    if (codes !== undefined) look = looks(look, codes.split(';').map(Number));
    if (!text) continue;
    found.push({ column, text, look });
    column += [...text].length;
  }
  return found;
}

/** Select Graphic Rendition, the part that the dashboard uses. */
function looks(before, codes) {
  let look = { ...before };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) look = {};
    else if (code === 1) look.bold = true;
    else if (code === 2) look.dim = true;
    else if (code === 7) look.inverse = true;
    else if (code === 22) look = { ...look, bold: false, dim: false };
    else if (code === 27) look.inverse = false;
    else if (code === 39) look.color = undefined;
    else if (code >= 30 && code <= 37) look.color = PALETTE[code - 30];
    else if (code >= 90 && code <= 97) look.color = PALETTE[code - 90];
    else if (code === 38 && codes[i + 1] === 2) {
      look.color = `rgb(${codes.slice(i + 2, i + 5).join(',')})`;
      i += 4;
    } else if (code === 38 && codes[i + 1] === 5) {
      look.color = cubeColor(codes[i + 2]);
      i += 2;
    }
  }
  return look;
}

/** The 256-colour cube (16 to 231) of terminals; the first sixteen are the palette. */
function cubeColor(index) {
  if (index < 16) return PALETTE[index % 8];
  if (index > 231) return INK;
  const level = step => (step === 0 ? 0 : 55 + 40 * step);
  const cell = index - 16;
  return `rgb(${[Math.floor(cell / 36), Math.floor(cell / 6) % 6, cell % 6].map(level).join(',')})`;
}

/** Which ways a sign of a frame goes from the middle of its cell: up, right, down, left. */
const WAYS = { '│': 'ud', '─': 'rl', '┌': 'rd', '┐': 'dl', '└': 'ur', '┘': 'ul', '├': 'urd' };

/** Frames as lines, by colour: letters would leave gaps between the rows. */
const strokes = new Map();
function stroke(sign, column, row, color) {
  const x = MARGIN + (column + 0.5) * CELL_WIDTH;
  const y = top + (row + 0.5) * LINE_HEIGHT;
  const ends = {
    u: [x, y - LINE_HEIGHT / 2],
    d: [x, y + LINE_HEIGHT / 2],
    l: [x - CELL_WIDTH / 2, y],
    r: [x + CELL_WIDTH / 2, y],
  };
  const path = [...WAYS[sign]]
    .map(way => `M${round(x)} ${round(y)}L${ends[way].map(round).join(' ')}`)
    .join('');
  strokes.set(color, (strokes.get(color) ?? '') + path);
}
const round = value => Math.round(value * 10) / 10;

/** `─` side by side is one line. */
function bars(line, row) {
  const plain = line.replace(/\u001b\[[\d;]*m/g, '');
  for (const { 0: run, index } of plain.matchAll(/─{2,}/g)) {
    const from = MARGIN + [...plain.slice(0, index)].length * CELL_WIDTH;
    const y = round(top + (row + 0.5) * LINE_HEIGHT);
    strokes.set(FRAME, `${strokes.get(FRAME) ?? ''}M${round(from)} ${y}h${round(run.length * CELL_WIDTH)}`);
  }
}

const top = MARGIN / 2 + BAR;
const width = Math.max(...lines.map(line => [...line.replace(/\u001b\[[\d;]*m/g, '')].length));
const drawn = lines.flatMap((line, row) => {
  bars(line, row);
  return runs(line).flatMap(({ column, text, look }) => {
    const signs = [...text];
    const color = look.color ?? INK;
    for (const [at, sign] of signs.entries())
      if (sign in WAYS && !(sign === '─' && (signs[at - 1] === '─' || signs[at + 1] === '─')))
        stroke(sign, column + at, row, look.color ?? FRAME);
    const words = signs.map(sign => (sign in WAYS ? ' ' : sign)).join('');
    // What stands apart is placed apart: a font with other widths then keeps the columns.
    return [...words.matchAll(/\S+(?: \S+)*/gu)].map(({ 0: part, index }) => {
      const x = round(MARGIN + (column + [...words.slice(0, index)].length) * CELL_WIDTH);
      const y = top + row * LINE_HEIGHT;
      const length = round([...part].length * CELL_WIDTH);
      const box = look.inverse
        ? `<rect x="${x}" y="${y}" width="${length}" height="${LINE_HEIGHT}" fill="${color}"/>`
        : '';
      const fill = look.inverse ? PAPER : color;
      const style = `${fill === INK ? '' : ` fill="${fill}"`}${look.bold ? ' font-weight="bold"' : ''}${look.dim ? ' opacity="0.65"' : ''}`;
      return `${box}<text x="${x}" y="${y + 13}" textLength="${length}"${style}>${escaped(part)}</text>`;
    });
  });
});
const size = { width: width * CELL_WIDTH + 2 * MARGIN, height: top + lines.length * LINE_HEIGHT + MARGIN };
const dots = DOTS.map(
  (fill, at) => `<circle cx="${MARGIN + 6 + 18 * at}" cy="${BAR / 2 + 1}" r="5" fill="${fill}"/>`,
);
const paths = [...strokes].map(([color, d]) => `<path d="${d}" stroke="${color}" fill="none"/>`);
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${round(size.width)}" height="${round(size.height)}" viewBox="0 0 ${round(size.width)} ${round(size.height)}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="${INK}" role="img" aria-label="vigie in a terminal">
<rect width="100%" height="100%" rx="10" fill="${PAPER}"/>
${dots.join('')}
${paths.join('\n')}
<g style="white-space: pre">
${drawn.join('\n')}
</g>
</svg>
`,
);
