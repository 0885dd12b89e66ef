import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { SecretId } from '../domain/collector.ts';
import { keychainOf } from './keychain.ts';
import { type RunProgram, runProgram } from './run-program.ts';
import { writeWhole } from './whole-file.ts';

/** Where a secret stands: said to the owner, never what it is. */
export type SecretPlace = 'environment' | 'keychain' | 'file';

/**
 * Passwords and tokens by their id (`mailbox`, `smtp`, `ntfy`). Looked for in the environment
 * (`VIGIE_SECRET_MAILBOX`), then in the system's keychain, then in a `.env` of the data folder that only its owner
 * may read. No value ever stands in vigie.yaml, a log, an error or an argument of a program.
 */
export type Secrets = {
  get(id: SecretId): Promise<string | null>;
  /** Into the keychain when there is one that answers, else into the file. */
  save(id: SecretId, value: string): Promise<void>;
  /** null: not known. */
  place(id: SecretId): Promise<SecretPlace | null>;
};

export type SecretsWorld = {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly run?: RunProgram;
};

/** A password is short; a token of a large provider has some kilobytes. */
const VALUE_LENGTH_MAX = 8_192;
/** Marks a value that was encoded, so that quotes, spaces and accents survive every keychain and the file. */
const ENCODED = 'b64:';

export function openSecrets({
  dataDir,
  env,
  platform = process.platform,
  run = runProgram,
}: SecretsWorld): Secrets {
  const file = join(dataDir, '.env');
  const keychain = keychainOf({ platform, run, env, dataDir });
  const find = async (id: SecretId): Promise<{ value: string; place: SecretPlace } | null> => {
    const name = variableOf(id);
    const given = env[name];
    if (given !== undefined && given !== '') return { value: given, place: 'environment' };
    const kept = keychain && (await keychain.get(id));
    if (kept) return { value: decoded(kept), place: 'keychain' };
    const written = (await readVariables(file))[name];
    return written === undefined || written === '' ? null : { value: decoded(written), place: 'file' };
  };
  return {
    get: async id => (await find(id))?.value ?? null,
    place: async id => (await find(id))?.place ?? null,
    async save(id, value) {
      if (value === '' || value.length > VALUE_LENGTH_MAX) throw new RangeError('length of a secret');
      const kept = encoded(value);
      // Read back: a keychain that is locked may take a value and not give it.
      if (keychain && (await keychain.save(id, kept)) && (await keychain.get(id)) === kept)
        return removeVariable(file, variableOf(id));
      await writeVariable(file, variableOf(id), kept);
    },
  };
}

/** `mailbox` → `VIGIE_SECRET_MAILBOX`. Ids are ours: letters, digits and hyphens. */
export function variableOf(id: SecretId): string {
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(id)) throw new RangeError('id of a secret');
  return `VIGIE_SECRET_${id.toUpperCase().replaceAll('-', '_')}`;
}

function encoded(value: string): string {
  return ENCODED + Buffer.from(value, 'utf8').toString('base64');
}

/** What she wrote by hand stands as it is. */
function decoded(kept: string): string {
  return kept.startsWith(ENCODED) ? Buffer.from(kept.slice(ENCODED.length), 'base64').toString('utf8') : kept;
}

async function readVariables(file: string): Promise<Record<string, string | undefined>> {
  try {
    return parseEnv(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

async function removeVariable(file: string, name: string): Promise<void> {
  const known = await readVariables(file);
  if (known[name] === undefined) return;
  const { [name]: _gone, ...others } = known;
  await writeVariables(file, others);
}

async function writeVariable(file: string, name: string, value: string): Promise<void> {
  await writeVariables(file, { ...(await readVariables(file)), [name]: value });
}

async function writeVariables(file: string, variables: Record<string, string | undefined>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value ?? '')}`);
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  await writeWhole(file, `${lines.join('\n')}\n`);
}

/** A value that she wrote herself keeps whichever quotes it does not hold. */
function quoted(value: string): string {
  if (/^[\w:+/=.@-]*$/.test(value)) return value;
  return (
    [`'`, '"', '`'].map(mark => (value.includes(mark) ? null : mark + value + mark)).find(Boolean) ??
    encoded(value)
  );
}
