import { chmodSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collector } from '../../collectors/review-page.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { createRenderer, type Renderer, type RendererOptions } from '../../src/platform/net/browser.ts';
import { alarmAfter } from '../../src/platform/net/browser-alarm.ts';
import { ownCertificate } from '../../src/platform/net/browser-certificate.ts';
import { browserPlaces } from '../../src/platform/net/browser-place.ts';
import { hasOwnBrowser, newBrowser } from '../report/new-browser.ts';
import { answers } from './browser-site.ts';

/** A real browser without any of the system's: what npm brings is unpacked once and run. */
let executable = '';
let site: { server: Server; port: number };
let secure: { server: Server; port: number };
let secret: { server: Server; port: number };
let forbiddenHits = 0;
let settings: RendererOptions;
let renderer: Renderer;

async function listen(server: Server, address = '127.0.0.1'): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, address, resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  if (!hasOwnBrowser) return;
  const browser = await newBrowser();
  // Its own name, so that browsers of other test files are not counted.
  executable = `${browser.executablePath}-${process.pid}-net`;
  linkSync(browser.executablePath, executable);
  const secretServer = createServer((_request, response) => {
    forbiddenHits++;
    response.end('secret');
  });
  secretServer.on('upgrade', (_request, socket) => {
    forbiddenHits++;
    socket.destroy();
  });
  secret = { server: secretServer, port: await listen(secretServer) };
  const respond: RequestListener = (request, response) => {
    const { status, headers, body } = answers(
      new URL(request.url ?? '/', 'http://site.example').pathname,
      secret.port,
    );
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  };
  const siteServer = createServer(respond);
  site = { server: siteServer, port: await listen(siteServer) };
  const { key, certificate } = ownCertificate();
  const secureServer = createSecureServer({ key, cert: certificate }, respond);
  secure = { server: secureServer, port: await listen(secureServer, '0.0.0.0') };
  const closed = createServer();
  const down = await listen(closed);
  await new Promise(done => closed.close(done));
  const here = `127.0.0.1:${site.port}`;
  settings = {
    policy: {
      allowPrivate: [`127.0.0.1:${secure.port}`],
      connectTo: {
        'site.example': here,
        'shop.example': here,
        'other.example': `127.0.0.1:${secure.port}`,
        // Reaches the same server without being an address of the loopback.
        'elsewhere.example': `0.0.0.0:${secure.port}`,
        'plain-elsewhere.example': `0.0.0.0:${site.port}`,
        'down.example': `127.0.0.1:${down}`,
      },
    },
    clock: settableClock('2026-07-13T05:02:00.000Z'),
    userAgent: 'vigie-test',
    env: { ...process.env, VIGIE_BROWSER: executable },
    arguments: browser.args,
  };
  renderer = createRenderer(settings);
});

afterAll(() => {
  site?.server.close();
  secure?.server.close();
  secret?.server.close();
  if (executable) rmSync(executable);
});

/** Processes of this very browser, children included. */
function browsersRunning(): number {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return pids.filter(pid => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(executable);
    } catch {
      return false;
    }
  }).length;
}

const draw = (url: string, waitFor?: string) =>
  renderer.render({ via: 'browser', url, ...(waitFor && { waitFor }) });

const page = (path: string, waitFor?: string) => draw(`http://site.example${path}`, waitFor);

const words = (answer: { readonly bytes: Uint8Array }) => new TextDecoder().decode(answer.bytes);

describe.skipIf(!hasOwnBrowser)('a page that only a browser can draw', () => {
  it('is handed back as drawn, with the reviews that a script put there', async () => {
    const answer = await page('/reviews', '.avis');
    const text = new TextDecoder().decode(answer.bytes);
    expect(text).toContain('Belle pose, chantier propre.');
    expect(text).toContain('"reviewCount":17');
    const read = await collector.read(answer, { url: answer.url }, {});
    expect(read.observations).toMatchObject([{ kind: 'rating', average: 4.3, count: 17 }]);
    expect(answer).toMatchObject({
      status: 200,
      url: 'http://site.example/reviews',
      hosts: ['site.example'],
    });
  });

  it('is drawn all the same when the browser dies at birth once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-browser-'));
    const born = join(folder, 'born');
    const frail = join(folder, 'frail-browser');
    writeFileSync(
      frail,
      `#!/bin/sh\n[ -e ${born} ] || { touch ${born}; exit 1; }\nexec ${executable} "$@"\n`,
    );
    chmodSync(frail, 0o700);
    const answer = await createRenderer({
      ...settings,
      env: { ...process.env, VIGIE_BROWSER: frail },
    }).render({
      via: 'browser',
      url: 'http://site.example/claims-much',
    });
    expect(words(answer)).toContain('Belle pose.');
    rmSync(folder, { recursive: true });
  });

  it('never reaches this machine by a picture, frame, script, WebSocket, beacon, popup or download', async () => {
    const answer = await page('/everything');
    expect(new TextDecoder().decode(answer.bytes)).toContain('class="drawn"');
    expect(forbiddenHits).toBe(0);
  });

  it.each(['/redirect', '/hop', '/script-redirect'])(
    'is refused when it leads to this machine: %s',
    async path => {
      await expect(page(path)).rejects.toMatchObject({ code: 'SourceUnsafe' });
      expect(forbiddenHits).toBe(0);
    },
  );

  it('keeps to the web and to its bounds', async () => {
    await expect(page('/to-file')).rejects.toMatchObject({ code: 'SourceUnsafe' });
    await expect(page('/status')).rejects.toMatchObject({ code: 'SourceGone' });
    const local = renderer.render({ via: 'browser', url: `http://127.0.0.1:${secret.port}/` });
    await expect(local).rejects.toMatchObject({ code: 'SourceUnsafe' });
    await expect(renderer.render({ via: 'browser', url: 'file:///etc/hostname' })).rejects.toMatchObject({
      code: 'SourceUnsafe',
    });
    expect(forbiddenHits).toBe(0);
  });

  it.each(['/huge', '/claims-little'])('floods nobody: %s', async path => {
    await expect(page(path)).rejects.toMatchObject({ code: 'SourceTooLarge' });
  });

  it.each(['/claims-much', '/clobbered'])('is not believed about its own document: %s', async path => {
    expect(words(await page(path))).toContain('<p>Belle pose.</p>');
  });

  it.each(['/hang', '/loop'])('is given up with its browser when it never ends: %s', async path => {
    const url = `http://site.example${path}`;
    await expect(renderer.render({ via: 'browser', url }, { remainingMs: 2_500 })).rejects.toMatchObject({
      name: 'VigieError',
    });
    expect(browsersRunning()).toBe(0);
  });

  it('is drawn over https from a server of this machine, with TLS or without, as a plain request reads it', async () => {
    const answer = await draw('https://shop.example/reviews', '.avis');
    expect(answer).toMatchObject({ status: 200, url: 'https://shop.example/reviews' });
    expect(answer.hosts).toEqual(['shop.example']);
    expect(words(answer)).toContain('Belle pose, chantier propre.');
    const led = await draw('https://shop.example/secure-everywhere');
    expect(led.url).toBe('https://other.example/after-redirect');
    expect(words(led)).toContain('drawn by https:');
  });

  it.each([
    'https://elsewhere.example/after-redirect',
    'https://plain-elsewhere.example/after-redirect',
    'https://127.0.0.1:SECURE/after-redirect',
  ])('is not drawn over https without the name’s own certificate anywhere else: %s', async url => {
    await expect(draw(url.replace('SECURE', String(secure.port)))).rejects.toMatchObject({
      code: 'SourceUnreachable',
    });
  });

  it.each([
    'http://down.example/',
    'https://down.example/',
    'http://site.example/refused-then-down',
    'http://site.example/to-blank',
  ])('is unreachable, not unsafe, when nobody answers or nothing is left of it: %s', async url => {
    await expect(draw(url)).rejects.toMatchObject({ code: 'SourceUnreachable' });
  });

  it('asks for a browser when there is none', async () => {
    const bare = createRenderer({
      policy: { allowPrivate: [], connectTo: {} },
      clock: settableClock('2026-07-13T05:02:00.000Z'),
      userAgent: 'vigie-test',
      env: { VIGIE_BROWSER: '/nowhere/browser' },
    });
    const render = bare.render({ via: 'browser', url: 'http://site.example/' });
    await expect(render).rejects.toMatchObject({ code: 'BrowserMissing' });
  });
});

describe('the alarm of a page', () => {
  it('rings for what piles up in this process, and for the time', async () => {
    const flooded = alarmAfter(600_000);
    const piled = Buffer.alloc(500 * 1_048_576);
    await expect(flooded.rings).rejects.toMatchObject({ code: 'SourceTooLarge' });
    flooded.stop();
    expect(piled.length).toBeGreaterThan(0);
    const late = alarmAfter(1);
    await expect(late.rings).rejects.toMatchObject({ code: 'SourceUnreachable' });
    late.stop();
  });
});

describe('the browser of the system', () => {
  it('is looked for where each system puts it, and the owner may name one', () => {
    expect(browserPlaces({ VIGIE_BROWSER: '/opt/mine' }, 'linux')).toEqual(['/opt/mine']);
    expect(browserPlaces({ PATH: '/bin' }, 'linux')).toContain('/usr/bin/chromium');
    expect(browserPlaces({}, 'darwin')[0]).toBe(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
    expect(browserPlaces({ PROGRAMFILES: 'C:\\Program Files' }, 'win32')[1]).toBe(
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    );
  });
});
