import { VigieError } from '../domain/errors.ts';
import { nearest } from '../domain/settings/problem.ts';
import { commands } from '../generated/commands.ts';
import { commandName, parseArguments } from './arguments.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from './command.ts';

/** What `vigie` alone does. */
const DEFAULT_COMMAND = 'dashboard';

/** One command from its arguments to its exit code. Errors that the user can mend become one line on stderr. */
export async function run(
  argv: readonly string[],
  world: Pick<Invocation, 'io' | 'clock' | 'signal'>,
): Promise<ExitCode> {
  try {
    return await runCommand(argv, world);
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    const { catalogueFor, languageOfErrors, wordError } = await import('./wording.ts');
    const flags = { lang: await languageOfErrors(argv, world.io.env) };
    const catalogue = catalogueFor({ flags, io: world.io }, null);
    world.io.stderr.write(`${wordError(catalogue, error)}\n`);
    return error.code === 'UsageInvalid' ? EXIT.usage : EXIT.failure;
  }
}

async function runCommand(
  argv: readonly string[],
  world: Pick<Invocation, 'io' | 'clock' | 'signal'>,
): Promise<ExitCode> {
  const name = commandName(argv);
  // Without a name the default command's own options are meant: `vigie --screen-reader`.
  const command = await (name === null ? commands[DEFAULT_COMMAND]!() : commandCalled(name));
  const { help, all, ...asked } = parseArguments(argv, command, world.io.env);
  if (help) {
    const [{ catalogueFor }, { overview, commandHelp }] = await Promise.all([
      import('./wording.ts'),
      import('./help.ts'),
    ]);
    const catalogue = catalogueFor({ flags: asked.flags, io: world.io }, null);
    world.io.stdout.write(name === null ? await overview(catalogue, all) : commandHelp(catalogue, command));
    return EXIT.ok;
  }
  return command.run({ ...asked, ...world });
}

async function commandCalled(name: string): Promise<Command> {
  if (Object.hasOwn(commands, name)) return commands[name]!();
  const mend = nearest(name, Object.keys(commands));
  throw new VigieError('UsageInvalid', { word: name, mend: mend ? `vigie ${mend}` : 'vigie --help' });
}
