import { type Catalogue, say } from '../domain/catalogue.ts';
import { commands } from '../generated/commands.ts';
import type { Command } from './command.ts';

type Named = { readonly name: string; readonly command: Command };

/** `--help`: the few that an owner needs; `--help --all`: every command. */
export async function overview(catalogue: Catalogue, all: boolean): Promise<string> {
  const named: Named[] = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => ({ name, command: await load() })),
  );
  const shown = named.filter(({ command }) => all || command.essential);
  const width = Math.max(...shown.map(({ command }) => command.usage.length));
  const lines = shown.map(
    ({ command }) => `  vigie ${command.usage.padEnd(width)}  ${command.summary[catalogue.language]}`,
  );
  const tail = all ? say(catalogue, 'cli.globals') : say(catalogue, 'cli.more');
  return [say(catalogue, 'cli.what'), '', ...lines, '', tail, ''].join('\n');
}

/** `vigie <command> --help` */
export function commandHelp(catalogue: Catalogue, command: Command): string {
  const examples = command.examples.map(example => `  ${example}`);
  return [
    `vigie ${command.usage}`,
    '',
    command.summary[catalogue.language],
    '',
    say(catalogue, 'cli.examples'),
    ...examples,
    '',
    say(catalogue, 'cli.globals'),
    '',
  ].join('\n');
}
