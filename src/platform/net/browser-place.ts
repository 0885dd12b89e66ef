import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const MAC = [
  ['Google Chrome.app', 'Google Chrome'],
  ['Microsoft Edge.app', 'Microsoft Edge'],
  ['Chromium.app', 'Chromium'],
  ['Brave Browser.app', 'Brave Browser'],
] as const;
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];
const LINUX = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
/** Where Linux systems put programs even when PATH forgets it (a timer's PATH is short). */
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/usr/lib/chromium'];

/**
 * Where a browser that can draw pages may stand, best first: the one that VIGIE_BROWSER names and no other, else
 * the usual places of Chrome, Edge, Chromium and Brave on this system.
 */
export function browserPlaces(env: Environment, platform: string): string[] {
  if (env.VIGIE_BROWSER) return [env.VIGIE_BROWSER];
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME ? [join(env.HOME, 'Applications')] : [])];
    return roots.flatMap(root => MAC.map(([app, name]) => `${root}/${app}/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(root => root);
    return roots.flatMap(root => WINDOWS.map(path => `${root}\\${path}`));
  }
  const folders = [...new Set([...(env.PATH ?? '').split(':').filter(folder => folder), ...LINUX_FOLDERS])];
  return LINUX.flatMap(name => folders.map(folder => `${folder}/${name}`));
}
