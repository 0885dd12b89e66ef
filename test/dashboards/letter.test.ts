import { describe, expect, test } from 'vitest';
import { LETTER_BYTES_MAX, letterHtml } from '../../dashboards/letter/html.ts';
import { letterMarkdown } from '../../dashboards/letter/markdown.ts';
import { letterText } from '../../dashboards/letter/text.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import { wordCount } from '../../dashboards/view-models/letter-parts.ts';
import { crowded, SCENARIO, scenarioContext } from './scenario.ts';

const fr = await scenarioContext('fr');
const en = await scenarioContext('en');
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('the letter of the scenario', () => {
  const letter = letterOf(fr, SCENARIO);

  test('has the parts in their order, the first thing to do in full', () => {
    expect(letter.sections.map(section => section.id)).toEqual([
      'todo',
      'know',
      'canWait',
      'competitors',
      'read',
    ]);
    expect(plain(letter.subject)).toBe('Deux réponses à écrire, 4 avis lus');
    expect(plain(letter.about)).toBe('Menuiserie Kerlann · semaine du 6 au 12 juillet');
    expect(plain(letter.sections[0]?.items[0]?.words ?? '')).toContain(
      '« Trois messages, personne ne rappelle.',
    );
    expect(letter.sections[0]?.items[0]?.why).not.toBeNull();
  });
  test('says three facts', () => {
    expect(letter.sections[1]?.items.map(item => plain(item.words))).toEqual([
      '7 remarques (dont 4 avis), 5 la semaine précédente : 3 favorables, 1 partagée, 1 défavorable, 2 factuelles.',
      'Google : 4,2 sur 5, 4,3 avant (118 avis).',
      '« Deux apprentis chez Kerlann » : même article, repris par 3 journaux.',
    ]);
  });
  test('names the day of the next one', () => {
    expect(letter.footer.map(plain)).toEqual([
      'Prochaine lettre : lundi 20 juillet à 7 h. Rien ce jour-là ? Ouvrez Vigie. Écrite sur votre ordinateur.',
    ]);
  });
  test.each([
    ['fr', fr],
    ['en', en],
  ] as const)('stays within 200 words in %s, whatever waits', (_language, context) => {
    for (const answers of [SCENARIO, crowded(400), longQuotes()])
      expect(wordCount(letterOf(context, answers))).toBeLessThanOrEqual(200);
  });
  test('a firm with few reviews reads of its competitors first', () => {
    const few = { ...SCENARIO, ratings: { ...SCENARIO.ratings, sites: [] } };
    expect(
      letterOf(fr, few)
        .sections.map(section => section.id)
        .slice(0, 2),
    ).toEqual(['todo', 'competitors']);
  });
  test('a calm week has no empty heading', () => {
    const calm: Answers = {
      ...SCENARIO,
      todo: { ...SCENARIO.todo, now: [], canWait: [] },
      volume: { ...SCENARIO.volume, mentions: 0, reviews: 0 },
    };
    const calmLetter = letterOf(fr, calm);
    expect(calmLetter.subject).toBe('Semaine calme, rien ne vous attend');
    expect(calmLetter.sections.map(section => section.id)).toEqual(['know', 'competitors', 'read']);
  });
  test('gives no link that her telephone could not open', () => {
    const local = (url: string) => ({
      ...SCENARIO,
      todo: { ...SCENARIO.todo, now: SCENARIO.todo.now.map(remark => ({ ...remark, url })) },
    });
    for (const url of [
      'http://127.0.0.1:8080/a',
      'http://localhost/a',
      'javascript:alert(1)',
      'http://[::1]/',
      'http://imprimante.local/avis',
      'http://nas.localhost/',
      'https://google.com@avis.example/',
      `https://avis.example/${'a'.repeat(600)}`,
      'pas une adresse',
    ])
      expect(letterOf(fr, local(url)).sections[0]?.items[0]?.link).toBeNull();
    expect(letterOf(fr, SCENARIO).sections[0]?.items[0]?.link?.url).toBe('https://avis.example/101');
  });
});

describe('what the letter says of', () => {
  const itemsOf = (answers: Answers, id: string, context = fr) =>
    letterOf(context, answers).sections.find(section => section.id === id)?.items ?? [];
  const quality = SCENARIO.topics.topics[0]!;
  const knows = (topic: Partial<typeof quality>, context = fr) => {
    const ratings = { ...SCENARIO.ratings, sites: [] };
    const todo = { ...SCENARIO.todo, canWait: [] };
    const topics = { topics: [{ ...quality, ...topic }] };
    return plain(itemsOf({ ...SCENARIO, ratings, todo, topics }, 'know', context)[1]?.words ?? '');
  };

  test('a topic: how many said what, unless all said the same', () => {
    expect(knows({ mentions: 3, positive: 3 })).toBe('Pose soignée : 3 fois, en bien.');
    expect(knows({ mentions: 2, positive: 0, negative: 2 })).toBe('Pose soignée : 2 fois, en mal.');
    expect(knows({ mentions: 4, positive: 2, negative: 1 })).toBe(
      'Pose soignée : 4 fois, 2 en bien, 1 en mal.',
    );
    expect(knows({ mentions: 4, positive: 3, negative: 0 })).toBe('Pose soignée : 4 fois, 3 en bien.');
    expect(knows({ mentions: 2, positive: 0 })).toBe('Pose soignée : 2 fois.');
    expect(knows({ mentions: 4, positive: 2, negative: 1 }, en)).toBe(
      'Careful fitting: 4 times, 2 liked, 1 disliked.',
    );
  });

  test('a week before without remarks', () => {
    const volume = { ...SCENARIO.volume, before: { ...SCENARIO.volume.before, mentions: 0 } };
    const said = (context: typeof fr) =>
      plain(itemsOf({ ...SCENARIO, volume }, 'know', context)[0]?.words ?? '');
    expect(said(fr)).toMatch(/^7 remarques \(dont 4 avis\), aucune la semaine précédente/);
    expect(said(en)).toMatch(/^7 mentions \(including 4 reviews\), none the week before/);
  });

  test('why the second thing to do matters, while there is room', () => {
    const roomy = {
      ...SCENARIO,
      todo: { ...SCENARIO.todo, canWait: [] },
      changes: { ...SCENARIO.changes, changes: [] },
    };
    expect(itemsOf(roomy, 'todo', en)[1]?.why).toBe('Why: someone is looking for your trade.');
    expect(plain(itemsOf(roomy, 'todo')[1]?.why ?? '')).toBe('Pourquoi : quelqu’un cherche votre métier.');
    expect(itemsOf(longQuotes(), 'todo').map(item => item.why !== null)).toEqual([true, false]);
  });

  test('where to read what it quotes, in every form', () => {
    expect(itemsOf(SCENARIO, 'todo').map(item => item.link?.words)).toEqual([
      'Lire sur Google',
      'Lire sur Forum Chantiers d’Arvor',
    ]);
    expect(itemsOf(SCENARIO, 'know')[2]?.link?.url).toBe('https://avis.example/106');
    expect(itemsOf(SCENARIO, 'competitors')[0]?.link).toEqual({
      url: 'https://golfe.example/promotions',
      words: 'Lire sur golfe.example',
    });
    const quoted = { ...SCENARIO, todo: { ...SCENARIO.todo, now: [] } };
    expect(itemsOf(quoted, 'canWait')[0]?.link?.url).toBe('https://avis.example/103');
    const letter = letterOf(fr, SCENARIO);
    expect(letterHtml(letter)).toContain('<a class="link button" href="https://avis.example/101"');
    expect(letterMarkdown(letter)).toContain('[Lire sur Google](https://avis.example/101)');
    expect(letterText(letter)).toContain('\nLire sur Google https://avis.example/101\n');
  });
});

function longQuotes(): Answers {
  const text = 'Une phrase qui dit beaucoup de petites choses à la fois et qui ne finit jamais '.repeat(40);
  const long = (remark: (typeof SCENARIO.todo.now)[number]) => ({ ...remark, text });
  const { now, canWait } = SCENARIO.todo;
  return { ...SCENARIO, todo: { ...SCENARIO.todo, now: now.map(long), canWait: canWait.map(long) } };
}

describe('its three forms', () => {
  const letter = letterOf(fr, SCENARIO);
  test('say the same', () => {
    for (const form of [letterText(letter), letterMarkdown(letter), letterHtml(letter)])
      expect(plain(form.replaceAll('\\', ''))).toMatch(/PagesJaunes refuse les\s+lectures\s+automatiques\./);
  });
  test('the text fits a mail of 72 columns', () => {
    expect(
      Math.max(
        ...letterText(letter)
          .split('\n')
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(72);
  });
  test('no line of it ends between a number and its word', () => {
    for (const context of [fr, en])
      for (const line of letterText(letterOf(context, SCENARIO)).split('\n'))
        expect(line).not.toMatch(/(?:^|[\s«(])[\d.,]+$/u);
  });
  test('the HTML fetches nothing, says so, and stays under what Gmail cuts', () => {
    const html = letterHtml(letter);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:img|script|link|iframe|video|base)|src=|url\(|@import/i);
    expect(html).toContain('prefers-color-scheme:dark');
    expect(Buffer.byteLength(html)).toBeLessThan(LETTER_BYTES_MAX);
  });
});
