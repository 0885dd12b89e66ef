import { spawn } from 'node:child_process';

type Env = Readonly<Record<string, string | undefined>>;

/** The program that opens an address here; null: there is no screen to open it on. */
export function urlOpener(
  platform: string,
  env: Env,
): { readonly command: string; readonly args: readonly string[] } | null {
  if (platform === 'darwin') return { command: 'open', args: [] };
  // Not `start`, which is the command line's own and reads & and ^ of an address as orders.
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler'] };
  return env.DISPLAY || env.WAYLAND_DISPLAY ? { command: 'xdg-open', args: [] } : null;
}

/** Opens a web address in the browser; false when there is none here. Only http and https are ever handed over. */
export function openUrl(url: string, platform: string, env: Env): Promise<boolean> {
  const isWeb = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return isWeb ? hand(new URL(url).href, platform, env) : Promise.resolve(false);
}

/** Opens a file of ours in the program that the owner opens such files with; false when there is none here. */
export function openFile(path: string, platform: string, env: Env): Promise<boolean> {
  return hand(path, platform, env);
}

function hand(what: string, platform: string, env: Env): Promise<boolean> {
  const opener = urlOpener(platform, env);
  if (opener === null) return Promise.resolve(false);
  return new Promise(resolve => {
    // No shell: an address is one argument, whatever is in it.
    const child = spawn(opener.command, [...opener.args, what], {
      stdio: 'ignore',
      detached: true,
    });
    child.on('error', () => resolve(false));
    child.on('spawn', () => resolve(true));
    child.unref();
  });
}
