import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWhole } from '../../src/app/setup/check-whole.ts';
import { wordError } from '../../src/app/wording.ts';
import { VigieError } from '../../src/domain/errors.ts';
import { shorten } from '../../src/domain/settings/problem.ts';
import { tellProblem } from '../../src/domain/settings/telling.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { checkSettings, readSettings } from '../../src/platform/settings-file.ts';

const fr = loadCatalogue('fr');
const en = loadCatalogue('en');

const FIRM = `firm:
  name: Menuiserie Kerlann
  trade: joinery
  establishments: [{ town: Vannes }]
`;

/** French typography asks for spaces that no editor shows: told here as ordinary ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const told = (text: string, catalogue = fr) =>
  checkSettings(text).problems.map(problem =>
    plain(wordError(catalogue, new VigieError('SettingsInvalid', problem))),
  );

describe('a slip in the settings is told with its line, what is expected, what stands there and the mend', () => {
  it.each([
    [
      'a text for a list',
      FIRM.replace('[{ town: Vannes }]', 'Vannes'),
      'Réglages, ligne 4 : « firm.establishments » attend une liste, pas « Vannes ». Rien n’a été modifié. Essayez : [{ town: Vannes }]',
      'Settings, line 4: “firm.establishments” expects a list, not “Vannes”. Nothing was changed. Try: [{ town: Vannes }]',
    ],
    [
      'one alias outside a list',
      `${FIRM}  aliases: Kerlann\n`,
      'Réglages, ligne 5 : « firm.aliases » attend une liste, pas « Kerlann ». Rien n’a été modifié. Essayez : [Kerlann]',
      'Settings, line 5: “firm.aliases” expects a list, not “Kerlann”. Nothing was changed. Try: [Kerlann]',
    ],
    [
      'a telephone without quotation marks',
      FIRM.replace('Vannes', 'Vannes, phone: 0297000000'),
      'Réglages, ligne 4 : « firm.establishments[0].phone » attend un texte, pas « 297000000 ». Rien n’a été modifié. Essayez : "02 97 00 00 00"',
      'Settings, line 4: “firm.establishments[0].phone” expects a text, not “297000000”. Nothing was changed. Try: "02 97 00 00 00"',
    ],
    [
      'a number with its unit',
      `${FIRM}privacy: { retentionMonths: 24 mois }\n`,
      'Réglages, ligne 5 : « privacy.retentionMonths » attend un nombre, pas « 24 mois ». Rien n’a été modifié. Essayez : 24',
      'Settings, line 5: “privacy.retentionMonths” expects a number, not “24 mois”. Nothing was changed. Try: 24',
    ],
    [
      'a yes in French',
      `${FIRM}sources: [{ collector: feed, paused: oui }]\n`,
      'Réglages, ligne 5 : « sources[0].paused » attend true (oui) ou false (non), pas « oui ». Rien n’a été modifié. Essayez : true',
      'Settings, line 5: “sources[0].paused” expects true (yes) or false (no), not “oui”. Nothing was changed. Try: true',
    ],
    [
      'a day in French',
      `${FIRM}schedule:\n  letter: { day: lundi, at: "07:00" }\n`,
      'Réglages, ligne 6 : « lundi » ne convient pas à « schedule.letter.day ». Choix : monday, tuesday, wednesday, thursday, friday, saturday, sunday. Rien n’a été modifié. Essayez : monday',
      'Settings, line 6: “lundi” will not do for “schedule.letter.day”. Choices: monday, tuesday, wednesday, thursday, friday, saturday, sunday. Nothing was changed. Try: monday',
    ],
    [
      'an empty text',
      FIRM.replace('Menuiserie Kerlann', '""'),
      'Réglages, ligne 2 : « firm.name » est vide. Attendu : un texte. Rien n’a été modifié. Essayez : Menuiserie Kerlann',
      'Settings, line 2: “firm.name” is empty. Expected: a text. Nothing was changed. Try: Menuiserie Kerlann',
    ],
    [
      'a name with nothing behind it',
      FIRM.replace(' Menuiserie Kerlann', ''),
      'Réglages, ligne 2 : « firm.name » est vide. Attendu : un texte. Rien n’a été modifié. Essayez : Menuiserie Kerlann',
      'Settings, line 2: “firm.name” is empty. Expected: a text. Nothing was changed. Try: Menuiserie Kerlann',
    ],
    [
      'an empty list',
      FIRM.replace('[{ town: Vannes }]', '[]'),
      'Réglages, ligne 4 : « firm.establishments » est vide. Attendu : une liste. Rien n’a été modifié. Essayez : [{ town: Vannes }]',
      'Settings, line 4: “firm.establishments” is empty. Expected: a list. Nothing was changed. Try: [{ town: Vannes }]',
    ],
    [
      'a name that is missing',
      FIRM.replace('  trade: joinery\n', ''),
      'Réglages, ligne 1 : il manque « firm.trade ». Attendu : un texte. Rien n’a été modifié. Essayez : joinery',
      'Settings, line 1: “firm.trade” is missing. Expected: a text. Nothing was changed. Try: joinery',
    ],
    [
      'a number out of range',
      `${FIRM}alerts: { immediatePerDay: 50 }\n`,
      'Réglages, ligne 5 : « alerts.immediatePerDay » vaut 50. Attendu : ≤ 20. Rien n’a été modifié. Essayez : 20',
      'Settings, line 5: “alerts.immediatePerDay” is 50. Expected: ≤ 20. Nothing was changed. Try: 20',
    ],
    [
      'an hour that is none',
      `${FIRM}schedule: { quiet: { from: 20h, to: "07:30" } }\n`,
      'Réglages, ligne 5 : « 20h » ne convient pas à « schedule.quiet.from ». Attendu : une heure, par exemple 07:00. Rien n’a été modifié. Essayez : 20:00',
      'Settings, line 5: “20h” will not do for “schedule.quiet.from”. Expected: a time, for example 07:00. Nothing was changed. Try: 20:00',
    ],
    [
      'an unknown name',
      `${FIRM}alerts: { imediatePerDay: 3 }\n`,
      'Réglages, ligne 5 : « imediatePerDay » n’est pas un nom connu. Attendu : immediatePerDay, words. Rien n’a été modifié. Essayez : immediatePerDay',
      'Settings, line 5: “imediatePerDay” is not a known name. Expected: immediatePerDay, words. Nothing was changed. Try: immediatePerDay',
    ],
    [
      'a name written twice',
      FIRM.replace('  trade', '  name: Kerlann\n  trade'),
      'Réglages, ligne 3 : « name » est déjà écrit ligne 2. Gardez un seul des deux. Rien n’a été modifié.',
      'Settings, line 3: “name” is written already on line 2. Keep only one of the two. Nothing was changed.',
    ],
    [
      'a tab',
      FIRM.replace('  name', '\tname'),
      'Réglages, ligne 2 : une tabulation sert de retrait. Attendu : des espaces. Rien n’a été modifié.',
      'Settings, line 2: a tab stands for the indent. Expected: spaces. Nothing was changed.',
    ],
    [
      'a list with too much in it',
      `${FIRM}channels: [${'{ channel: email },'.repeat(21)}]\n`,
      'Réglages, ligne 5 : « channels » compte 21 éléments. Attendu : 20 au plus. Rien n’a été modifié.',
      'Settings, line 5: “channels” holds 21 entries. Expected: at most 20. Nothing was changed.',
    ],
    [
      'a text without end',
      FIRM.replace('Menuiserie', 'Menuiserie'.repeat(20)),
      'Réglages, ligne 2 : « MenuiserieMenuiserieMenuiserieMenuiseri… » est trop long pour « firm.name ». Attendu : 120 caractères au plus. Rien n’a été modifié.',
      'Settings, line 2: “MenuiserieMenuiserieMenuiserieMenuiseri…” is too long for “firm.name”. Expected: at most 120 characters. Nothing was changed.',
    ],
  ])('%s', (_title, text, french, english) => {
    expect(told(text)).toContain(french);
    expect(told(text, en)).toContain(english);
  });

  it('keeps to 200 characters, whatever the values, and never cuts a mend', () => {
    const kinds = [...fr.strings.keys()].flatMap(key => /^settings\.(\w+)$/.exec(key)?.[1] ?? []);
    const problemKinds = kinds.filter(kind => kind !== 'mend' && kind !== 'more');
    expect(problemKinds).toHaveLength(14);
    const value = fc.string({ maxLength: 300, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.constantFrom(...problemKinds),
        fc.record({ path: value, expected: value, got: value, mend: value }),
        fc.constantFrom(0, 12),
        fc.constantFrom(fr, en),
        (kind, values, more, catalogue) => {
          const line = tellProblem(catalogue, { kind, line: 199_999, more, ...values });
          expect(line.length).toBeLessThanOrEqual(200);
          expect(line).not.toMatch(/[\n\r\t]/);
          expect(line.isWellFormed()).toBe(true);
        },
      ),
    );
  });

  it('cuts a long list of choices after a whole one', () => {
    const names = Array.from({ length: 40 }, (_, index) => `  - { name: Concurrent ${index + 10} }`);
    const text = `${FIRM}competitors:\n${names.join('\n')}\nsources: [{ collector: feed, about: Nemo }]\n`;
    expect(told(text)).toEqual([
      expect.stringMatching(/Choix : firm, Concurrent 10, (?:Concurrent \d\d, )+… Rien n’a été modifié\.$/),
    ]);
  });
});

describe('a settings file never brings vigie down', () => {
  const bomb = Array.from({ length: 9 }, (_, index) => {
    const above = index === 0 ? 'x' : `*a${index - 1}`;
    return `a${index}: &a${index} [${Array(9).fill(above).join(', ')}]`;
  }).join('\n');

  it.each([
    ['a list that holds itself', 'language: fr\nfirm: &a [*a]\n', 2],
    ['a source that holds itself', `${FIRM}sources:\n  - &s { collector: feed, x: *s }\n`, 6],
    ['aliases that multiply', `${bomb}\n`, 2],
    ['ten thousand brackets', '['.repeat(10_000), 1],
  ])('%s is a mistake with its line', async (_title, text, line) => {
    const checked = checkSettings(text);
    expect(checked.problems).toEqual([{ kind: 'syntax', line, path: '', expected: ':', got: '', mend: '' }]);
    expect(await checkWhole(text, checked)).toEqual(checked.problems);
  });

  it('finds twenty thousand unknown names, a name asked for twice and nothing on stderr', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(checkSettings(many).problems).toHaveLength(20_001);
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    expect(checkSettings(FIRM.replace('joinery', '{trade}')).problems).toMatchObject([
      { path: 'firm.trade' },
    ]);
    expect(checkSettings('{ secret: 1 }: 2\n').problems.length).toBeGreaterThan(0);
    expect(checkSettings('1: a\n"1": b\n').problems).toMatchObject([
      { kind: 'twice', line: 2, expected: '1' },
    ]);
    return new Promise(resolve => setImmediate(resolve)).then(() => {
      process.off('warning', listen);
      expect(warnings).toEqual([]);
    });
  });

  it('shows nothing of a value that cannot be written down', () => {
    const ring: unknown[] = [];
    ring.push(ring);
    expect(shorten(ring)).toBe('…');
  });

  it('is told where a letter is not UTF-8, rather than read garbled', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'vigie-settings-')), 'vigie.yaml');
    const latin1 = Buffer.from(FIRM.replace('Kerlann', 'Fenêtre'), 'latin1');
    writeFileSync(path, latin1);
    const error = await readSettings(path).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'SettingsInvalid', params: { kind: 'bytes', line: 2 } });
    expect(plain(wordError(fr, error as VigieError))).toBe(
      'Réglages, ligne 2 : une lettre est illisible. Enregistrez le fichier au format UTF-8. Rien n’a été modifié.',
    );
    writeFileSync(path, Buffer.from(`\ufeff${FIRM}`, 'utf16le'));
    expect(await readSettings(path).catch((cause: unknown) => cause)).toMatchObject({ params: { line: 1 } });
    writeFileSync(path, `\ufeff${FIRM}`);
    expect(checkSettings(await readSettings(path)).problems).toEqual([]);
  });
});
