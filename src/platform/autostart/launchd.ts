import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PASS_EVERY_MINUTES, type Scheduler, type SystemWorld, type Task } from './system-task.ts';
import { xmlText } from './xml.ts';

/** An agent of the user's own session on a Mac. */
export function launchd(world: SystemWorld): Scheduler {
  const folder = join(world.home, 'Library', 'LaunchAgents');
  const place = (name: string) => join(folder, `${label(name)}.plist`);
  const domain = `gui/${world.uid ?? 0}`;
  const control = (...args: string[]) => world.run('launchctl', args);
  return {
    place,
    async enable(task) {
      await mkdir(folder, { recursive: true });
      await writeFile(place(task.name), propertyList(task));
      await control('bootout', `${domain}/${label(task.name)}`);
      await control('enable', `${domain}/${label(task.name)}`);
      return (await control('bootstrap', domain, place(task.name)))?.code === 0;
    },
    async disable(name) {
      await control('bootout', `${domain}/${label(name)}`);
      await rm(place(name), { force: true });
      return true;
    },
    async state(name) {
      const shown = await control('print', `${domain}/${label(name)}`);
      if (shown === null) return { state: 'unreachable', nextAt: null, signedInOnly: true };
      if (shown.code !== 0) return { state: 'absent', nextAt: null, signedInOnly: true };
      const disabled = await control('print-disabled', domain);
      const line = disabled?.stdout.split('\n').find(found => found.includes(`"${label(name)}"`)) ?? '';
      const isOff = /=> (disabled|true)/.test(line);
      return { state: isOff ? 'idle' : 'runs', nextAt: null, signedInOnly: true };
    },
  };
}

function label(name: string): string {
  return `app.vigie.${name}`;
}

/** A sleeping Mac runs what it missed once, when it wakes. */
export function propertyList({ name, program, args }: Task): string {
  const words = [program, ...args].map(word => `    <string>${xmlText(word)}</string>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${xmlText(label(name))}</string>
  <key>ProgramArguments</key>
  <array>
${words}
  </array>
  <key>StartInterval</key>
  <integer>${PASS_EVERY_MINUTES * 60}</integer>
  <key>RunAtLoad</key>
  <true/>
  <key>ProcessType</key>
  <string>Background</string>
  <key>LowPriorityIO</key>
  <true/>
</dict>
</plist>
`;
}
