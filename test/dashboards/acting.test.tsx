import { afterEach, describe, expect, test } from 'vitest';
import { aboutRemark, actingOn } from '../../dashboards/terminal/acting.ts';
import { viewOf } from '../../dashboards/terminal/view.ts';
import { askAll } from '../../dashboards/view-models/answers.ts';
import { memoryHouse, noActions } from './memory-house.ts';
import { SCENARIO } from './scenario.ts';
import { DRAFT } from './scenario-remarks.ts';
import { closeShown, fr, KEY, opened, shown } from './shown-dashboard.tsx';

afterEach(closeShown);

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
    const { press, shows } = await shown(house, undefined, 'Rien ne vous attend dans ce qui a été lu.');
    press('t');
    await shows('Aucune remarque n’est choisie.');
    expect(house.acts()).toEqual([]);
  });
});
