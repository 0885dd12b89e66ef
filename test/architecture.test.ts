import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The house rules that a reader should be able to trust without looking: who imports whom, sizes, no cycles. */
const ROOT = resolve(import.meta.dirname, '..');
const ROOMS = ['src', 'collectors', 'pipelines', 'queries', 'dashboards'];
const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;

const files = ROOMS.flatMap(room => list(join(ROOT, room))).filter(
  file => !file.startsWith('src/generated/'),
);
const sources = new Map(files.map(file => [file, readFileSync(join(ROOT, file), 'utf8')]));
const importsOf = new Map(files.map(file => [file, imports(file)]));

type Import = { readonly from: string; readonly typeOnly: boolean; readonly lazy: boolean };

function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function imports(file: string): Import[] {
  const source = sources.get(file)!;
  const statements = source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const lazy = source.matchAll(/import\(\s*'([^']+)'\s*\)/g);
  return [
    ...[...statements].map(match => ({
      from: place(file, match[2]!),
      typeOnly: Boolean(match[1]),
      lazy: false,
    })),
    ...[...lazy].map(match => ({ from: place(file, match[1]!), typeOnly: false, lazy: true })),
  ];
}

function place(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative(ROOT, resolve(ROOT, dirname(file), specifier))
    .split(sep)
    .join('/');
}

/** Which of our own folders each room may import; packages are judged apart. */
const MAY_IMPORT: Readonly<Record<string, (from: string, typeOnly: boolean) => boolean>> = {
  'src/domain/': from => from.startsWith('src/domain/'),
  // A worker is the one place of the platform that runs collectors (from their registry) or stages.
  'src/platform/worker/': from => /^(src\/(platform|domain|generated)|pipelines)\//.test(from),
  'src/platform/': from => /^src\/(platform|domain)\//.test(from),
  'src/app/': () => true,
  'src/cli.ts': from => /^src\/(app|domain|platform)\//.test(from),
  'collectors/': from => /^(src\/domain|collectors)\//.test(from),
  'pipelines/': from => /^(src\/domain|pipelines)\//.test(from),
  'queries/': from => /^(src\/domain|queries)\//.test(from),
  'dashboards/': (from, typeOnly) =>
    /^(src\/domain|dashboards)\//.test(from) || (typeOnly && from.startsWith('queries/')),
};

function ruleFor(file: string): (from: string, typeOnly: boolean) => boolean {
  const room = Object.keys(MAY_IMPORT).find(prefix => file.startsWith(prefix));
  if (!room) throw new Error(`${file} stands in no room`);
  return MAY_IMPORT[room]!;
}

const isOurs = (from: string) =>
  /^(src|collectors|pipelines|queries|dashboards|data|test|\.\.)(\/|$)/.test(from);

describe('the house', () => {
  it('lets each room import only what the table allows', () => {
    const faults = files.flatMap(file =>
      importsOf
        .get(file)!
        .filter(({ from, typeOnly }) => isOurs(from) && !ruleFor(file)(from, typeOnly))
        .map(({ from }) => `${file} → ${from}`),
    );
    expect(faults).toEqual([]);
  });

  it('keeps the world out of the pure rooms', () => {
    const pure = /^(src\/domain|collectors|pipelines|queries|dashboards\/view-models)\//;
    const world = /^node:(fs|net|http|https|http2|child_process|dns|tls|worker_threads|os|process)|^undici$/;
    const faults = files
      .filter(file => pure.test(file))
      .flatMap(file =>
        importsOf
          .get(file)!
          .filter(({ from }) => world.test(from))
          .map(({ from }) => `${file} → ${from}`),
      );
    expect(faults).toEqual([]);
  });

  it('draws with React only in the terminal', () => {
    const faults = files.filter(
      file =>
        !file.startsWith('dashboards/terminal/') &&
        importsOf.get(file)!.some(({ from }) => /^(react|ink)\b/.test(from)),
    );
    expect(faults.filter(file => sources.get(file)!.match(/^import (?!type).*'(react|ink)/m))).toEqual([]);
  });

  it('has no import cycle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const { from, typeOnly, lazy } of importsOf.get(file) ?? [])
        if (!typeOnly && !lazy && sources.has(from)) visit(from, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('reaches every file from the entry points', () => {
    // Two files of ui/ are put into the bundle in place of Ink’s (bin/fast-width.mjs).
    const roots = files.filter(file =>
      /^(src\/cli\.ts|dashboards\/terminal\/ui\/(output|line-update)\.ts|src\/(platform\/worker|app\/(answering|discovering))\/[a-z]+-worker\.ts|src\/app\/commands\/[^/]+|src\/platform\/channels\/[^/]+|collectors\/[^/]+|queries\/[^/]+)$/.test(
        file,
      ),
    );
    const reached = new Set<string>();
    const walk = (file: string): void => {
      if (reached.has(file) || !sources.has(file)) return;
      reached.add(file);
      for (const { from } of importsOf.get(file)!) walk(from);
    };
    for (const root of roots) walk(root);
    // Declarations for a package without types are reached by the compiler, not by an import.
    expect(files.filter(file => !reached.has(file) && !file.endsWith('.d.ts'))).toEqual([]);
  });

  it(`keeps files within ${FILE_LINES_MAX} lines and functions within ${FUNCTION_LINES_MAX}`, () => {
    const long = files.filter(file => sources.get(file)!.split('\n').length > FILE_LINES_MAX);
    expect(long).toEqual([]);
    expect(files.flatMap(longFunctions)).toEqual([]);
  });

  it('imports zod by its parts, so that the bundle leaves out the rest of it', () => {
    expect(files.filter(file => /import \{.*from 'zod'/.test(sources.get(file) ?? ''))).toEqual([]);
  });

  it('never says any, ignores the compiler, calls global fetch or prints past cli.ts', () => {
    const forbidden: readonly (readonly [RegExp, (file: string) => boolean])[] = [
      [/(:|<|\bas)\s*any\b|@ts-(ignore|expect-error|nocheck)|biome-ignore/, () => true],
      [/(?<![.\w'"`])fetch\s*\(/, () => true],
      [/\bconsole\.\w+/, file => file !== 'src/cli.ts'],
      [
        /\bprocess\.(exit|stdout|stderr|argv)\b/,
        file => file !== 'src/cli.ts' && !/^src\/platform\/worker\//.test(file),
      ],
      [
        /\bMath\.random\b|\bDate\.now\(\)|new Date\(\)/,
        file => /^(src\/domain|collectors|pipelines|queries|dashboards\/view-models)\//.test(file),
      ],
    ];
    const faults = files.flatMap(file =>
      code(file).flatMap((line, index) =>
        forbidden.some(([pattern, applies]) => applies(file) && pattern.test(line))
          ? [`${file}:${index + 1} ${line.trim()}`]
          : [],
      ),
    );
    expect(faults).toEqual([]);
  });

  it('has no barrel and no drawer for odds and ends', () => {
    expect(
      files.filter(file => /(^|\/)(index|utils?|helpers?|manager|misc|common)\.tsx?$/.test(file)),
    ).toEqual([]);
  });
});

/** Lines without comments: the words in them are for people. */
function code(file: string): string[] {
  return sources
    .get(file)!
    .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '))
    .split('\n')
    .map(line => line.replace(/(^|\s)\/\/.*$/, ''));
}

/** Functions as the formatter lays them out: from their opening line to the line that closes at the same depth. */
function longFunctions(file: string): string[] {
  const lines = sources.get(file)!.split('\n');
  return lines.flatMap((line, start) => {
    if (!/^\s*(export )?(default )?(async )?function\b|^\s*(export )?const \w+.*=>\s*[{(]$/.test(line))
      return [];
    const indent = line.length - line.trimStart().length;
    const length = lines
      .slice(start + 1)
      .findIndex(next => next.length - next.trimStart().length === indent && /^\s*[})\]]/.test(next));
    return length + 2 > FUNCTION_LINES_MAX ? [`${file}:${start + 1} (${length + 2} lines)`] : [];
  });
}
