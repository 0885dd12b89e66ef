import manifest from '../../../package.json' with { type: 'json' };

/** How robots.txt may name us. */
export const ROBOTS_TOKEN = 'vigie';

/** Says who asks and where to read about it. */
export const USER_AGENT = `vigie/${manifest.version} (+https://github.com/vigie-app/vigie)`;
