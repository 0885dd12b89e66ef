import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Some terminals drop longer orders; a reply is a hundred times shorter. */
const OSC_BYTES_MAX = 74_000;
/** A clipboard program takes its text at once and may then stay to serve it: nobody waits for its end. */
const TAKE_MS_MAX = 1_000;

type Tool = readonly [command: string, ...args: string[]];

/** The clipboard programs of a system, best first. */
export function clipboardTools(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly Tool[] {
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [['clip.exe']];
  return [
    ...(env.WAYLAND_DISPLAY ? [['wl-copy'] as Tool] : []),
    ...(env.DISPLAY
      ? ([
          ['xclip', '-selection', 'clipboard'],
          ['xsel', '--clipboard', '--input'],
        ] as Tool[])
      : []),
    ...(env.WSL_DISTRO_NAME ? [['clip.exe'] as Tool] : []),
  ];
}

/**
 * Puts a text into the clipboard: through the terminal (OSC 52, which also works from afar) and through the first
 * program of the system that takes it. Resolves when either was tried; there is no way to know what the terminal did.
 */
export async function copyText(
  text: string,
  to: {
    readonly terminal: Writable;
    readonly platform: string;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= OSC_BYTES_MAX) to.terminal.write(`\u001b]52;c;${bytes.toString('base64')}\u0007`);
  // clip.exe reads UTF-16 with its mark; everything else reads UTF-8.
  const encoded = (command: string) =>
    command === 'clip.exe' ? Buffer.from(`\ufeff${text}`, 'utf16le') : bytes;
  for (const [command, ...args] of clipboardTools(to.platform, to.env)) {
    if (await fed(command, args, encoded(command))) return;
  }
}

/** True when the program took the text. */
function fed(command: string, args: readonly string[], input: Buffer): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    const timer = setTimeout(() => resolve(true), TAKE_MS_MAX);
    const over = (took: boolean) => {
      clearTimeout(timer);
      resolve(took);
    };
    child.on('error', () => over(false));
    child.on('exit', code => over(code === 0));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.unref();
  });
}
