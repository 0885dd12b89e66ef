import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../domain/time.ts';
import type { Place, World } from '../world.ts';
import { forumPage } from './forum.ts';
import { type DemoMail, serveMail } from './mail-server.ts';
import { htmlPage, notFound, type Page } from './markup.ts';
import { paperPage } from './papers.ts';
import { reviewSitePage } from './reviews.ts';
import { rivalPage } from './rivals.ts';

export type DemoWeb = {
  /** Every invented name, and the `127.0.0.1:port` where it answers. */
  readonly addresses: ReadonlyMap<string, string>;
  close(): Promise<void>;
};

type Site = (url: URL, now: string) => Page;

/** Serves the fictional web on this machine alone, at an address that the system chooses, as of the clock's time. */
export async function serveWorld(world: World, clock: Clock): Promise<DemoWeb> {
  const sites = new Map(world.places.flatMap(place => sitesOf(place, world)));
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const target = `http://${host}${request.url ?? '/'}`;
    const page = URL.canParse(target) ? sites.get(host)?.(new URL(target), clock.now()) : undefined;
    answer(page ?? notFound, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const mails = await mailServers(world, clock);
  const web = [...sites.keys()].map(host => [host, `127.0.0.1:${port}`] as const);
  return {
    addresses: new Map([...web, ...mails.map(({ host, address }) => [host, address] as const)]),
    async close() {
      for (const mail of mails) await mail.close();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function mailServers({ places }: World, clock: Clock): Promise<(DemoMail & { readonly host: string })[]> {
  const mailboxes = places.flatMap(place => (place.kind === 'mailbox' ? [place] : []));
  return Promise.all(
    mailboxes.map(async mailbox => ({ host: mailbox.host, ...(await serveMail(mailbox, clock)) })),
  );
}

/** What a place answers by invented name, while the scenario lets it. */
function sitesOf(place: Place, { story, scenario }: World): [string, Site][] {
  const spoilt = (host: string, site: Site): [string, Site] => [
    host,
    (url, now) => {
      if (isPast(scenario.down[host], now)) return outOfOrder;
      return isPast(scenario.changed[host], now) ? rebuilt : site(url, now);
    },
  ];
  switch (place.kind) {
    case 'review-site':
      return [spoilt(place.host, (url, now) => reviewSitePage(place, url, now))];
    case 'pasted-site':
      return [[place.host, refusesRobots]];
    case 'forum':
      return [spoilt(place.host, (url, now) => forumPage(place, url, now))];
    case 'press':
      return place.papers.map(paper => spoilt(paper.host, (url, now) => paperPage(paper, url, now)));
    case 'pages':
      return place.sites.map(site =>
        spoilt(site.host, (url, now) => rivalPage(site, url, now, story.timezone)),
      );
    default:
      return [];
  }
}

function isPast(instant: string | undefined, now: string): boolean {
  return instant !== undefined && now >= instant;
}

const outOfOrder: Page = {
  status: 502,
  contentType: 'text/plain; charset=utf-8',
  body: 'Service indisponible',
};

/** A site that was made anew: what was read there is not there any more. */
const rebuilt = htmlPage('Bienvenue', '<p>Notre nouveau site arrive.</p>');

/** A site that asks not to be read by machines: whoever comes all the same is refused. */
function refusesRobots(url: URL): Page {
  const contentType = 'text/plain; charset=utf-8';
  if (url.pathname === '/robots.txt')
    return { status: 200, contentType, body: 'User-agent: *\nDisallow: /\n' };
  return { status: 403, contentType, body: 'Lectures automatiques refusées' };
}

function answer(page: Page, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${createHash('sha256').update(page.body).digest('hex').slice(0, 16)}"`;
  const known = page.status === 200 && request.headers['if-none-match'] === etag;
  response.writeHead(known ? 304 : page.status, {
    ...(page.status === 200 && { etag }),
    'content-type': page.contentType,
  });
  response.end(known || request.method === 'HEAD' ? undefined : page.body);
}
