import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Prints the first frame's CPU and wall ms and the CPU per key at 100×30 with 5,000 remarks, on the bundled
 * dashboard. `node test/bench/dashboard.ts`; with `--slow-width` Ink keeps its own string-width, for comparison.
 */
const root = join(import.meta.dirname, '../..');
// Beside the sources, so that the bundle finds data/ as the shipped one does.
const folder = mkdtempSync(join(root, 'test/bench/.dashboard-'));
try {
  const outfile = join(folder, 'app.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/dashboard-app.tsx'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    plugins: process.argv.includes('--slow-width') ? [] : [fastWidth()],
  });
  process.stdout.write(execFileSync(process.execPath, [outfile], { encoding: 'utf8' }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Ink's string-width is replaced by ours, which asks the real one only where letters are not one cell each. */
function fastWidth(): import('esbuild').Plugin {
  return {
    name: 'fast-width',
    setup({ onResolve }) {
      onResolve({ filter: /^string-width$/ }, ({ importer }) =>
        importer.includes('node_modules') ? { path: join(root, 'dashboards/terminal/ui/width.ts') } : null,
      );
    },
  };
}
