import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import {
  PASS_EVERY_MINUTES,
  PASS_MINUTES_MAX,
  type Scheduler,
  type SystemWorld,
  type Task,
} from './system-task.ts';
import { xmlText } from './xml.ts';

/** A task of the signed-in user on Windows. */
export function taskScheduler(world: SystemWorld): Scheduler {
  const tasks = (...args: string[]) => world.run('schtasks.exe', args, { timeoutMs: 20_000 });
  return {
    place: name => `\\${taskName(name)}`,
    async enable(task) {
      const folder = await mkdtemp(join(tmpdir(), 'vigie-task-'));
      try {
        const file = join(folder, 'task.xml');
        // schtasks reads UTF-16 with its mark, and nothing else, whatever the header says.
        await writeFile(file, `\ufeff${taskXml(task, world.env)}`, 'utf16le');
        const made = await tasks('/Create', '/TN', taskName(task.name), '/XML', file, '/F');
        return made?.code === 0;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async disable(name) {
      const known = await tasks('/Query', '/TN', taskName(name));
      if (known?.code !== 0) return known !== null;
      return (await tasks('/Delete', '/TN', taskName(name), '/F'))?.code === 0;
    },
    async state(name) {
      const shown = await tasks('/Query', '/TN', taskName(name), '/XML', 'ONE');
      if (shown === null) return { state: 'unreachable', nextAt: null, signedInOnly: true };
      if (shown.code !== 0) return { state: 'absent', nextAt: null, signedInOnly: true };
      const settings = /<Settings>[\s\S]*<\/Settings>/.exec(shown.stdout)?.[0] ?? '';
      const isOff = /<Enabled>\s*false\s*<\/Enabled>/i.test(settings);
      return { state: isOff ? 'idle' : 'runs', nextAt: null, signedInOnly: true };
    },
  };
}

function taskName(name: string): string {
  return `Vigie\\${name}`;
}

/**
 * Every half hour and when she signs in; one that was missed runs once the computer is back. `conhost --headless`
 * keeps the black window away.
 */
export function taskXml({ program, args }: Task, env: SystemWorld['env']): string {
  const user = [env.USERDOMAIN, env.USERNAME].filter(Boolean).join('\\');
  const conhost = win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'conhost.exe');
  const words = ['--headless', program, ...args].map(windowsWord).join(' ');
  const principal = user === '' ? '' : `\n      <UserId>${xmlText(user)}</UserId>`;
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Vigie</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT${PASS_EVERY_MINUTES}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
    <LogonTrigger>
      <Enabled>true</Enabled>${principal}
      <Delay>PT2M</Delay>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">${principal}
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>true</Hidden>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT${PASS_MINUTES_MAX}M</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xmlText(conhost)}</Command>
      <Arguments>${xmlText(words)}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}

/** As CommandLineToArgvW reads it back: backslashes count only before a quotation mark. */
function windowsWord(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  const escaped = word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1');
  return `"${escaped}"`;
}
