import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { GlobalFlags } from '../../src/app/command.ts';
import { command } from '../../src/app/commands/init.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { type LocalServer, localServer, text } from '../net/local-server.ts';
import { typed as typedBy } from './keyboard.ts';

const html = (body: string, title = 'Page') =>
  text(`<!doctype html><html lang="fr"><head><title>${title}</title></head><body>${body}</body></html>`, {
    'content-type': 'text/html; charset=utf-8',
  });

const entry = (siren: string, name: string, address: string, activity = '43.32A') => ({
  siren,
  nom_complet: name,
  nom_raison_sociale: name,
  etat_administratif: 'A',
  activite_principale: activity,
  siege: { adresse: address },
});

const KERLANN = [
  entry('987654324', 'MENUISERIE KERLANN', '12 RUE DU PORT 29200 BREST'),
  entry('123456782', 'MENUISERIE KERLANN', '4 RUE DES TISSERANDS 56000 VANNES'),
];
const GOLFE = [entry('111222336', 'OUVERTURES DU GOLFE', '2 ZONE DU PRAT 56000 VANNES')];

/** The register, a rival's site, a paper: what a new owner's set-up meets, on the loopback. */
export async function initWorld(): Promise<LocalServer> {
  return localServer({
    '/search': (request, response) => {
      const query = new URL(request.url ?? '/', 'http://local').searchParams.get('q') ?? '';
      const results = /kerlann|123456782/i.test(query) ? KERLANN : /golfe/i.test(query) ? GOLFE : [];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
    },
    '/robots.txt': text('User-agent: *\nDisallow: /recrutement\n'),
    '/': html(
      '<nav><a href="/">Accueil</a><a href="/nos-promotions">Promotions</a><a href="/tarifs">Nos tarifs</a>' +
        '<a href="/recrutement">Recrutement</a><a href="/actualites">Actualités</a>' +
        '<a href="/mentions-legales">Mentions légales</a><a href="https://facebook.example/x">Avis</a></nav>' +
        '<p>Fenêtres et portes à Vannes.</p>',
      'Ouvertures du Golfe | Fenêtres à Vannes',
    ),
    '/rss': text(
      `<rss version="2.0"><channel><title>Écho</title><link>http://golfe.test/echo</link>${[
        ['Menuiserie Kerlann : vingt ans fêtés près de Plouarvel', 'Toute l’équipe a soufflé ses bougies.'],
        [
          'La menuiserie Kerlann de Vannes recrute',
          'La menuiserie Kerlann cherche deux poseurs de fenêtres.',
        ],
      ]
        .map(
          ([title, said], n) =>
            `<item><title>${title}</title><link>http://golfe.test/${n}</link><description>${said}</description></item>`,
        )
        .join('')}</channel></rss>`,
      { 'content-type': 'application/rss+xml' },
    ),
    '/nos-promotions': html('<p>−15 % sur les volets</p>'),
    '/tarifs': html('<p>Fenêtre 450 €</p>'),
    '/actualites': html('<p>Nouveau magasin</p>'),
    '/mentions-legales': html('<p>SARL</p>'),
  });
}

const ELSEWHERE = ['www.ouest-france.fr', 'www.letelegramme.fr', 'www.forumconstruire.com'];

export type Tried = {
  readonly code: number;
  readonly out: string;
  readonly told: string;
  readonly keys: number;
};

export type Setting = {
  readonly folder: string;
  readonly config: string;
  readonly dataDir: string;
  run(given: {
    /** A function answers by what stands in the question. */
    readonly answers?: readonly (string | ((question: string) => string))[];
    readonly values?: Record<string, string | boolean | string[]>;
    readonly flags?: Partial<GlobalFlags>;
    /** Answers end here: the window is closed. */
    readonly leaves?: boolean;
    readonly env?: Record<string, string>;
  }): Promise<Tried>;
  close(): Promise<void>;
};

/** A folder of her own, and `vigie init` in a terminal whose answers come as each question is shown. */
export async function newSetting(server: LocalServer): Promise<Setting> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-init-'));
  const config = join(folder, 'vigie.yaml');
  const dataDir = join(folder, 'data');
  return {
    folder,
    config,
    dataDir,
    async run({ answers, values = {}, flags = {}, leaves = false, env = {} }) {
      const stdin = Object.assign(new PassThrough(), { isTTY: answers !== undefined });
      const stderr = new PassThrough();
      const io = { stdin, stdout: new PassThrough(), stderr, env };
      let shown = '';
      stderr.on('data', chunk => {
        shown += chunk;
      });
      const plain = { lang: null, json: false, plain: false, color: false, input: true, dryRun: false };
      const running = command.run({
        flags: { ...plain, quiet: false, verbose: false, config, dataDir, ...flags },
        values: {
          register: 'http://register.test',
          // The papers and forums of her trade are the loopback too: what they would say is not asked for.
          'connect-to': ['register.test', 'golfe.test', ...ELSEWHERE].map(name => `${name}=${server.at}`),
          ...values,
        },
        positionals: [],
        io,
        clock: settableClock('2026-11-22T12:00:00.000Z'),
        signal: new AbortController().signal,
      });
      let over = false;
      const ended = running.finally(() => {
        over = true;
      });
      // Told where it is awaited: a refusal may come while an answer is still being waited for.
      ended.catch(() => undefined);
      let asked = 0;
      let typed = 0;
      for (const given of answers ?? []) {
        while (!over && shown.split('› ').length - 1 <= asked) await wait(10);
        asked = shown.split('› ').length - 1;
        if (over) break;
        const answer =
          typeof given === 'string' ? given : given(shown.slice(shown.slice(0, -2).lastIndexOf('› ')));
        // A paste comes at once; the empty line that ends it is typed.
        for (const part of answer.split('\u0000')) {
          typed += part.length > 100 ? 2 : part.length + 1;
          if (answer.includes('\u0000')) await typedBy(stdin, `${part}\n`);
          else stdin.write(`${part}\n`);
        }
      }
      if (leaves || answers === undefined) stdin.end();
      const code = await ended;
      io.stdout.end();
      const plainly = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');
      return { code, out: plainly(await textOf(io.stdout)), told: plainly(shown), keys: typed };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
