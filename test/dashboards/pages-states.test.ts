import { describe, expect, test } from 'vitest';
import type { Page, PageName } from '../../dashboards/terminal/page.ts';
import { PAGE_NAMES } from '../../dashboards/terminal/page.ts';
import { PAGES } from '../../dashboards/terminal/pages.ts';
import type { Context } from '../../dashboards/view-models/context.ts';
import { askReviews, tooFewLines } from '../../dashboards/view-models/reviews.ts';
import type { Recurring } from '../../queries/recurring.ts';
import type { SourceHealth } from '../../queries/sources.ts';
import { answering, kerlann } from './pages-house.ts';
import { NOW } from './scenario.ts';

const SIZE = { columns: 100, rows: 27 };

function words(page: Page, chosen = 0): string {
  const lines = page
    .rows(SIZE, chosen)
    .flatMap(row => row.flatMap(block => [[{ text: block.title }], ...block.lines]));
  return lines
    .map(line => line.map(({ text }) => text).join(''))
    .join(' ')
    .replace(/\s+/g, ' ');
}

type Change = (answer: never, question: string) => unknown;

async function said(screen: PageName, change: Change, context: Context = kerlann('fr')): Promise<string> {
  return words(
    await PAGES[screen](answering(change as (answer: unknown, question: string) => unknown), context),
  );
}

/** Lists emptied, counts at zero, nothing ever read. */
function nothing(value: unknown, key = ''): unknown {
  if (key === 'lastReadAt' || key === 'since' || key === 'share' || key === 'shareBefore') return null;
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return key === 'subjects' ? value.map(one => nothing(one)) : [];
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, nothing(one, name)]));
}

test('before anything was read every page says so, and draws no figure', async () => {
  const found = await Promise.all(PAGE_NAMES.map(screen => said(screen, answer => nothing(answer))));
  const [reviews, competitors, topics, visibility, enquiries, sites] = found;
  expect(reviews).toContain('Rien trouvé sans votre aide');
  expect(competitors).toContain('Pas encore de page lue pour 4 concurrents');
  expect(topics).toContain('Aucun sujet de votre métier ne revient encore');
  expect(visibility).toContain('Aucun article sur vous en 13 semaines');
  expect(enquiries).toContain('Aucun site n’a encore été lu');
  expect(sites).toContain('Aucun site n’est suivi');
  for (const text of found) expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
});

test('without competitors the page says how to name one', async () => {
  const alone = { ...kerlann('fr'), rivals: [] };
  const page = await PAGES.competitors(answeringAny(), alone);
  expect(words(page)).toContain('Aucun concurrent n’est suivi');
});

/** Answers whatever list of subjects is asked for. */
function answeringAny() {
  const house = answering();
  return {
    ...house,
    ask: <A>(question: string, params: Readonly<Record<string, unknown>>) =>
      question === 'share-of-voice'
        ? (Promise.resolve({ subjects: [] }) as Promise<A>)
        : house.ask<A>(question, params),
  };
}

describe('Avis', () => {
  test.each([
    [26, 'Aucun avis cette semaine. D’habitude : 9 par mois environ. Vigie a regardé.'],
    [12, 'Aucun avis cette semaine. C’est habituel : 4 par mois environ. Vigie a regardé.'],
    [1, 'Aucun avis cette semaine. Vigie a regardé.'],
  ])('of %i reviews in 13 weeks a calm week says what is usual', async (reviews, words) => {
    const text = await said('reviews', (answer: Record<string, unknown>, question) => {
      if (question === 'replies') return { ...answer, reviews };
      return question === 'mentions' ? { total: 0, mentions: [] } : answer;
    });
    expect(text).toContain(words);
  });

  test('reviews that are counted but not held are not said to be listed', async () => {
    const answers = await askReviews(answering(), kerlann('fr'));
    const few = [{ site: 'Avis d’Armor', count: 3, reviews: [] }];
    expect(tooFewLines(kerlann('fr'), { ...answers, few })).toEqual([]);
  });

  test('that they follow is said where the list begins with them, and holds them all', async () => {
    const answers = await askReviews(answering(), kerlann('fr'));
    const [one, other] = answers.week.mentions;
    const reviews = [one!, other!].map(review => ({ ...review, site: 'Armor' }));
    const said = (count: number, week: readonly { site: string }[]) =>
      tooFewLines(kerlann('fr'), {
        ...answers,
        few: [{ site: 'Armor', count, reviews }],
        week: { total: week.length, mentions: week as typeof reviews },
      }).join(' ');
    expect(said(2, [])).toMatch(/ pas assez pour une moyenne\. Les voici\.$/);
    expect(said(2, reviews.slice(0, 1))).toMatch(/ Les voici\.$/);
    expect(said(3, [])).toMatch(/ pas assez pour une moyenne\.$/);
    expect(said(2, [{ site: 'Google' }, ...reviews])).toMatch(/ pas assez pour une moyenne\.$/);
  });

  test('under ten reviews there is no average: they are listed', async () => {
    const context = kerlann('fr');
    const house = answering();
    const few = {
      ...house,
      ask: async <A>(question: string, params: Readonly<Record<string, unknown>>): Promise<A> => {
        if (question === 'mentions' && params.limit === 9) {
          const week = await house.ask<{ mentions: object[] }>('mentions', {
            subject: 'firm',
            kind: 'review',
            from: '2026-07-06',
            to: '2026-07-13',
            limit: 200,
          });
          return {
            total: 2,
            mentions: week.mentions
              .slice(0, 2)
              .map((one, index) => ({ ...one, id: `few-${index}`, day: '2026-01-02' })),
          } as A;
        }
        const answer = await house.ask<{ sites: Record<string, unknown>[] }>(question, params);
        if (question !== 'ratings') return answer as A;
        const sites = answer.sites.map(site =>
          site.site === 'Avis d’Armor' ? { ...site, average: null, count: 3, distribution: null } : site,
        );
        return { ...answer, sites } as A;
      },
    };
    const page = await PAGES.reviews(few, context);
    expect(page.items.map(({ id }) => id)).toEqual(expect.arrayContaining(['few-0', 'few-1']));
    // Others of the week stand before them: they are listed, not "here".
    expect(words(page)).toMatch(/Avis d’Armor : 3 avis en 6\smois, pas assez pour une moyenne\.(?! Les)/u);
    expect(words(page)).toMatch(/Avis d’Armor — 3/);
  });
});

describe('Ce qui revient', () => {
  test('a topic opened holds all that is known of it; beside the table there are four', async () => {
    const house = answering((answer, question) => {
      if (question !== 'recurring') return answer;
      const { topics, ...rest } = answer as Recurring;
      const [first] = topics;
      const examples = Array.from({ length: 8 }, (_, index) => ({
        ...first!.examples[0]!,
        id: `said-${index}`,
        text: `Dit ${index}.`,
      }));
      return { ...rest, topics: [{ ...first!, examples }] };
    });
    const page = await PAGES.topics(house, kerlann('fr'));
    const whole = page.whole(0, 96)?.lines.map(line => line.map(({ text }) => text).join('')) ?? [];
    expect(whole.filter(line => line.includes('Dit '))).toHaveLength(8);
    expect(whole.at(-1)?.replace(/\s/g, ' ')).toBe('8 remarques sur 11, les plus récentes.');
    expect(words(page)).toContain('Dit 3.');
    expect(words(page)).not.toContain('Dit 4.');
  });
});

describe('Sites suivis', () => {
  const health = (change: Partial<SourceHealth>) => (answer: { sources: SourceHealth[] }, question: string) =>
    question === 'sources'
      ? { sources: answer.sources.map(one => (one.name === 'Google' ? { ...one, ...change } : one)) }
      : answer;

  test.each([
    ['SourceChanged', 'Google a changé sa page et Vigie ne la comprend plus.'],
    ['FileUnreadable', 'Google : le fichier n’a pas pu être lu.'],
    ['MailboxRefused', 'Google demande de vous reconnecter.'],
    ['SourceGone', 'Google n’existe plus à cette adresse.'],
  ])('%s stands first, with what is safe and what to do', async (code, first) => {
    const text = await said(
      'sites',
      health({ health: 'failing', failingSince: NOW, error: { code, params: {} } }),
    );
    expect(text).toContain(`› × ${first}`);
    expect(text).toMatch(/gardés?\./);
  });

  test('a mailbox that answers is not said to be silent when no mail comes', async () => {
    const error = { code: 'MailMissing', params: { days: 12, usual: 'week' } };
    const text = await said('sites', health({ health: 'failing', failingSince: NOW, error }));
    expect(text).toMatch(/› × Aucun mail de Google depuis 12 jours\s; d’habitude, un par semaine\./u);
    expect(text).not.toContain('ne répond plus depuis lundi');
  });

  test('the network is told before any site is blamed', async () => {
    const text = await said('sites', (answer: { sources: SourceHealth[] }, question) =>
      question === 'sources'
        ? {
            sources: answer.sources.map(one => ({
              ...one,
              health: 'failing',
              error: { code: 'SourceUnreachable', params: {} },
            })),
          }
        : answer,
    );
    expect(text).toMatch(/Pas d’internet. Vous voyez ce qui a été lu à 7\sh\s02/u);
  });

  test('a site that went quiet against its own habit is told; chance is not', async () => {
    const quiet = (weeks: readonly number[]) =>
      said('sites', (answer: { sites: { site: string; sourceId: string }[] }, question) => {
        if (question !== 'ratings') return answer;
        const id = answer.sites.find(({ site }) => site === 'Google')?.sourceId ?? '';
        return {
          ...answer,
          weeks: weeks.map((received, index) => ({
            monday: `2026-0${index < 7 ? 5 : 6}-0${(index % 7) + 1}`,
            received,
            bySource: { [id]: { received, average: null } },
          })),
        };
      });
    expect(await quiet([3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0])).toContain('Google n’a rien donné depuis');
    expect(await quiet([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0])).not.toContain('Google n’a rien donné');
  });

  test('days without any reading are told once the machine is back', async () => {
    const text = await said('sites', (answer: { days: unknown }, question) =>
      question === 'reading'
        ? { ...answer, days: ['2026-07-07', '2026-07-08', '2026-07-12', '2026-07-13'] }
        : answer,
    );
    expect(text).toMatch(
      /L’ordinateur était éteint du 9\sjuillet au 11\sjuillet. Vigie a rattrapé 4\sremarques./u,
    );
  });
});

describe('Ce que cela peut vouloir dire', () => {
  test('an enquiry about something else than the offer says nothing of it', async () => {
    const text = await said('competitors', (answer: Record<string, unknown>, question) =>
      question === 'leads' ? { leads: [], aside: [] } : answer,
    );
    expect(text).not.toContain('volets roulants : la remise');
    expect(text).toContain('Ouvertures du Golfe affiche une nouvelle offre : à comparer avec la vôtre.');
  });

  test('without an offer of a job nobody is said to hire', async () => {
    const text = await said('competitors', (answer: Record<string, unknown>, question) =>
      question === 'changes' ? { ...answer, changes: [] } : answer,
    );
    expect(text).not.toContain('embauche');
    expect(text).toContain('Un seul : trop peu pour conclure');
  });
});

test('a share of under ten remarks is not told', async () => {
  const text = await said('visibility', (answer: { subjects: object[] }, question) =>
    question === 'share-of-voice'
      ? { subjects: answer.subjects.map((one, index) => ({ ...one, mentions: index < 2 ? 3 : 0 })) }
      : answer,
  );
  expect(text).toMatch(/6\sremarques en tout cette semaine : trop peu pour comparer/u);
});

test('a way of sending that refuses, and letters that she stopped, stand above the sites', async () => {
  const error = { code: 'DeliveryRefused', params: { provider: 'Orange' } };
  const refused = { channel: 'email', status: 'refused', at: NOW, lastSentAt: null, nextAt: null, error };
  const channels = { channels: [refused], waiting: 1, lettersStoppedAt: '2026-07-10T08:00:00.000Z' };
  const change: Change = (answer, question) => (question === 'channels' ? channels : answer);
  const page = await said('sites', change, { ...kerlann('fr'), channels: ['email'] });
  expect(page).toContain('Orange refuse le mot de passe ou l’adresse.');
  expect(page).toContain('depuis vendredi 10 juillet.');
  expect(page).toMatch(/vigie letter --send.*Avis d’Armor/);
});
