import { expect, test } from 'vitest';
import { headline, ratingBefore, ratingWords } from '../../dashboards/view-models/remark.ts';
import { scenarioContext } from './scenario.ts';
import { remark } from './scenario-remarks.ts';

const contexts = { fr: await scenarioContext('fr'), en: await scenarioContext('en') };
const plain = (words: string) => words.replaceAll('\u00a0', ' ');

test('what stands on her own page is "on" it; any other name stands alone', () => {
  const said = (language: 'fr' | 'en', site: string) => {
    const message = remark({
      id: '7',
      kind: 'mention',
      form: 'message',
      site,
      day: '2026-07-09',
      text: 'Bravo',
    });
    return plain(headline(contexts[language], message, language === 'fr' ? 'jeudi' : 'Thursday'));
  };
  expect(said('fr', 'Votre page Facebook')).toBe('Lire le message de jeudi, sur votre page Facebook :');
  expect(said('en', 'Your Facebook page')).toBe('Read the message of Thursday, on your Facebook page:');
  expect(said('fr', 'Forum Chantiers d’Arvor')).toBe('Lire le message de jeudi, Forum Chantiers d’Arvor :');
});

test('stars before their noun take no plural in English', () => {
  const stars = (value: number) => ({ value, best: 5, worst: 1 });
  const { fr, en } = contexts;
  expect([1, 2].map(value => ratingBefore(en, stars(value)))).toEqual(['1-star', '2-star']);
  expect(plain(ratingWords(en, stars(2)))).toBe('2 stars');
  expect([1, 2].map(value => plain(ratingBefore(fr, stars(value))))).toEqual(['1 étoile', '2 étoiles']);
  expect(plain(ratingBefore(en, { value: 5, best: 10, worst: 1 }))).toBe('5 out of 10');
});
