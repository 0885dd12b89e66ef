import { type Catalogue, knows, say } from '../domain/catalogue.ts';
import { commands } from '../generated/commands.ts';
import type { Command } from './command.ts';

type Named = { readonly name: string; readonly command: Command };

/** The order in which an owner meets them; the rest follows by the alphabet. */
const FIRST = ['dashboard', 'init', 'demo', 'letter', 'import', 'doctor'];

/** `--help`: the six that an owner needs; `--help --all`: every command. */
export async function overview(catalogue: Catalogue, all: boolean): Promise<string> {
  const named: Named[] = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => ({ name, command: await load() })),
  );
  const rank = ({ name }: Named) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  const shown = named
    .filter(({ name, command }) => all || (command.essential && FIRST.includes(name)))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  const calls = shown.map(({ name }) => (name === 'dashboard' ? 'vigie' : `vigie ${name}`));
  const width = Math.max(...calls.map(call => call.length));
  const lines = shown.map(
    ({ command }, index) => `  ${(calls[index] ?? '').padEnd(width)}  ${command.summary[catalogue.language]}`,
  );
  const tail = all ? say(catalogue, 'cli.globals') : say(catalogue, 'cli.more');
  return [say(catalogue, 'cli.what'), '', ...lines, '', tail, ''].join('\n');
}

/** `vigie <command> --help`, `vigie help <command>` */
export function commandHelp(catalogue: Catalogue, command: Command): string {
  const examples = command.examples.map(example => `  ${example}`);
  const options = Object.entries(command.options).map(([name, { type }]) => ({
    call: type === 'boolean' ? `--${name}` : `--${name} …`,
    words: optionWords(catalogue, command, name),
  }));
  const width = Math.max(0, ...options.map(({ call }) => call.length));
  return [
    `vigie ${command.usage}`,
    '',
    command.summary[catalogue.language],
    '',
    say(catalogue, 'cli.examples'),
    ...examples,
    '',
    ...(options.length > 0 ? [say(catalogue, 'cli.options')] : []),
    ...options.map(({ call, words }) => `  ${call.padEnd(width)}  ${words}`.trimEnd()),
    ...(options.length > 0 ? [''] : []),
    say(catalogue, 'cli.globals'),
    '',
  ].join('\n');
}

/** What an option does: in this command's own words, else in those that fit everywhere. */
export function optionWords(catalogue: Catalogue, { usage }: Pick<Command, 'usage'>, name: string): string {
  const [command = ''] = usage.split(' ');
  const key = [`option.${command}.${name}`, `option.${name}`].find(one => knows(catalogue, one));
  return key === undefined ? '' : say(catalogue, key);
}
