import { parseArgs } from 'node:util';
import { VigieError } from '../domain/errors.ts';
import { nearest } from '../domain/settings/problem.ts';
import type { Language } from '../domain/words.ts';
import type { Command, GlobalFlags, Invocation } from './command.ts';

/** Options that every command takes; `--no-x` is spelled out, so that --help shows what exists. */
export const GLOBAL_OPTIONS = {
  config: { type: 'string' },
  'data-dir': { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
  plain: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  'no-input': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
  all: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;
export type Parsed = Pick<Invocation, 'flags' | 'values' | 'positionals'> & {
  readonly help: boolean;
  readonly all: boolean;
};

/** The first word that is no option (nor the value of a global one) is the command's name. */
export function commandName(argv: readonly string[]): string | null {
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (!word.startsWith('-') || word === '-' || isId(word)) return word;
    const option = GLOBAL_OPTIONS[word.slice(2) as keyof typeof GLOBAL_OPTIONS];
    if (option?.type === 'string') i++;
  }
  return null;
}

/**
 * @param argv without the program; the command's own name is taken out of the positionals.
 * @throws VigieError UsageInvalid with the word that is not understood and the nearest that is.
 */
export function parseArguments(argv: readonly string[], command: Command | null, env: Environment): Parsed {
  const options = { ...GLOBAL_OPTIONS, ...command?.options };
  let values: Invocation['values'];
  let positionals: string[];
  try {
    const parsed = parseArgs({
      args: argv.map(word => (isId(word) ? ID_MARK + word : word)),
      options,
      allowPositionals: true,
      strict: true,
    });
    values = withoutMarks(parsed.values);
    positionals = parsed.positionals.map(unmarked);
  } catch (cause) {
    const word = /'(-[^' ]+)/.exec(String(cause))?.[1] ?? argv.find(arg => arg.startsWith('-')) ?? '';
    const mend = nearest(word.replace(/^-+/, ''), Object.keys(options));
    // The name is right where its value is missing.
    const value = mend && `--${mend}` === word ? ' …' : '';
    throw new VigieError('UsageInvalid', { word, mend: mend ? `--${mend}${value}` : '--help' }, cause);
  }
  return {
    flags: globalFlags(values, env),
    values,
    positionals: command ? positionals.slice(1) : positionals,
    help: values.help === true,
    all: values.all === true,
  };
}

/** Stands before an id while options are told from words; no system passes it in an argument. */
const ID_MARK = '\0';

/** Ids of remarks are signed numbers: `reply -42` names one, it is no option. */
function isId(word: string): boolean {
  return /^-\d+$/.test(word);
}

function unmarked(word: string): string {
  return word.startsWith(ID_MARK) ? word.slice(ID_MARK.length) : word;
}

function withoutMarks(values: Invocation['values']): Invocation['values'] {
  const plain = (value: string | boolean) => (typeof value === 'string' ? unmarked(value) : value);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined ? value : Array.isArray(value) ? value.map(plain) : plain(value),
    ]),
  );
}

function globalFlags(values: Invocation['values'], env: Environment): GlobalFlags {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : null);
  const lang = text('lang');
  if (lang !== null && lang !== 'fr' && lang !== 'en')
    throw new VigieError('UsageInvalid', { word: `--lang ${lang}`, mend: '--lang fr' });
  return {
    config: text('config'),
    dataDir: text('data-dir'),
    lang,
    json: values.json === true,
    plain: values.plain === true,
    // https://no-color.org: present and not empty
    color: values['no-color'] !== true && !env.NO_COLOR,
    input: values['no-input'] !== true,
    dryRun: values['dry-run'] === true,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
}

/** The system's language before any settings are read: English where it says so, otherwise French. */
export function systemLanguage(env: Environment): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return locale.startsWith('en') ? 'en' : 'fr';
}
