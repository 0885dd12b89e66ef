import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { fastWidth } from '../../bin/fast-width.mjs';

/**
 * Prints the first frame's CPU and wall ms and the CPU per key at 100×30 with 5,000 remarks, on the bundled
 * dashboard. `node test/bench/dashboard.ts`; with `--slow-width` Ink keeps its own string-width and its own way to
 * put a frame together, for comparison; with `--pty` in a real terminal, 30 keys a second (needs python3).
 */
const root = join(import.meta.dirname, '../..');
// Beside the sources, so that the bundle finds data/ as the shipped one does.
const folder = mkdtempSync(join(root, 'test/bench/.dashboard-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/dashboard-app.tsx', 'test/bench/dashboard-tty.tsx'],
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
  const node = process.execPath;
  const [command, args] = process.argv.includes('--pty')
    ? ['python3', [join(import.meta.dirname, 'real-terminal.py'), node, join(folder, 'dashboard-tty.js')]]
    : [node, [join(folder, 'dashboard-app.js')]];
  process.stdout.write(execFileSync(command, args, { encoding: 'utf8' }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
