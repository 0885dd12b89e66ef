import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of programs and workers are started from the sources: compiled once for all of them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // They only end what would never end: a test waits for what it is about, and nothing here asserts a duration.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    globalSetup: ['test/build-once.ts'],
    setupFiles: ['test/seed.ts'],
    alias: [{ find: /^.*\/worker-at\.ts$/, replacement: join(import.meta.dirname, 'test/built-workers.ts') }],
    // Files share what they import: loading it anew for each of them was a third of the computing. No test leaves
    // anything behind in its process.
    isolate: false,
    // One more than the cores of a small machine: many tests wait for servers, deadlines and browsers.
    maxWorkers: 3,
  },
});
