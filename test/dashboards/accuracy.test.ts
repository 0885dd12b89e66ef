import { beforeAll, describe, expect, it } from 'vitest';
import { accuracyView } from '../../dashboards/view-models/accuracy.ts';
import type { Context } from '../../dashboards/view-models/context.ts';
import { todoDetail } from '../../dashboards/view-models/todo-detail.ts';
import type { Accuracy, Measure } from '../../queries/accuracy.ts';
import type { Uncertain } from '../../queries/uncertain.ts';
import { scenarioContext } from './scenario.ts';
import { COMPLAINT, ENQUIRY } from './scenario-remarks.ts';

const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ');
const none: Measure = {
  n: 0,
  right: 0,
  sure: { n: 0, right: 0 },
  unsure: { n: 0, right: 0 },
  missing: 10,
  share: null,
};
const told: Measure = {
  n: 24,
  right: 21,
  sure: { n: 19, right: 18 },
  unsure: { n: 5, right: 3 },
  missing: 0,
  share: { is: 0.875, low: 0.69, high: 0.957 },
};
const nothing: Uncertain = { answered: 0, questions: [], waiting: { us: 0, tone: 0 } };
let fr: Context;
let en: Context;
beforeAll(async () => {
  [fr, en] = await Promise.all([scenarioContext('fr'), scenarioContext('en')]);
});

describe('how often Vigie was right, in words', () => {
  it('counts under ten answers and claims nothing', () => {
    const accuracy: Accuracy = {
      relevance: { ...none, n: 4, missing: 6 },
      tone: none,
      stars: null,
      moved: 0,
    };
    expect(accuracyView(fr, accuracy, nothing).measures.map(plain)).toEqual([
      'Est-ce bien vous : 4 réponses jusqu’ici, encore 6 avant de pouvoir le dire.',
      'Le ton que vous avez corrigé : 0 réponse jusqu’ici, encore 10 avant de pouvoir le dire.',
    ]);
  });

  it('tells the share with its range, apart where it was sure, and what stars taught', () => {
    const stars = { fixed: told, learnt: { ...told, right: 22 } };
    const accuracy: Accuracy = { relevance: told, tone: none, stars, moved: 12 };
    expect(accuracyView(en, accuracy, nothing).measures.map(plain)).toEqual([
      'Is this you: right 21 times in 24, that is between 69 and 96 times in 100. When sure: 18 times in 19. When unsure: 3 times in 5.',
      'The tone that you corrected: 0 answers so far, 10 more needed before this can be told.',
      'The tone of your rated reviews, read without their stars: right 21 times in 24, that is between 69 and 96 times in 100. When sure: 18 times in 19. When unsure: 3 times in 5.',
      'With what your other reviews teach: 22 times in 24.',
      '12 mentions changed place or tone after your answers.',
    ]);
    const same = accuracyView(fr, { ...accuracy, stars: { fixed: told, learnt: told } }, nothing);
    expect(same.measures.map(plain)).toContain(
      'Vos autres avis ne lui apprennent rien de sûr pour l’instant.',
    );
  });

  it('words each question with how to answer it', () => {
    const questions = [
      { kind: 'us', mention: COMPLAINT, gain: 2, alike: 2 },
      { kind: 'tone', mention: ENQUIRY, gain: 1, alike: 0 },
    ] as const;
    const accuracy: Accuracy = { relevance: none, tone: none, stars: null, moved: 0 };
    const view = accuracyView(fr, accuracy, { ...nothing, questions });
    expect(plain(view.questionsTitle)).toBe('2 questions cette semaine, la plus utile d’abord :');
    expect(view.questions).toMatchObject([
      { id: COMPLAINT.id, alike: expect.stringMatching(/^2.autres remarques semblables suivront/) },
      { id: ENQUIRY.id, alike: null },
    ]);
    expect(view.questions.map(({ question, how }) => plain(`${question} ${how}`))).toEqual([
      `Est-ce bien vous ? Répondre : vigie accuracy ${COMPLAINT.id} suivi de oui ou non`,
      `Quel est le ton ? Répondre : vigie accuracy ${ENQUIRY.id} suivi de favorable, partagé, factuel ou défavorable`,
    ]);
    const done = accuracyView(fr, accuracy, { ...nothing, answered: 5 });
    expect(plain(done.questionsTitle)).toBe('5 réponses cette semaine. Vigie n’a plus rien à vous demander.');
  });
});

it('a tone that she said is told as hers, under a review with stars too', () => {
  const because = [{ term: 'rule:owner-said', weight: 0 }];
  const tone = { label: 'mixed', score: 0, abstain: false, because } as const;
  const why = (remark: typeof COMPLAINT) => todoDetail(fr, { group: 'now', remark }).why.map(plain);
  expect(why({ ...COMPLAINT, tone })).toContain('Ton partagé. Vous l’avez dit.');
  expect(why(COMPLAINT).filter(line => line.startsWith('Ton '))).toEqual([]);
});
