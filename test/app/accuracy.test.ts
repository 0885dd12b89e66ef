import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accuracy } from '../../queries/accuracy.ts';
import type { Mentions } from '../../queries/mentions.ts';
import type { Uncertain } from '../../queries/uncertain.ts';
import { run } from '../../src/app/run.ts';

const SETTINGS = `language: fr
firm: { name: Menuiserie Kerlann, trade: joinery, aliases: [Kerlann], establishments: [{ town: Vannes }] }
sources:
  - { collector: table, path: ./avis.csv, name: Google }
  - { collector: table, path: ./forum.csv, name: Forum }
`;
const REVIEWS = ['date;note;auteur;avis'];
for (let row = 0; row < 12; row += 1)
  REVIEWS.push(
    `2026-07-0${1 + (row % 9)};${row % 2 === 0 ? 5 : 1};Client ${row};${row % 2 === 0 ? 'Belle pose, merci.' : 'Personne ne rappelle.'} Dossier ${row}.`,
  );
const FORUM = `date;auteur;texte;url
2026-07-08;Luc;Vu le stand Kerlann à la foire.;https://forum.example/t/1
`;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-accuracy-'));
  writeFileSync(join(folder, 'vigie.yaml'), SETTINGS);
  writeFileSync(join(folder, 'avis.csv'), REVIEWS.join('\n'));
  writeFileSync(join(folder, 'forum.csv'), FORUM);
  await vigie('collect');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function vigie(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end('');
  const [out, err] = [text(stdout), text(stderr)];
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  const code = await run([...argv, ...places], {
    io: { stdin, stdout, stderr, env: {} },
    clock: { now: () => '2026-07-13T07:02:00.000Z' },
    signal: new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ');
  return { code, out: plain(await out), err: plain(await err) };
}

type Told = { readonly accuracy: Accuracy; readonly uncertain: Uncertain };
const told = async () => JSON.parse((await vigie('accuracy', '--json')).out) as Told;

test('measures, asks, takes the answer, and takes it back', async () => {
  const before = await told();
  expect(before.accuracy).toMatchObject({ relevance: { n: 0 }, stars: { fixed: { n: 12 } } });
  const [question] = before.uncertain.questions;
  const id = question?.mention.id ?? '';
  expect(question?.kind).toBe('us');
  const { out } = await vigie('accuracy');
  expect(out).toContain('Est-ce bien vous : 0 réponse jusqu’ici, encore 10 avant de pouvoir le dire.');
  expect(out).toContain(`Répondre : vigie accuracy ${id} suivi de oui ou non`);
  const noted = await vigie('accuracy', id, 'NON');
  const actionId = /--undo (\S+)/.exec(noted.out)?.[1] ?? '';
  const after = await told();
  expect(after.accuracy.relevance).toMatchObject({ n: 1, right: 0, unsure: { n: 1, right: 0 } });
  expect(after.uncertain).toMatchObject({ answered: 1, questions: [] });
  expect((await vigie('accuracy', '--lang', 'en')).out).toContain(
    '1 answer this week. Vigie has nothing more',
  );
  expect((await vigie('accuracy', '--undo', actionId)).out).toContain('Annulé.');
  expect((await told()).uncertain).toMatchObject({ answered: 0, questions: [{ mention: { id } }] });
});

test('an answer that is none, or of no remark, does nothing', async () => {
  const wrong = await vigie('accuracy', '42', 'peut-être');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('peut-être');
  expect(await vigie('accuracy', '42', 'oui')).toMatchObject({ code: 2, out: '' });
  expect(await vigie('accuracy', '--undo', 'nothing')).toMatchObject({ code: 2, out: '' });
  // More than the store can count to.
  expect(await vigie('accuracy', '9'.repeat(19), 'oui')).toMatchObject({ code: 2, out: '' });
  expect((await told()).accuracy.relevance.n).toBe(0);
});

test('an id with a minus, typed as it is shown', async () => {
  const { mentions } = JSON.parse((await vigie('ask', 'mentions', '--json')).out) as Mentions;
  const id = mentions.find(mention => mention.id.startsWith('-'))?.id ?? 'none with a minus';
  const noted = await vigie('accuracy', id, 'défavorable');
  expect(noted).toMatchObject({ code: 0, err: '' });
  const actionId = /--undo (\S+)/.exec(noted.out)?.[1] ?? '';
  expect(await vigie('accuracy', '--undo', actionId)).toMatchObject({ code: 0, err: '' });
  expect((await vigie('accuracy', id)).err).toContain(`vigie accuracy ${id} oui`);
});
