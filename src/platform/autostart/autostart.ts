import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Instant } from '../../domain/time.ts';
import { type RunProgram, runProgram } from '../run-program.ts';
import { lastingProgram, type ProgramPlace } from './lasting-copy.ts';
import { launchd } from './launchd.ts';
import type { Scheduler } from './system-task.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';

/** Whether passes will run by themselves, as the system itself says. */
export type AutostartStatus = {
  /** `broken`: it was turned on and will not run; `unsupported`: no scheduler that vigie knows answers here. */
  readonly state: 'on' | 'off' | 'broken' | 'unsupported';
  /** For `broken`: `stopped` by the system or by hand, or the `program` is no longer where it was. */
  readonly reason: 'stopped' | 'program' | null;
  readonly nextAt: Instant | null;
  /** True when it runs only while its owner is signed in. */
  readonly signedInOnly: boolean;
  /** The file (Windows: the task) that says what to run. */
  readonly place: string;
};

export type Autostart = {
  /** Copies the program to a lasting place where needed, then writes and enables. */
  on(): Promise<AutostartStatus>;
  off(): Promise<AutostartStatus>;
  status(): Promise<AutostartStatus>;
};

export type AutostartWorld = {
  /** The folders that the passes work on, absolute. */
  readonly config: string;
  readonly dataDir: string;
  /** True when these are the usual ones, where the program finds them by itself. */
  readonly isUsual: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly program: ProgramPlace;
  readonly platform?: NodeJS.Platform;
  readonly run?: RunProgram;
};

const recordSchema = z.object({ node: z.string(), script: z.string() });

export function openAutostart(world: AutostartWorld): Autostart {
  const { config, dataDir, isUsual } = world;
  const scheduler = schedulerOf(world);
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  const name = isUsual ? 'vigie' : `vigie-${digest}`;
  const record = join(dataDir, 'autostart.json');
  const status = async (): Promise<AutostartStatus> => {
    const found = await scheduler.state(name);
    const written = await readRecord(record);
    const said = { nextAt: found.nextAt, signedInOnly: found.signedInOnly, place: scheduler.place(name) };
    if (found.state === 'unreachable') return { ...said, state: 'unsupported', reason: null };
    if (written === null && found.state === 'absent') return { ...said, state: 'off', reason: null };
    if (found.state !== 'runs') return { ...said, state: 'broken', reason: 'stopped' };
    const isThere = written === null || (existsSync(written.node) && existsSync(written.script));
    return isThere ? { ...said, state: 'on', reason: null } : { ...said, state: 'broken', reason: 'program' };
  };
  return {
    status,
    async on() {
      const { node, root } = await lastingProgram(world.program, dataDir);
      const script = join(root, 'bin', 'vigie');
      const places = isUsual ? [] : ['--config', config, '--data-dir', dataDir];
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      await writeFile(record, `${JSON.stringify({ node, script })}\n`, { mode: 0o600 });
      const args = [script, 'watch', '--once', '--quiet', ...places];
      const taken = await scheduler.enable({ name, program: node, args });
      // Nothing was turned on, so nothing is broken.
      if (!taken) await rm(record, { force: true });
      return status();
    },
    async off() {
      await scheduler.disable(name);
      await rm(record, { force: true });
      return status();
    },
  };
}

function schedulerOf({ env, platform = process.platform, run = runProgram }: AutostartWorld): Scheduler {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const uid = process.getuid?.() ?? null;
  const system = { env, home, uid, run };
  if (platform === 'darwin') return launchd(system);
  return platform === 'win32' ? taskScheduler(system) : systemd(system);
}

async function readRecord(path: string): Promise<z.infer<typeof recordSchema> | null> {
  try {
    return recordSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}
