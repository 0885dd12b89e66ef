import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ink's own files that ours stand for, see each. */
const OURS = ['output', 'line-update'];

/**
 * Ink measures every text it draws with string-width, which is 77 times slower on accented text than on ASCII. In
 * the bundle Ink gets our own measure, which asks the real one only where letters are not one cell each. It also
 * puts a frame together cell by cell, and compares lines letter by letter; ours take whole lines.
 */
export function fastWidth(root) {
  return {
    name: 'fast-width',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^string-width$/ }, ({ importer }) =>
        importer.includes('node_modules')
          ? { path: join(root, 'dashboards/terminal/ui/width.ts') }
          : undefined,
      );
      for (const name of OURS)
        onResolve({ filter: new RegExp(`^\\./${name}\\.js$`) }, ({ importer }) =>
          /[\\/]ink[\\/]build[\\/]/.test(importer)
            ? { path: join(root, `dashboards/terminal/ui/${name}.ts`) }
            : undefined,
        );
      // What parts signs and knows all emoji is made when a text needs it, which few do: 20 ms of every start.
      onLoad({ filter: /[\\/](string-width|slice-ansi|wrap-ansi)[\\/][\w-]+\.js$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replaceAll(
          /^const (segmenter|GRAPHEME_SEGMENTER|rgiEmojiRegex) = (new Intl\.Segmenter\(.*\)|\/.*\/v);$/gm,
          `let $1Made;
          const $1 = {
            segment: text => ($1Made ??= $2).segment(text),
            test: text => ($1Made ??= $2).test(text),
          };`,
        ),
      }));
    },
  };
}
