import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Document, isMap, isSeq, parse, parseDocument } from 'yaml';
import {
  addCompetitor,
  addSource,
  addWords,
  pauseSource,
  setChannel,
  setLetter,
  setMailbox,
} from '../../src/app/setup/edit-settings.ts';
import { editedText } from '../../src/app/setup/edit-text.ts';

const TEMPLATE = `# Les réglages de Vigie.
language: fr                # fr ou en

firm:
  name: "Menuiserie Kerlann"            # l’enseigne
  trade: joinery
  establishments:
    - town: "Vannes"
      # address: 4 rue des Tisserands
  exclude: []

# Qui regardez-vous ?
competitors: []
#  - { name: Ouvertures du Golfe }

sources: []
#  - { collector: feed, url: https://journal.example/rss.xml }

schedule:
  letter: { day: monday, at: "07:00" }   # le lundi
  quiet: { from: "20:00", to: "07:30" }
`;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-edit-'));
  path = join(folder, 'vigie.yaml');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = () => readFile(path, 'utf8');

describe('editing vigie.yaml', () => {
  it('leaves every other byte as it was', async () => {
    await writeFile(path, TEMPLATE, { mode: 0o600 });
    expect(await addSource(path, { collector: 'feed', url: 'https://echo.example/rss', name: 'Écho' })).toBe(
      'changed',
    );
    expect(await written()).toBe(
      TEMPLATE.replace(
        'sources: []',
        'sources:\n  - { collector: feed, url: https://echo.example/rss, name: Écho }',
      ),
    );
    await addSource(path, { collector: 'feed', url: 'https://b.example/rss' });
    await pauseSource(path, 'Écho', true);
    await addCompetitor(path, 'Fenêtres Morbraz');
    await setLetter(path, { at: '10:30' });
    await addWords(path, 'exclude', ['Plouarvel', 'garage', 'plouarvel']);
    const text = await written();
    expect(text).toContain(
      '  - { collector: feed, url: https://echo.example/rss, name: Écho, paused: true }\n',
    );
    expect(text).toContain('letter: { day: monday, at: "10:30" }   # le lundi');
    expect(text).toContain('#  - { name: Ouvertures du Golfe }');
    expect(parse(text)).toMatchObject({
      competitors: [{ name: 'Fenêtres Morbraz' }],
      firm: { exclude: ['Plouarvel', 'garage'] },
      sources: [{ paused: true }, { url: 'https://b.example/rss' }],
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['vigie.yaml']);
  });

  it('adds nothing twice, and reads a paused one again', async () => {
    await writeFile(path, TEMPLATE);
    const source = { collector: 'feed', url: 'https://echo.example/rss', name: 'Écho' };
    await addSource(path, source);
    expect(await addSource(path, { ...source, name: 'Sous un autre nom' })).toBe('known');
    await pauseSource(path, 'Écho', true);
    expect(await pauseSource(path, 'Écho', true)).toBe('known');
    expect(await addSource(path, source)).toBe('changed');
    expect(await pauseSource(path, 'Écho', false)).toBe('known');
    expect(await addCompetitor(path, 'MENUISERIE kerlann')).toBe('known');
  });

  it('makes the groups that are missing', async () => {
    await writeFile(path, 'firm: { name: A B, trade: general, establishments: [{ town: Vannes }] }');
    await setMailbox(path, { address: 'yves@kerlann.example', imap: 'imaps://imap.kerlann.example:993' });
    await setChannel(path, {
      channel: 'email',
      to: 'yves@kerlann.example',
      smtp: 'smtps://smtp.kerlann.example',
    });
    await setChannel(path, {
      channel: 'email',
      to: 'anne@kerlann.example',
      smtp: 'smtps://smtp.kerlann.example',
    });
    await setLetter(path, { day: 'tuesday', rhythm: 'monthly' });
    expect(parse(await written())).toMatchObject({
      mailbox: { address: 'yves@kerlann.example' },
      channels: [{ channel: 'email', to: 'anne@kerlann.example' }],
      schedule: { letter: { day: 'tuesday', at: '07:00', rhythm: 'monthly' } },
    });
  });

  it('writes nothing that could not be read again', async () => {
    await writeFile(path, TEMPLATE);
    await expect(addSource(path, { collector: 'fead', url: 'https://a.example' })).rejects.toMatchObject({
      code: 'SettingsInvalid',
    });
    await expect(addSource(path, { collector: 'feed', url: 'file:///etc/passwd' })).rejects.toMatchObject({
      code: 'SettingsInvalid',
    });
    await expect(pauseSource(path, 'Ecko', true)).rejects.toMatchObject({ code: 'UsageInvalid' });
    expect(await written()).toBe(TEMPLATE);
  });

  it('keeps edits that come together', async () => {
    await writeFile(path, TEMPLATE);
    const names = ['Un', 'Deux', 'Trois', 'Quatre'];
    await Promise.all(names.map(name => addCompetitor(path, name)));
    expect(parse(await written()).competitors.map((rival: { name: string }) => rival.name)).toEqual(names);
  });
});

describe('an edit of any text', () => {
  const leaf = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('a: b', '# no', 'l’été', '- x', '{', 'ligne\nsuite', '"07:00"', 'é'.normalize('NFD')),
  );
  const key = fc.constantFrom('sources', 'firm', 'competitors', 'name', 'letter', 'paused', 'b c', 'é');
  const value = fc.letrec(tie => ({
    any: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('map')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    map: fc.dictionary(key, tie('any'), { maxKeys: 4 }),
  }));

  it('holds the old value with that one change, whatever the style, and every comment', () => {
    fc.assert(
      fc.property(
        value.map,
        fc.array(key, { minLength: 1, maxLength: 2 }),
        value.any,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (content, at, item, adds, flows, crlf) => {
          const source = new Document(content);
          source.commentBefore = ' en tête';
          source.comment = ' à la fin';
          if (flows) for (const pair of Object.keys(content as object)) flow(source.get(pair, true));
          const text = source.toString({ lineWidth: 0 }).replaceAll('\n', crlf ? '\r\n' : '\n');
          const before = parseDocument(text);
          const change = adds ? { at, add: item } : { at, set: item };
          const expected = parseDocument(text);
          const node = expected.getIn(at, true);
          const parent = at.length === 1 ? expected.contents : expected.getIn(at.slice(0, 1), true);
          // A place inside a text or a list is no place for a name.
          fc.pre(parent === undefined || isMap(parent));
          if (adds && isSeq(node)) node.add(expected.createNode(item));
          else expected.setIn(at, expected.createNode(adds ? [item] : item));
          const edited = editedText(text, change);
          const after = parseDocument(edited);
          expect(after.errors).toEqual([]);
          expect(after.toJS()).toEqual(expected.toJS());
          expect(before.errors).toEqual([]);
          expect(edited).toContain('# en tête');
          expect(edited).toContain('# à la fin');
        },
      ),
      { numRuns: 150 },
    );
  });

  function flow(node: unknown): void {
    if (node !== null && typeof node === 'object' && 'flow' in node) node.flow = true;
  }
});
