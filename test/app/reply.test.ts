import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/app/run.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';

const SETTINGS = `language: fr
firm: { name: Menuiserie Kerlann, trade: joinery, establishments: [{ town: Vannes }], sites: ["https://kerlann.example"] }
sources: [{ collector: table, path: ./avis.csv, name: Google }]
replies: { signature: "Yves, gérant", contact: "demandez-moi à l’atelier", facts: ["volets posés en deux heures"] }
`;
const REVIEWS = `date;note;auteur;avis;réponse
2026-07-07;5;Anne;Belle pose, chantier propre.;Bonjour, et merci pour ce mot.
2026-07-08;2;Luc;Personne ne rappelle, trois messages laissés.;
2026-07-09;1;Marc;Trois messages, personne ne rappelle. Dommage, les fenêtres sont belles.;
2026-07-10;1;Paul;Un volet est tombé, un passant a été blessé.;
`;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-reply-'));
  writeFileSync(join(folder, 'vigie.yaml'), SETTINGS);
  writeFileSync(join(folder, 'avis.csv'), REVIEWS);
  await vigie('', 'collect');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function vigie(input: string, ...argv: string[]): Promise<string> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(input);
  const out = text(stdout);
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  await run([...argv, ...places], {
    io: { stdin, stdout, stderr, env: {} },
    clock: { now: () => '2026-07-13T07:02:00.000Z' },
    signal: new AbortController().signal,
  });
  stdout.end();
  return out;
}

type Told = ReplyProposal & { readonly mention: string };
const told = async (...argv: string[]) => JSON.parse(await vigie('', 'reply', ...argv, '--json')) as Told;

async function idOf(words: string): Promise<string> {
  const answer = JSON.parse(await vigie('', 'ask', 'mentions', '--search', words, '--json')) as {
    mentions: readonly { id: string }[];
  };
  return answer.mentions[0]!.id;
}

test('a draft for a stored review: in its words, signed, unlike the one that waits before it', async () => {
  const first = await told(await idOf('laissés'));
  const second = await told(await idOf('dommage'));
  if (first.kind !== 'draft' || second.kind !== 'draft') throw new Error('no draft');
  expect(second.text).toMatch(/^Bonjour, .*messages.* Yves, gérant$/);
  expect(second.text).toContain('à l’atelier');
  expect(second.text.slice(0, 40)).not.toBe(first.text.slice(0, 40));
  expect(second).toMatchObject({ unfinished: true, own: false });
});

test('her own wording is kept, and given up for an empty one', async () => {
  const id = await idOf('dommage');
  await vigie('Bonjour, passez nous voir. Yves', 'reply', id, '--keep', '-');
  expect(await told(id)).toMatchObject({ kind: 'draft', own: true, unfinished: false });
  await vigie('', 'reply', id, '--keep', '-');
  expect(await told(id)).toMatchObject({ own: false });
});

test('facts to check where a draft could harm, nothing where it is answered', async () => {
  expect(await told(await idOf('blessé'))).toMatchObject({ kind: 'checklist', matter: 'safety' });
  expect(await told(await idOf('propre'))).toMatchObject({ kind: 'none', reason: 'replied' });
  const page = await vigie('', 'reply', await idOf('blessé'));
  expect(page).toContain('un passant a été blessé');
  expect(page).toContain('avant d’écrire');
});
