import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  PASS_EVERY_MINUTES,
  PASS_MINUTES_MAX,
  type Scheduler,
  type SystemWorld,
  type Task,
  type TaskState,
} from './system-task.ts';

/** A timer of the user's own systemd: no rights are needed. */
export function systemd(world: SystemWorld): Scheduler {
  const folder = join(world.env.XDG_CONFIG_HOME || join(world.home, '.config'), 'systemd', 'user');
  const place = (name: string, kind = 'timer') => join(folder, `${name}.${kind}`);
  const control = (...args: string[]) =>
    world.run('systemctl', ['--user', ...args], { env: { LC_ALL: 'C', TZ: 'UTC' } });
  return {
    place,
    async enable(task) {
      await mkdir(folder, { recursive: true });
      await writeFile(place(task.name, 'service'), serviceUnit(task));
      await writeFile(place(task.name), timerUnit());
      await control('daemon-reload');
      const enabled = await control('enable', '--now', `${task.name}.timer`);
      // So that it also runs before she signs in; where that needs an administrator it stays as it is.
      if (enabled?.code === 0) await world.run('loginctl', ['enable-linger', '--no-ask-password']);
      return enabled?.code === 0;
    },
    async disable(name) {
      await control('disable', '--now', `${name}.timer`);
      for (const kind of ['timer', 'service']) await rm(place(name, kind), { force: true });
      return (await control('daemon-reload'))?.code === 0;
    },
    async state(name) {
      const asked = 'LoadState,UnitFileState,ActiveState,NextElapseUSecRealtime';
      const shown = await control('show', `${name}.timer`, `--property=${asked}`);
      if (shown?.code !== 0) return { state: 'unreachable', nextAt: null, signedInOnly: true };
      const user = await world.run('loginctl', ['show-user', String(world.uid ?? ''), '--property=Linger']);
      return stateOf(shown.stdout, user?.stdout.trim() === 'Linger=yes');
    },
  };
}

export function serviceUnit({ program, args }: Task): string {
  return `[Unit]
Description=Vigie reads what is due

[Service]
Type=oneshot
ExecStart=${[executable(program), ...args.map(argument)].join(' ')}
SuccessExitStatus=3
TimeoutStartSec=${PASS_MINUTES_MAX}min
Nice=10
IOSchedulingClass=idle
`;
}

/** By the clock of the day, so that a sleeping or switched-off computer catches up with one pass. */
export function timerUnit(): string {
  return `[Unit]
Description=Vigie every ${PASS_EVERY_MINUTES} minutes

[Timer]
OnCalendar=*:0/${PASS_EVERY_MINUTES}
OnStartupSec=2min
Persistent=true
AccuracySec=1min
RandomizedDelaySec=1min

[Install]
WantedBy=timers.target
`;
}

/** One word of ExecStart: quoted, C escapes, no specifier and no variable. */
function argument(word: string): string {
  return executable(word).replaceAll('$', () => '$$');
}

/** The program's own path, in which systemd replaces specifiers but no variable. */
function executable(word: string): string {
  const escaped = word
    .replace(/[\\"]/g, found => `\\${found}`)
    .replaceAll('\n', '\\n')
    .replaceAll('%', '%%');
  return `"${escaped}"`;
}

function stateOf(shown: string, lingers: boolean): TaskState {
  const values = new Map(
    shown.split('\n').flatMap(line => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as const] : [];
    }),
  );
  const isLoaded = values.get('LoadState') === 'loaded';
  const runs = values.get('UnitFileState') === 'enabled' && values.get('ActiveState') === 'active';
  // `Sun 2026-11-22 10:30:00 UTC`
  const next = /(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC/.exec(values.get('NextElapseUSecRealtime') ?? '');
  return {
    state: isLoaded ? (runs ? 'runs' : 'idle') : 'absent',
    nextAt: next ? `${next[1]}T${next[2]}.000Z` : null,
    signedInOnly: !lingers,
  };
}
