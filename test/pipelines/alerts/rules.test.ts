import { describe, expect, test } from 'vitest';
import { commonTopic } from '../../../pipelines/alerts/explain.ts';
import { ratingSlip } from '../../../pipelines/alerts/rating-slip.ts';
import { watchfulFacts } from '../../../pipelines/alerts/rules.ts';
import { urgentIndex, urgentWordOf } from '../../../pipelines/alerts/urgent-word.ts';
import { type Recent, usually, type Watch } from '../../../pipelines/alerts/watch.ts';

const NOW = '2026-07-14T12:20:00.000Z';
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

function remark(id: string, change: Partial<Recent> = {}): Recent {
  const publishedAt = change.publishedAt ?? hoursAgo(3);
  return {
    id,
    kind: 'review',
    site: 'Google',
    sourceId: 'g',
    story: id,
    publishedAt,
    day: publishedAt.slice(0, 10),
    rating: { value: 1, best: 5, worst: 1 },
    verdict: 'kept',
    tone: 'negative',
    intent: null,
    complained: [],
    title: '',
    text: 'Accueil glacial',
    isSettled: false,
    ...change,
  };
}

function watch(recent: readonly Recent[], change: Partial<Watch> = {}): Watch {
  return {
    now: NOW,
    timezone: 'Europe/Paris',
    subject: 'firm',
    recent,
    bad: [],
    covered: new Set(['g']),
    past: [],
    before: { days: 56, bottom: 2, press: 0 },
    stars: [],
    failing: new Set(),
    urgent: ['vol', 'accident', 'punaises de lit', 'intoxication', 'theft', 'bed bugs', 'incendie', 'avocat'],
    ...change,
  };
}

const told = (recent: readonly Recent[], change: Partial<Watch> = {}) =>
  watchfulFacts(watch(recent, change)).map(({ rule, level, sureness }) => ({ rule, level, sureness }));

describe('urgent words', () => {
  const index = urgentIndex(watch([]).urgent);
  const word = (text: string) => urgentWordOf(index, { title: '', text });

  test.each([
    ['On m’a volé mon sac : un vol en plein jour', 'vol'],
    ['Des VOLS à répétition', 'vol'],
    ['Il y a eu deux accidents cette année', 'accident'],
    ['Chambre infestée, punaise de lit partout', 'punaises de lit'],
    ['Trois intoxications après le buffet', 'intoxication'],
    ['Pas remboursé depuis l’accident', 'accident'],
    ['Rien n’a été fait, un incendie a suivi', 'incendie'],
    ['Bedding full of bed bugs', 'bed bugs'],
    ['Nous prenons un avocat', 'avocat'],
  ])('%s', (text, found) => {
    expect(word(text)).toBe(found);
  });

  test.each([
    'Aucun vol à signaler',
    'Pas d’accident en dix ans',
    'Sans le moindre accident',
    'Jamais eu d’accident avec eux',
    'Ni vol ni accident',
    'Accident : aucun',
    'We never had bed bugs here',
    'There wasn’t any theft',
    'Un vol-au-vent délicieux',
    'À vol d’oiseau, cent mètres de la gare',
    'Une salade d’avocat parfaite',
    'Volontaires et volubiles',
    'Volume correct, volets bien posés',
  ])('nothing in: %s', text => {
    expect(word(text)).toBeNull();
  });

  test('the owner’s own words count; praise that mentions one does not', () => {
    const own = urgentIndex(['huître']);
    expect(urgentWordOf(own, { title: 'Huîtres', text: '' })).toBe('huître');
    const praise = remark('a', {
      text: 'Après l’accident, ils ont tout réparé',
      tone: 'positive',
      rating: { value: 5, best: 5, worst: 1 },
    });
    expect(told([praise])).toEqual([]);
  });

  test('a word of a hundred thousand letters, and as many words, take no time', () => {
    expect(word('x'.repeat(100_000))).toBeNull();
    expect(word('pas un '.repeat(20_000))).toBeNull();
  });
});

describe('one by one', () => {
  test('the bottom band is each site’s own: 5 of 10 is, 3 of 5 is not', () => {
    const booking = remark('a', { rating: { value: 5, best: 10, worst: 1 }, tone: 'negative' });
    expect(told([booking])).toEqual([{ rule: 'bad-review', level: 'now', sureness: 'sure' }]);
    expect(told([remark('b', { rating: { value: 3, best: 5, worst: 1 } })])).toEqual([]);
  });

  test('without stars, what speaks badly or cannot be read waits for the evening', () => {
    const unrated = { rating: null, tone: null, text: '' } as const;
    expect(told([remark('a', unrated)])).toEqual([{ rule: 'bad-review', level: 'day', sureness: 'sure' }]);
    expect(told([remark('a', { ...unrated, tone: 'negative', text: 'Aucun appel.' })])).toMatchObject([
      { level: 'day' },
    ]);
    expect(told([remark('a', { ...unrated, tone: 'positive' })])).toEqual([]);
    expect(told([remark('a', { ...unrated, text: 'Passé hier.' })])).toEqual([]);
  });

  test('late is for the evening, history is not told, nor what is answered or of tomorrow', () => {
    expect(told([remark('a', { publishedAt: hoursAgo(100) })])).toMatchObject([{ level: 'day' }]);
    expect(told([remark('a', { publishedAt: hoursAgo(24 * 8) })])).toEqual([]);
    expect(told([remark('a', { isSettled: true })])).toEqual([]);
    expect(told([remark('a', { publishedAt: hoursAgo(-2) })])).toEqual([]);
  });

  test('a to-check item says that it is not certain, and waits unless it is urgent', () => {
    expect(told([remark('a', { verdict: 'to-check' })])).toEqual([
      { rule: 'bad-review', level: 'day', sureness: 'unsure' },
    ]);
    expect(told([remark('a', { verdict: 'to-check', text: 'Intoxication' })])).toEqual([
      { rule: 'urgent-word', level: 'now', sureness: 'unsure' },
    ]);
  });

  test('press is told the same day; where papers often write, only what is bad', () => {
    const article = remark('a', { kind: 'mention', rating: null, tone: 'neutral', intent: 'press' });
    expect(told([article])).toMatchObject([{ rule: 'press', level: 'day' }]);
    const often = { before: { days: 56, bottom: 0, press: 30 } };
    expect(told([article], often)).toMatchObject([{ level: 'week' }]);
    expect(told([{ ...article, tone: 'negative' }], often)).toMatchObject([{ level: 'day' }]);
  });

  test('what is usual is said in the unit of which there is one', () => {
    expect(usually(112, 56)).toEqual({ count: 2, per: 'day' });
    expect(usually(16, 56)).toEqual({ count: 2, per: 'week' });
    expect(usually(2, 56)).toEqual({ count: 1, per: 'month' });
    expect(usually(0, 56)).toEqual({ count: 0, per: 'month' });
    expect(usually(3, 0)).toBeNull();
  });
});

describe('together', () => {
  const past = Array.from({ length: 40 }, (_, index) => ({
    complained: index % 4 === 0 ? ['staff'] : [],
    tone: index % 4 === 0 ? ('negative' as const) : ('positive' as const),
  }));

  test('a burst is explained by the topic that they share, not by the one that always comes', () => {
    const members = ['a', 'b', 'c', 'd'].map(id =>
      remark(id, { complained: id === 'd' ? ['staff'] : ['product', 'staff'] }),
    );
    expect(commonTopic(members, past)).toEqual({ topic: 'product', count: 3 });
    expect(commonTopic(members.slice(3), past)).toBeNull();
  });

  test('a burst counts kept remarks of known sources only, and swallows them', () => {
    const bad = [...new Array<number>(56).fill(0), 4];
    const some = ['a', 'b', 'c', 'd'].map(id => remark(id));
    expect(told(some, { bad })).toEqual([{ rule: 'negative-burst', level: 'now', sureness: 'sure' }]);
    expect(told(some, { bad, covered: new Set() })).toMatchObject(some.map(() => ({ rule: 'bad-review' })));
  });

  test('explained by a topic or a word, a burst holds what carries it; another complaint stays its own', () => {
    const bad = [...new Array<number>(54).fill(0), 0, 0, 4];
    const apart = remark('apart', { publishedAt: hoursAgo(12) });
    const members = [
      remark('a', { complained: ['product'], publishedAt: hoursAgo(9) }),
      remark('b', { complained: ['product'], publishedAt: hoursAgo(8) }),
      remark('c', { text: 'Risque d’incendie', publishedAt: hoursAgo(7) }),
    ];
    const facts = watchfulFacts(watch([apart, ...members], { bad, past }));
    const burst = facts.find(({ rule }) => rule === 'negative-burst');
    expect(burst).toMatchObject({
      mentionIds: ['b', 'a', 'c'],
      apart: ['apart'],
      count: 3,
      since: hoursAgo(9),
      details: { topic: 'product', topicCount: 2, word: 'incendie', site: 'Google' },
    });
    expect(facts.filter(one => one !== burst)).toMatchObject([{ rule: 'bad-review', mentionIds: ['apart'] }]);
    const unexplained = watchfulFacts(watch([apart, ...members.slice(2)], { bad, past }));
    expect(unexplained[0]).toMatchObject({ rule: 'negative-burst', count: 2, apart: [] });
  });

  test('explained, it holds what carries it from before the window too, and leaves what does not', () => {
    const bad = [...new Array<number>(50).fill(0), 0, 1, 0, 1, 0, 0, 5];
    const day = (id: string, days: number, text: string) =>
      remark(id, { text, publishedAt: hoursAgo(24 * days + 5) });
    const week = [
      day('other', 5, 'Personne ne rappelle'),
      day('early', 3, 'Un incendie'),
      day('a', 0, 'Incendie'),
      day('b', 0, 'Encore un incendie'),
      day('d', 0, 'Un départ d’incendie'),
      day('e', 0, 'Incendie en cuisine'),
      day('c', 0, 'En retard'),
    ];
    const facts = watchfulFacts(watch(week, { bad }));
    const burst = facts.find(({ rule }) => rule === 'negative-burst');
    expect(burst?.details['days']).toBeLessThan(4);
    expect(burst?.mentionIds.toSorted()).toEqual(['a', 'b', 'd', 'e', 'early']);
    expect(burst?.apart?.toSorted()).toEqual(['c', 'other']);
    expect(burst?.since).toBe(hoursAgo(24 * 3 + 5));
  });

  test('a topic is counted over all that it holds; those from before the window neither begin nor press it', () => {
    const bad = [...new Array<number>(50).fill(0), 0, 1, 0, 1, 0, 0, 5];
    const of = (id: string, days: number, more: object) =>
      remark(id, { text: 'Déçue', publishedAt: hoursAgo(24 * days + 5), complained: ['product'], ...more });
    const today = (more: object) => ['a', 'b', 'c', 'd'].map(id => of(id, 0, more));
    const early = [of('early', 3, {}), of('earlier', 5, {})];
    const other = of('other', 0, { complained: [] });
    const facts = watchfulFacts(watch([...early, ...today({}), other], { bad }));
    const burst = facts.find(({ rule }) => rule === 'negative-burst');
    expect(burst).toMatchObject({ count: 6, apart: ['other'], details: { topic: 'product', topicCount: 6 } });
    const settled = watchfulFacts(watch([...early, ...today({ isSettled: true })], { bad }));
    expect(settled.filter(one => one.rule === 'negative-burst')).toEqual([]);
  });

  test('without stars it is the chance that decides between now and this evening', () => {
    const some = ['a', 'b', 'c'].map(id => remark(id, { kind: 'mention', rating: null }));
    const rare = [...new Array<number>(56).fill(0), 3];
    expect(told(some, { bad: rare })).toMatchObject([{ rule: 'negative-burst', level: 'now' }]);
    const often = [...Array.from({ length: 56 }, (_, day) => (day % 5 === 0 ? 1 : 0)), 3];
    expect(told(some, { bad: often })).toMatchObject([{ rule: 'negative-burst', level: 'day' }]);
  });

  const stars = (bad: readonly boolean[], all = 200) => [
    {
      sourceId: 'g',
      site: 'Google',
      best: 5,
      before: { all, bad: all / 20, sum: all * 4.6 },
      recent: bad.map((isBad, index) => ({
        id: `r${index}`,
        publishedAt: hoursAgo((bad.length - index) * 2),
        value: isBad ? 1 : 5,
        isBad,
      })),
    },
  ];

  test('a rating slips when bad reviews come often; not on a failing source, nor on a small account', () => {
    const slipping = [false, false, true, false, true, true, false, true, true, true];
    const [facts] = ratingSlip(watch([], { stars: stars(slipping) }));
    expect(facts).toMatchObject({
      rule: 'rating-slip',
      count: 6,
      details: { bad: 6, reviews: 8, best: 5, after: 2, site: 'Google' },
    });
    expect(facts?.details['before']).toBeCloseTo((200 * 4.6 + 10) / 202, 9);
    expect(ratingSlip(watch([], { stars: stars(slipping), failing: new Set(['g']) }))).toEqual([]);
    expect(ratingSlip(watch([], { stars: stars(slipping, 20) }))).toEqual([]);
    expect(ratingSlip(watch([], { stars: stars([...slipping, false]) }))).toEqual([]);
  });

  test('the share of bad ones and a shift of topics are silent under ten', () => {
    const mild = (id: string) => remark(id, { kind: 'mention', rating: null, complained: ['noise'] });
    const nine = Array.from({ length: 9 }, (_, index) => mild(`n${index}`));
    const wide = [...past, ...past];
    expect(told(nine, { past: wide })).toEqual([]);
    expect(told([...nine, mild('n9')], { past: wide }).map(({ rule }) => rule)).toEqual(['bad-share']);
  });
});
