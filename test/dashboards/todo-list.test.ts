import { describe, expect, test } from 'vitest';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { sureSentence, whySentence } from '../../dashboards/view-models/because.ts';
import { homeOf } from '../../dashboards/view-models/home.ts';
import { headline, ratingSign, ratingWords } from '../../dashboards/view-models/remark.ts';
import { todoList, todoRow } from '../../dashboards/view-models/todo.ts';
import { todoDetail } from '../../dashboards/view-models/todo-detail.ts';
import { NOW, SCENARIO, scenarioContext } from './scenario.ts';
import { COMPLAINT, ENQUIRY, remark } from './scenario-remarks.ts';

const fr = await scenarioContext('fr');
const en = await scenarioContext('en');
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('À faire', () => {
  test('keeps the order: to do, can wait, done, set aside', () => {
    const list = todoList(fr, SCENARIO);
    expect(list.entries.map(({ group }) => group).join(' ')).toBe(
      'now now canWait canWait canWait canWait done aside',
    );
    expect(plain(list.title)).toBe('Semaine du 6 au 12 juillet : 7 remarques, dont 4 avis');
    expect(plain(list.counts)).toBe('2 à faire, 4 peuvent attendre, 1 fait, 1 écarté (même nom)');
    const rows = list.entries.map(entry => todoRow(fr, entry));
    expect(rows.map(row => row.kind)).toEqual([
      '★',
      'demande',
      '★★★',
      'message',
      '★★★★★',
      'article',
      '★★★★★',
      'article',
    ]);
    expect(plain(rows[5]?.place ?? '')).toBe('Repris par 3 journaux');
    expect(plain(rows[7]?.words ?? '')).toBe('Garage, Plouarvel : même nom, autre entreprise');
    expect(plain(rows[6]?.words ?? '')).toBe('« Belle pose, chantier propre. » Réponse vue');
  });

  describe('what the owner set aside herself', () => {
    const setAside = remark({
      id: '120',
      day: '2026-07-10',
      kind: 'mention',
      form: 'post',
      text: 'Kerlann vend son vélo. Faire offre.',
      verdict: 'dropped',
      relevance: { score: -9, because: [{ term: 'rule:owner-said', weight: -9 }] },
    });
    const justSaid = {
      ...setAside,
      relevance: { score: 2, because: [] },
      action: { verb: 'not-us', at: NOW },
    };
    const withAside = (aside: Answers['todo']['aside']): Answers => ({
      ...SCENARIO,
      todo: { ...SCENARIO.todo, aside },
      coverage: { ...SCENARIO.coverage, aside: aside.length },
    });

    test.each([setAside, justSaid])('is not called a firm of the same name', one => {
      const answers = withAside([...SCENARIO.todo.aside, one]);
      expect(plain(todoList(fr, answers).counts)).toBe('2 à faire, 4 peuvent attendre, 1 fait, 2 écartés');
      expect(plain(todoList(en, answers).counts)).toBe('2 to do, 4 can wait, 1 done, 2 set aside');
      expect(homeOf(fr, answers).week.lines.map(plain)).toContain('2 écartés.');
      const entry = { group: 'aside', remark: one } as const;
      expect(plain(todoRow(fr, entry).words)).toBe('« Kerlann vend son vélo. » : écarté par vous');
      expect(todoDetail(fr, entry).why.map(plain)).toEqual(['Vous avez dit « Ce n’est pas nous ».']);
    });

    test('what Vigie set aside without a telling word is quoted like the others', () => {
      const [garage] = SCENARIO.todo.aside;
      const wordless = { ...garage!, relevance: { score: -3, because: [] } };
      expect(plain(todoRow(fr, { group: 'aside', remark: wordless }).words)).toBe(
        '« Le garage Kerlann fête ses vingt ans à Plouarvel » : même nom, autre entreprise',
      );
      expect(plain(todoList(fr, withAside([])).counts)).toMatch(/1 fait$/);
    });
  });

  test('explains one remark: reasons, reply, how sure', () => {
    const detail = todoDetail(fr, { group: 'now', remark: COMPLAINT });
    expect(detail.why.map(plain)).toEqual([
      'Note basse.',
      'Pas de réponse vue. Déjà répondu ?',
      'Deuxième plainte « rappel » ce mois-ci, la première le 2 juillet.',
      'Presque certain que c’est vous : c’est votre page Google.',
    ]);
    expect(todoDetail(fr, { group: 'now', remark: ENQUIRY }).why.map(plain)).toEqual([
      'Quelqu’un cherche votre métier.',
      'Ton factuel.',
      'Probable que ce soit vous : le texte cite « Kerlann ».',
    ]);
  });

  test('never states more than was seen', () => {
    const unsure = remark({ id: '1', day: '2026-07-09', text: 'Kerlann ?', verdict: 'to-check' });
    expect(plain(sureSentence(fr, unsure))).toBe('À confirmer : est-ce bien vous ?');
    expect(whySentence(fr, { ...unsure, kind: 'mention' })).toBeNull();
  });
});

describe('ratings', () => {
  test('keep the scale of their site', () => {
    expect(plain(ratingWords(fr, { value: 1, best: 5, worst: 1 }))).toBe('1 étoile');
    expect(plain(ratingWords(fr, { value: 4.5, best: 5, worst: 1 }))).toBe('4,5 étoiles');
    expect(plain(ratingWords(fr, { value: 5, best: 10, worst: 1 }))).toBe('5 sur 10');
    expect(plain(ratingWords(en, { value: 1, best: 5, worst: 1 }))).toBe('1 star');
    expect(ratingSign(fr, { value: 3, best: 5, worst: 1 })).toBe('★★★');
    expect(ratingSign(fr, { value: 7.5, best: 10, worst: 1 })).toBe('7,5/10');
  });
  test('a site of several words is named after the day', () => {
    const review = remark({
      id: '1',
      day: '2026-07-10',
      text: 'x',
      site: 'Avis d’Armor',
      rating: { value: 2, best: 5, worst: 1 },
    });
    expect(plain(headline(fr, review))).toBe(
      'Répondre à l’avis de vendredi 10 juillet sur Avis d’Armor, 2 étoiles :',
    );
  });
});
