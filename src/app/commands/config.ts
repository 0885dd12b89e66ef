import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { checkSettings, readSettings } from '../../platform/settings-file.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor, wordError } from '../wording.ts';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Où sont les réglages, et sont-ils justes',
    en: 'Where the settings are, and whether they are right',
  },
  usage: 'config [path|check|schema]',
  examples: ['vigie config check', 'vigie config schema > vigie.schema.json'],
  options: {},
  async run(invocation) {
    const [what = 'path'] = invocation.positionals;
    if (what === 'schema') return printSchema(invocation);
    if (what === 'check') return check(invocation);
    if (what !== 'path') throw new VigieError('UsageInvalid', { word: what, mend: 'vigie config check' });
    const { flags, io } = invocation;
    const settings = settingsPath(flags.config, io.env);
    const data = dataDirectory(flags.dataDir, io.env);
    return tellAnyway(invocation, { settings, data }, [settings, data]);
  },
};

async function printSchema({ io }: Invocation): Promise<ExitCode> {
  const { settingsJsonSchema } = await import('../setup/settings-schema.ts');
  io.stdout.write(`${JSON.stringify(await settingsJsonSchema(), null, 2)}\n`);
  return EXIT.ok;
}

/** Every problem of the file at once, one line each. */
async function check(invocation: Invocation): Promise<ExitCode> {
  const { flags, io } = invocation;
  const path = settingsPath(flags.config, io.env);
  const text = await readSettings(path);
  const checked = checkSettings(text);
  const { checkWhole } = await import('../setup/check-whole.ts');
  const problems = await checkWhole(text, checked);
  const catalogue = catalogueFor(invocation, checked.settings);
  const worded = problems.map(problem => ({
    ...problem,
    message: wordError(catalogue, new VigieError('SettingsInvalid', problem)),
  }));
  const lines =
    worded.length === 0
      ? [say(catalogue, 'cli.settingsFine', { path })]
      : worded.map(problem => problem.message);
  tellAnyway(invocation, { path, problems: worded }, lines);
  return worded.length === 0 ? EXIT.ok : EXIT.failure;
}
