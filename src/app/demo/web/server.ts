import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../domain/time.ts';
import type { World } from '../world.ts';
import { forumPage } from './forum.ts';
import { notFound, type Page } from './markup.ts';
import { paperPage } from './papers.ts';
import { reviewSitePage } from './reviews.ts';
import { rivalPage } from './rivals.ts';

export type DemoWeb = {
  /** `127.0.0.1:port`, where every invented name answers. */
  readonly address: string;
  /** The invented names. */
  readonly hosts: readonly string[];
  close(): Promise<void>;
};

type Site = (url: URL, now: string) => Page;

/** Serves the fictional web on this machine alone, at an address that the system chooses, as of the clock's time. */
export async function serveWorld(world: World, clock: Clock): Promise<DemoWeb> {
  const sites = sitesOf(world);
  const server = createServer((request, response) => answer(sites, request, response, clock.now()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    hosts: [...sites.keys()],
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One site per invented name. */
function sitesOf(world: World): ReadonlyMap<string, Site> {
  const { armor, forum, pagesjaunes, press, rivals, story } = world;
  return new Map<string, Site>([
    [armor.host, (url, now) => reviewSitePage(armor, url, now)],
    [forum.host, (url, now) => forumPage(forum, url, now)],
    [pagesjaunes.host, refusesRobots],
    ...press.papers.map(paper => [paper.host, (url, now) => paperPage(paper, url, now)] as [string, Site]),
    ...rivals.sites.map(
      site => [site.host, (url, now) => rivalPage(site, url, now, story.timezone)] as [string, Site],
    ),
  ]);
}

/** A site that asks not to be read by machines: whoever comes all the same is refused. */
function refusesRobots(url: URL): Page {
  const contentType = 'text/plain; charset=utf-8';
  if (url.pathname === '/robots.txt')
    return { status: 200, contentType, body: 'User-agent: *\nDisallow: /\n' };
  return { status: 403, contentType, body: 'Lectures automatiques refusées' };
}

function answer(
  sites: ReadonlyMap<string, Site>,
  request: IncomingMessage,
  response: ServerResponse,
  now: string,
): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const target = `http://${host}${request.url ?? '/'}`;
  const page = URL.canParse(target) ? (sites.get(host)?.(new URL(target), now) ?? notFound) : notFound;
  const etag = `"${createHash('sha256').update(page.body).digest('hex').slice(0, 16)}"`;
  const known = page.status === 200 && request.headers['if-none-match'] === etag;
  response.writeHead(known ? 304 : page.status, {
    ...(page.status === 200 && { etag }),
    'content-type': page.contentType,
  });
  response.end(known || request.method === 'HEAD' ? undefined : page.body);
}
