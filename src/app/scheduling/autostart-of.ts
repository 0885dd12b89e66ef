import { type Autostart, openAutostart } from '../../platform/autostart/autostart.ts';
import { dataDirectory, packageRoot, settingsPath } from '../../platform/files.ts';
import type { Invocation } from '../command.ts';

/** Starting with the computer, for the folders that a command's flags name: for `autostart`, `init` and `doctor`. */
export function autostartOf({ flags, io }: Pick<Invocation, 'flags' | 'io'>): Autostart {
  const config = settingsPath(flags.config, io.env);
  const dataDir = dataDirectory(flags.dataDir, io.env);
  const { HOME, USERPROFILE, APPDATA, LOCALAPPDATA } = io.env;
  // What the system starts has none of the variables of this terminal.
  const bare = { HOME, USERPROFILE, APPDATA, LOCALAPPDATA };
  return openAutostart({
    config,
    dataDir,
    isUsual: config === settingsPath(null, bare) && dataDir === dataDirectory(null, bare),
    env: io.env,
    program: { node: process.execPath, root: packageRoot() },
  });
}
