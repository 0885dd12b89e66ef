import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { fastWidth } from '../../bin/fast-width.mjs';

/**
 * Prints the first frame's CPU and wall ms and the CPU per key at 100×30 with 5,000 remarks, on the bundled
 * dashboard. `node test/bench/dashboard.ts`; with `--slow-width` Ink keeps its own string-width, for comparison.
 */
const root = join(import.meta.dirname, '../..');
// Beside the sources, so that the bundle finds data/ as the shipped one does.
const folder = mkdtempSync(join(root, 'test/bench/.dashboard-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/dashboard-app.tsx'],
    outdir: folder,
    bundle: true,
    splitting: true,
    // As in the shipped bundle: asked for under DEV=true only.
    external: ['react-devtools-core'],
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    plugins: process.argv.includes('--slow-width') ? [] : [fastWidth(root)],
  });
  process.stdout.write(
    execFileSync(process.execPath, [join(folder, 'dashboard-app.js')], { encoding: 'utf8' }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
