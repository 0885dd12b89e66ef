import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Where the program is, and the Node that runs it. */
export type ProgramPlace = { readonly node: string; readonly root: string };

/**
 * The program at a place that lasts. What `npx` unpacked goes away one day, and the scheduler would start nothing
 * without a word: such a program is copied, with the packages beside it, into `<dataDir>/program/<version>`. Any
 * other stays where it is.
 */
export async function lastingProgram(place: ProgramPlace, dataDir: string): Promise<ProgramPlace> {
  const root = realpathSync(place.root);
  const node = realpathSync(place.node);
  if (!isPassing(root)) return { node, root };
  const modules = dirname(root);
  const source = basename(modules) === 'node_modules' ? modules : root;
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = join(dataDir, 'program');
  const copy = join(folder, version, basename(source));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Copied beside and put in place: a copy cut short is never taken for the program.
  const beside = join(folder, `${version}.new`);
  await rm(beside, { recursive: true, force: true });
  await cp(source, join(beside, basename(source)), { recursive: true, dereference: true });
  await rm(join(folder, version), { recursive: true, force: true });
  await rename(beside, join(folder, version));
  for (const old of await readdir(folder))
    if (old !== version) await rm(join(folder, old), { recursive: true, force: true });
  return {
    node: within(source, node) ? join(copy, relative(source, node)) : node,
    root: join(copy, relative(source, root)),
  };
}

/** Folders of `npx`, `pnpm dlx`, `yarn dlx` and `bunx`. */
const PASSING = /^(_npx|dlx(-.*)?|bunx-.*)$/;

function isPassing(root: string): boolean {
  return root.split(sep).some(name => PASSING.test(name));
}

function within(folder: string, path: string): boolean {
  return existsSync(folder) && path.startsWith(folder + sep);
}
