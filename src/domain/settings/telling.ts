import { type Catalogue, knows, type SayParams, say } from '../catalogue.ts';
import { choiceList } from './problem.ts';

/** A line of a terminal or a letter that is read in one go; the issue's own bound. */
const LINE_LENGTH_MAX = 200;
/** Widths of the values put in, characters, widest first: the words around them take some hundred. */
const WIDTHS = [72, 56, 40, 32, 24, 16];
/** A path cut shorter than this no longer says where. */
const PATH_LENGTH_MIN = 24;

/**
 * A problem of the settings in the owner's words: line, what stands there, what is expected, the mend. One line, at
 * most 200 characters: values are shortened until it fits, a mend is whole or left out.
 * @param params a SettingsProblem, and perhaps `more`: how many others there are
 */
export function tellProblem(catalogue: Catalogue, params: SayParams): string {
  let line = '';
  for (const width of WIDTHS) {
    line = filled(catalogue, params, width);
    if (line.length <= LINE_LENGTH_MAX) return line;
  }
  return shortened(line, LINE_LENGTH_MAX);
}

function filled(catalogue: Catalogue, params: SayParams, width: number): string {
  const path = oneLine(params.path) || 'vigie.yaml';
  const pathWidth = Math.max(width, PATH_LENGTH_MIN);
  const mend = oneLine(params.mend);
  const values = {
    ...params,
    line: String(params.line ?? 1),
    got: shortened(oneLine(params.got), width),
    path: path.length > pathWidth ? `…${path.slice(1 - pathWidth).toWellFormed()}` : path,
    expected: expectation(catalogue, oneLine(params.expected), width),
    mend,
  };
  return [
    say(catalogue, `settings.${params.kind}`, values),
    params.more ? say(catalogue, 'settings.more', { n: params.more }) : '',
    mend !== '' && mend.length <= width ? say(catalogue, 'settings.mend', values) : '',
  ]
    .filter(part => part !== '')
    .join(' ')
    .replaceAll('….', '…');
}

/** A type or a form has words of its own; bounds and choices stand as they are. */
function expectation(catalogue: Catalogue, expected: string, width: number): string {
  const key = `settings.expects.${expected}`;
  return knows(catalogue, key) ? say(catalogue, key) : choiceList(expected.split(', '), width);
}

function oneLine(value: string | number | undefined): string {
  return String(value ?? '')
    .replace(/[\s\p{Cc}\p{Bidi_C}]+/gu, ' ')
    .trim();
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1).toWellFormed()}…`;
}
