import { expect, test } from 'vitest';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import type { TopicsAnswers } from '../../dashboards/view-models/topics.ts';
import { saidOf, topicRows } from '../../dashboards/view-models/topics.ts';
import type { MentionView } from '../../queries/mentions.ts';
import type { Tone } from '../../src/domain/annotation.ts';
import { SCENARIO, scenarioContext } from './scenario.ts';
import { COMPLAINT } from './scenario-remarks.ts';

const fr = await scenarioContext('fr');
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

const said = (text: string, label: Tone): MentionView => ({
  ...COMPLAINT,
  text,
  topics: [{ topic: 'phone', label, because: [] }],
});
const tones = { positive: 2, negative: 0, mixed: 1, neutral: 0 };
const answers: TopicsAnswers = {
  period: { from: '2026-07-06', to: '2026-07-12' },
  recurring: {
    remarks: 3,
    remarksBefore: 0,
    topics: [
      {
        topic: 'phone',
        mentions: 3,
        tones,
        before: { mentions: 0, tones: { positive: 0, negative: 0, mixed: 0, neutral: 0 } },
        badDays: [],
        examples: [said('Bien, mais dur à joindre.', 'mixed'), said('Il rappelle vite.', 'positive')],
      },
    ],
  },
  trends: { remarks: 0, words: [], listed: [] },
};

test('what goes both ways counts neither way, on the screen as in the letter', () => {
  const [row] = topicRows(fr, answers);
  expect([row?.good, row?.bad]).toEqual(['2', '—']);
  expect(saidOf(fr, row!).map(({ head, quotes }) => [head, quotes.length])).toEqual([
    ['EN BIEN', 1],
    ['PARTAGÉ', 1],
  ]);
  const count = { ...SCENARIO.topics.topics[0]!, ...tones, topic: 'phone', mentions: 3 };
  const ratings = { ...SCENARIO.ratings, sites: [] };
  const letter = letterOf(fr, { ...SCENARIO, ratings, topics: { topics: [count] } });
  const know = letter.sections.find(({ id }) => id === 'know');
  expect(know?.items.map(({ words }) => plain(words)).join(' ')).toContain(': 3 fois, 2 en bien.');
});
