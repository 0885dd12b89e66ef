import type { Plugin } from 'esbuild';

export function fastWidth(root: string): Plugin;
