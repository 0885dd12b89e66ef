import { render } from 'ink';
import { afterEach, describe, expect, test } from 'vitest';
import { aboutRemark, actingOn } from '../../dashboards/terminal/acting.ts';
import { Dashboard } from '../../dashboards/terminal/app.tsx';
import { viewOf } from '../../dashboards/terminal/view.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { askAll } from '../../dashboards/view-models/answers.ts';
import { type MemoryHouse, memoryHouse, noActions } from './memory-house.ts';
import { crowded, DRAFT, NOW, SCENARIO, scenarioContext } from './scenario.ts';
import { stubTerminal } from './terminal-stub.ts';

const fr = await scenarioContext('fr');
const KEY = {
  up: '\u001b[A',
  down: '\u001b[B',
  end: '\u001b[F',
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  backTab: '\u001b[Z',
  backspace: '\u007f',
  ctrlC: '\u0003',
};

let close: (() => void) | null = null;
afterEach(() => {
  close?.();
  close = null;
});

/** The real dashboard on a terminal in memory; every frame is written whole. */
async function shown(house: MemoryHouse, size = { columns: 100, rows: 30 }) {
  const actions = noActions();
  const terminal = stubTerminal(size.columns, size.rows);
  const first = viewOf(fr, await askAll(house, fr));
  const app = render(
    <Dashboard
      house={house}
      actions={actions}
      clock={{ now: () => NOW }}
      look={{ color: false, reader: false }}
      platform="linux"
      first={first}
    />,
    {
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      stderr: terminal.stdout,
      debug: true,
      exitOnCtrlC: false,
      interactive: true,
      patchConsole: false,
    },
  );
  close = () => app.unmount();
  await terminal.shows('À faire, 5 minutes');
  return { house, actions, app, tell: house.tell, ...terminal };
}

const opened = (answers: Answers = SCENARIO, size?: { columns: number; rows: number }) =>
  shown(memoryHouse(answers, { '101': DRAFT }), size);

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

describe('answering', () => {
  const FILLED = DRAFT.text.replace(/ \[[^\]]*\]/, '');

  test('the answer stands under the thing to do, and is completed, kept, copied and undone', async () => {
    const { press, shows, house, actions } = await opened();
    await shows('Bonjour, vous dites avoir laissé des messages');
    press('c');
    await shows('Un crochet reste à compléter : e Compléter la réponse, puis c.');
    expect(actions.copied).toEqual([]);
    press('e');
    await shows('▏[Si c’est');
    press('\u001b[3~'.repeat(DRAFT.text.indexOf(']') - DRAFT.text.indexOf('[') + 1));
    await shows('Prête à être copiée.');
    press(KEY.backspace);
    press(KEY.escape);
    await shows('Votre réponse est gardée. u Annuler');
    await shows('Votre réponse :');
    press('c');
    await shows('Réponse copiée');
    expect(actions.copied).toEqual([FILLED]);
    press('u');
    await shows('Annulé. Le texte d’avant est revenu.');
    await shows('Réponse proposée, à compléter entre les crochets :');
    expect(await house.reply('101')).toEqual(DRAFT);
  });

  test('what is pasted into the editor is text, not orders; elsewhere it is nothing', async () => {
    const { press, shows, house } = await opened();
    await shows('Réponse proposée');
    press('\u001b[200~tzip\u001b[201~');
    press('e');
    await shows('Votre réponse, à votre façon');
    press('\u001b[200~tt\rzz\u001b[201~');
    await shows('zz▏[Si c’est');
    press(KEY.escape);
    await shows('Votre réponse est gardée');
    expect(house.acts()).toEqual([]);
  });

  test('a says that it was answered already', async () => {
    const { press, shows, house } = await opened();
    press('a');
    await shows('Noté : vous avez répondu. u Annuler');
    expect(house.acts()).toMatchObject([{ mentionId: '101', verb: 'answered' }]);
  });

  test('a matter of health has a list instead of an answer, and nothing to edit or copy', async () => {
    const steps = ['Vérifiez les faits à l’atelier.', 'Gardez les messages.'];
    const house = memoryHouse(SCENARIO, { '101': { kind: 'checklist', matter: 'health', steps } });
    const { press, shows } = await shown(house);
    press('2');
    await shows('D’abord les faits, pas de réponse');
    await shows('1. Vérifiez les faits à l’atelier.');
    press('e');
    await shows('Il n’y a pas de réponse à compléter ici.');
    press('c');
    await shows('Il n’y a pas de réponse à copier ici.');
  });

  test('before its hour the draft is announced', async () => {
    const until = '2026-07-14T05:00:00.000Z';
    const { press, shows } = await shown(memoryHouse(SCENARIO, { '101': { kind: 'wait', until } }));
    press('2');
    await shows('Le brouillon vous attend mardi 14 juillet à 7 h.');
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

describe('acting', () => {
  test('t notes it, the remark moves, u brings it back', async () => {
    const { press, shows, house } = await opened();
    press('t');
    await shows('Noté : c’est fait. u Annuler');
    await shows('À faire, 3 minutes');
    expect(house.acts()).toMatchObject([{ mentionId: '101', verb: 'done', subject: 'firm' }]);
    press('u');
    await shows('Annulé. La remarque est revenue à sa place.');
    await shows('À faire, 5 minutes');
    expect(house.acts()[0]?.undone).toBe(true);
    press('u');
    await shows('Rien à annuler.');
  });

  test.each([
    ['z', 'later', 'Noté : cela reviendra lundi 20 juillet. u Annuler'],
    ['i', 'none', 'Noté : sans suite. u Annuler'],
    ['p', 'not-us', 'Noté : ce n’est pas vous. u Annuler'],
    ['m', 'is-us', 'Noté : c’est bien vous. u Annuler'],
  ])('%s says %s', async (key, verb, words) => {
    const { press, shows, house } = await opened();
    press('2');
    await shows('À FAIRE (2)');
    press(key);
    await shows(words);
    expect(house.acts()).toMatchObject([{ mentionId: '101', verb }]);
    expect(house.acts()[0]?.until).toBe(verb === 'later' ? '2026-07-19T22:00:00.000Z' : undefined);
  });

  test.each([
    ['+', 'positive', 'Noté : ton favorable. u Annuler'],
    ['=', 'mixed', 'Noté : ton partagé. u Annuler'],
    ['0', 'neutral', 'Noté : ton factuel. u Annuler'],
    ['-', 'negative', 'Noté : ton défavorable. u Annuler'],
  ])('%s says the tone %s of an opened remark, and of no other', async (key, subject, words) => {
    const { press, shows, house } = await opened();
    press('2');
    await shows('À FAIRE (2)');
    press(key);
    press('\r');
    await shows('Adresse : https://avis.example/101');
    expect(house.acts()).toEqual([]);
    press(key);
    await shows(words);
    expect(house.acts()).toMatchObject([{ mentionId: '101', verb: 'tone', subject }]);
    press('u');
    await shows('Annulé. La remarque est revenue à sa place.');
    expect(house.acts()[0]?.undone).toBe(true);
  });

  test('several actions are undone last first', async () => {
    const { press, shows, house } = await opened();
    press('2');
    await shows('À FAIRE (2)');
    press('t');
    await shows('À FAIRE (1)');
    press('p');
    await shows('ÉCARTÉ (2)');
    press('u');
    await shows('ÉCARTÉ (1)');
    press('u');
    await shows('À FAIRE (2)');
    expect(house.acts().map(act => [act.mentionId, act.undone])).toEqual([
      ['101', true],
      ['102', true],
    ]);
  });

  test('a key that bounces acts once, so that one undo takes it back', async () => {
    const { press, shows, house } = await opened();
    press('ttt');
    press('t');
    await shows('Noté : c’est fait. u Annuler');
    await shows('À faire, 3 minutes');
    expect(house.acts()).toHaveLength(1);
    press('u');
    await shows('À faire, 5 minutes');
    press('tu');
    await expect.poll(() => house.acts().map(act => act.undone)).toEqual([true, true]);
    await shows('Annulé. La remarque est revenue à sa place.');
    await shows('À faire, 5 minutes');
  });

  test.each([
    ['America/Los_Angeles', '2026-07-20T07:00:00.000Z'],
    ['Pacific/Auckland', '2026-07-19T12:00:00.000Z'],
  ])('in %s later is the letter’s day there, and is called so', async (timezone, until) => {
    const house = memoryHouse(SCENARIO);
    const context = { ...fr, timezone };
    const view = viewOf(context, await askAll(house, context));
    const words = await actingOn(house, noActions()).act(view, 'later', aboutRemark('101'));
    expect(words.replaceAll('\u00a0', ' ')).toBe('Noté : cela reviendra lundi 20 juillet. u Annuler');
    expect(house.acts()[0]?.until).toBe(until);
  });

  test('an act that fails loses nothing and says so', async () => {
    const { press, shows, house } = await opened();
    Object.assign(house, { act: () => Promise.reject(new Error('busy')) });
    press('t');
    await shows('L’action n’a pas été notée. Rien n’est perdu');
  });

  test('with nothing to do, keys act on nothing', async () => {
    const none = { ...SCENARIO, todo: { ...SCENARIO.todo, now: [], canWait: [], done: [], aside: [] } };
    const house = memoryHouse(none);
    const { stdin, stdout, press, shows } = stubTerminal(80, 24);
    const first = viewOf(fr, await askAll(house, fr));
    const app = render(
      <Dashboard
        house={house}
        actions={noActions()}
        clock={{ now: () => NOW }}
        look={{ color: false, reader: false }}
        platform="linux"
        first={first}
      />,
      { stdin, stdout, debug: true, interactive: true, patchConsole: false },
    );
    close = () => app.unmount();
    await shows('Rien ne vous attend dans ce qui a été lu.');
    press('t');
    await shows('Aucune remarque n’est choisie.');
    expect(house.acts()).toEqual([]);
  });
});

describe('leaving', () => {
  test.each(['q', KEY.ctrlC])('%j closes the dashboard', async key => {
    const { press, app } = await opened();
    press(key);
    await app.waitUntilExit();
    close = null;
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
