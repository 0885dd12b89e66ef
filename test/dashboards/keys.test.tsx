import { afterEach, describe, expect, test } from 'vitest';
import { crowded } from './scenario.ts';
import { closeShown, KEY, opened } from './shown-dashboard.tsx';

afterEach(closeShown);

describe('moving about', () => {
  test('2 opens the list, arrows choose, Entrée reads in full, Échap goes back one step at a time', async () => {
    const { press, shows } = await opened();
    press('2');
    await shows('À FAIRE (2)');
    press(KEY.down);
    await shows('› ▲ 11/07');
    press(KEY.enter);
    await shows('Échap Retour · t C’est fait');
    press(KEY.escape);
    await shows('› ▲ 11/07');
    press(KEY.escape);
    await shows('[L’essentiel]');
  });

  test('a held key arrives as one chunk and moves as many rows', async () => {
    const { press, shows } = await opened();
    press('2');
    await shows('À FAIRE (2)');
    press('jjj');
    await shows('› ○ 10/07');
    press('k');
    await shows('› ○ 11/07');
    press(KEY.end);
    await shows(/›\s+10\/07 {2}article/);
    press(KEY.backTab);
    await shows('[L’essentiel]');
    press(KEY.tab);
    await shows('[À faire]');
  });

  test('Entrée on the first screen opens the chosen thing', async () => {
    const { press, shows } = await opened();
    press(KEY.down);
    await shows('› ▲ Répondre à la demande');
    press(KEY.enter);
    await shows(/Forum Chantiers d’Arvor, samedi 11 juillet, demande/);
  });

  test('a screen that does not exist yet says what it will hold, on one line', async () => {
    const { press, shows } = await opened();
    press('8');
    await shows('Vos publications : ce qu’elles ont apporté.');
    press(KEY.down);
    await shows('? Aide');
  });

  test('? explains the keys and Échap closes it', async () => {
    const { press, shows } = await opened();
    press('?');
    await shows('Vigie ne publie jamais rien à votre place.');
    press(KEY.escape);
    await shows('À faire, 5 minutes');
  });

  test('the window may change size at any time', async () => {
    const { press, shows, resize } = await opened();
    press('2');
    await shows('À FAIRE (2)');
    resize(80, 24);
    const frame = await shows('2 à faire, 4 peuvent attendre');
    expect(frame.split('\n').every(line => line.length <= 80)).toBe(true);
    resize(60, 15);
    await shows('2 À faire'.slice(2));
    resize(30, 5);
    await shows('Agrandissez');
  });
});

describe('searching', () => {
  test('finds as she types, whatever the accents, and Échap brings all back', async () => {
    const { press, shows } = await opened();
    press('/');
    press('veranda');
    await shows('/ veranda');
    await shows(/› ○ 10\/07 {2}message/);
    press(KEY.enter);
    await shows('1 remarque contient « veranda »');
    press(KEY.escape);
    await shows('À FAIRE (2)');
  });
  test('says so when nothing is found, and letters typed are not orders', async () => {
    const { press, shows, house } = await opened();
    press('/');
    press('tttqz');
    await shows('Aucune remarque ne contient « tttqz »');
    press(KEY.backspace.repeat(1));
    await shows('/ tttq');
    expect(house.acts()).toEqual([]);
  });
});

describe('news of the host', () => {
  test('a reading that is under way is told, and what a sudden stop cost', async () => {
    const { tell, shows } = await opened();
    tell({ kind: 'reading', read: 3, total: 14 });
    await shows('lecture, 3 sites sur 14');
    tell({ kind: 'read', batchesLost: 2 });
    await shows('Tout est retrouvé, sauf 2');
    await shows('lu à 7 h 02');
  });
  test('after p she is told how many similar remarks were set aside with it', async () => {
    const { press, shows, tell } = await opened();
    press('p');
    await shows('Noté : ce n’est pas vous. u Annuler');
    tell({ kind: 'weighed', subject: 'firm', moved: 4 });
    await shows('3 remarques semblables sont aussi écartées.');
  });
});

test('/ right behind Échap, in one chunk, closes and then searches', async () => {
  const { press, shows } = await opened();
  press('2');
  await shows('[À faire]');
  press(`${KEY.escape}/`);
  await shows('/ ▏');
});

describe('leaving', () => {
  test.each(['q', KEY.ctrlC])('%j closes the dashboard', async key => {
    const { press, app } = await opened();
    press(key);
    await app.waitUntilExit();
  });
});

test('thousands of remarks: End shows the last one, and a search finds one among them', async () => {
  const { press, shows } = await opened(crowded(5000));
  press('2');
  await shows('PEUT ATTENDRE (5 000)');
  press(KEY.end);
  await shows('ÉCARTÉ (1)');
  press('/');
  press('n° 4321');
  await shows('/ n° 4321▏ · 1 remarque');
});
