import { renderToString } from 'ink';
import { describe, expect, test } from 'vitest';
import { Frame } from '../../dashboards/terminal/frame.tsx';
import { PAGES } from '../../dashboards/terminal/pages.ts';
import type { State } from '../../dashboards/terminal/state.ts';
import { START } from '../../dashboards/terminal/state.ts';
import { headerLine } from '../../dashboards/terminal/ui/bars.ts';
import { cutShort, span } from '../../dashboards/terminal/ui/line.ts';
import { LookContext } from '../../dashboards/terminal/ui/look.ts';
import { wholeWithin } from '../../dashboards/terminal/ui/text-lines.ts';
import { sceneOf, shownList, viewOf } from '../../dashboards/terminal/view.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { matterWords } from '../../dashboards/view-models/matter.ts';
import { readingOf } from '../../dashboards/view-models/reading.ts';
import { remarksLine, weekOfHome } from '../../dashboards/view-models/week.ts';
import type { SourceHealth } from '../../queries/sources.ts';
import type { AlertFacts, IncidentView } from '../../src/domain/alert.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';
import { tableDay } from '../../src/domain/words.ts';
import { answering, kerlann } from './pages-house.ts';
import { health, NOW, SCENARIO, scenarioContext } from './scenario.ts';
import { COMPLAINT, remark } from './scenario-remarks.ts';

// What captures of every screen showed to be wrong, one test each.

const fr = await scenarioContext('fr');
const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ');
const text = (line: readonly { readonly text: string }[]) => plain(line.map(part => part.text).join(''));

type Drawing = Partial<State> & { readonly columns?: number; readonly rows?: number };

function drawn(answers: Answers, given: Drawing = {}, proposal?: ReplyProposal): string {
  const { columns = 100, rows = 30, ...state } = given;
  const size = { columns, rows };
  const view = viewOf(fr, answers);
  const first = answers.todo.now[0];
  const reply = proposal && first ? { mentionId: first.id, proposal } : null;
  const scene = { ...sceneOf(view), reply };
  return plain(
    renderToString(
      <LookContext.Provider value={{ color: false, reader: false }}>
        <Frame
          scene={scene}
          list={shownList(scene, '', size)}
          state={{ ...START, ...state }}
          size={size}
          said={null}
        />
      </LookContext.Provider>,
      { columns },
    ),
  );
}

const failing = (name: string, given: Partial<SourceHealth> = {}) =>
  health(name, 'failing', { failingSince: '2026-07-07T05:02:00.000Z', ...given });
const withSources = (sources: readonly SourceHealth[], sitesRead = 12): Answers => ({
  ...SCENARIO,
  sources: { sources },
  coverage: { ...SCENARIO.coverage, sitesRead },
});

describe('the header', () => {
  const header = {
    firm: 'Hôtel du Phare Gris, Port-Morven',
    name: 'Hôtel du Phare Gris',
    day: 'lundi 13 juillet',
    read: 'lu à 7 h 02',
    sites: '9 sites sur 10',
  };
  test('leaves the town out before the day', () => {
    expect(text(headerLine(header, 80, null)).trimEnd()).toMatch(
      /^ Hôtel du Phare Gris +lundi 13 juillet · lu à 7 h 02 · 9 sites sur 10$/,
    );
    expect(text(headerLine(header, 100, null))).toContain('Hôtel du Phare Gris, Port-Morven');
  });
});

describe('what was not read', () => {
  test('is told once a site, the site that most reviews come from first, what refuses last', () => {
    const sources = [
      health('PagesJaunes', 'refused'),
      { ...failing('Avis d’Armor'), sourceId: 'rivals', subject: 'golfe' },
      failing('Avis d’Armor', { usualPerMonth: 1 }),
      failing('Google', { usualPerMonth: 6 }),
    ];
    const { troubles } = readingOf(fr, withSources(sources));
    expect(troubles.map(({ name }) => name)).toEqual(['Google', 'Avis d’Armor', 'PagesJaunes']);
    expect(troubles[1]?.words).toContain('des avis peuvent manquer');
  });
});

describe('a spoiled week', () => {
  const sources = ['Google', 'Avis d’Armor', 'PagesJaunes'].map(name => failing(name));
  const weeks = SCENARIO.ratings.weeks.map((week, at, all) =>
    at === all.length - 1 ? { ...week, received: 0 } : week,
  );
  const spoiled: Answers = {
    ...withSources(sources, 4),
    ratings: { ...SCENARIO.ratings, weeks },
    volume: { ...SCENARIO.volume, mentions: 2, reviews: 0 },
  };
  const week = weekOfHome(fr, spoiled);
  test('compares no count of it, and says why', () => {
    expect(week.rows.map(({ change }) => change)).toEqual(['—', '—', '—', '—']);
    expect(week.rows[1]?.now).toBe('2');
    expect(plain(week.lines[0] ?? '')).toBe(
      'Lecture incomplète, 4 sites sur 14 : des remarques peuvent manquer.',
    );
  });
  test('draws no bar of it', () => {
    expect(week.spark?.bars).toMatch(/^[▁-█]{12}×$/);
    expect(week.spark?.spoken).toContain('non lue');
  });
  test('a week that was read keeps its figures', () => {
    const read = weekOfHome(fr, SCENARIO);
    expect(read.rows.map(({ change }) => plain(change))).toEqual(['+2', '+2', '−0,1', '−1']);
    expect(read.spark?.bars).toHaveLength(13);
  });
  test('Avis, Concurrents and Visibilité say it too', async () => {
    const change = (answer: unknown, question: string) => {
      if (question === 'coverage') return { ...(answer as object), sitesRead: 4 };
      if (question === 'sources') return { sources };
      if (question === 'mentions') return { ...(answer as object), mentions: [], total: 0 };
      return answer;
    };
    const context = kerlann('fr');
    for (const screen of ['reviews', 'competitors', 'visibility'] as const) {
      const page = await PAGES[screen](answering(change), context);
      const blocks = page.rows({ columns: 100, rows: 27 }, 0).flat();
      const words = plain(blocks.flatMap(block => [block.title, ...block.lines.map(text)]).join('\n'));
      expect(words).toMatch(/[Ll]ecture incomplète/);
      expect(words).not.toContain('Vigie a regardé');
    }
  });
});

test('a week of reviews alone counts them once', () => {
  const volume = { ...SCENARIO.volume, mentions: 4, reviews: 4 };
  expect(plain(remarksLine(fr, { ...SCENARIO, volume }))).toMatch(/^4 avis : \d favorables, 1 partagé,/);
  expect(drawn({ ...SCENARIO, volume }, { screen: 'todo' })).toContain(
    'Semaine du 6 au 12 juillet : 4 avis ─',
  );
});

describe('nothing to do', () => {
  const calm: Answers = {
    ...SCENARIO,
    todo: { now: [], canWait: [], done: [], aside: [], confirm: [], todoBefore: 0 },
    volume: { ...SCENARIO.volume, mentions: 0, reviews: 0 },
  };
  test('names no key that acts on a remark', () => {
    const footer = (frame: string) => frame.split('\n').at(-1);
    expect(footer(drawn(calm))).toBe(' 2 À faire · / Chercher · q Quitter · ? Aide');
    expect(footer(drawn(calm, { screen: 'todo' }))).not.toContain('C’est fait');
  });
  test('the list explains its silence, without an empty frame below', () => {
    const frame = drawn(calm, { screen: 'todo' });
    expect(frame).toContain('aucune remarque');
    expect(frame).toContain('Personne n’a parlé de vous cette semaine.');
    expect(frame.match(/┌/g)).toHaveLength(1);
  });
});

const TWO = [remark({ ...COMPLAINT, id: 'a' }), remark({ ...COMPLAINT, id: 'b' })] as const;
const CRISIS_FACTS: AlertFacts = {
  rule: 'negative-burst',
  level: 'now',
  subject: 'firm',
  matter: 'negative-burst:firm',
  sureness: 'sure',
  since: '2026-07-11T16:00:00.000Z',
  mentionIds: ['a', 'b'],
  count: 2,
  usual: null,
  details: { word: 'plastique', site: 'Google', worst: 1, mildest: 2, best: 5 },
};
const incidentOf = (facts: AlertFacts): IncidentView => ({
  id: 'crisis',
  facts,
  openedAt: NOW,
  updatedAt: NOW,
  alertedAt: null,
  acknowledgedAt: null,
  snoozedUntil: null,
  closedAt: null,
});

describe('a crisis that is looked into first', () => {
  const crisis: Answers = {
    ...SCENARIO,
    todo: { ...SCENARIO.todo, now: TWO },
    incidents: { incidents: [incidentOf(CRISIS_FACTS)] },
  };
  const checklist = { kind: 'checklist', matter: 'food', steps: ['Établissez les faits.'] } as const;
  test.each([
    { screen: 'todo' as const },
    { screen: 'todo' as const, columns: 80, rows: 24 },
    { screen: 'todo' as const, whole: 'remark' as const },
  ])('has one list of what to do: %j', given => {
    const frame = drawn(crisis, given, checklist);
    expect(frame.match(/Que faire, dans l’ordre/gi)).toHaveLength(1);
    expect(frame).toContain('1. Établissez les faits.');
    expect(frame).toContain('2. Répondez ensuite');
    expect(frame).not.toContain('Vérifiez d’abord');
  });
});

test('where all complaints share their subject no figure is told of it', () => {
  const facts = { ...CRISIS_FACTS, details: { ...CRISIS_FACTS.details, topic: 'phone', topicCount: 2 } };
  const told = (count: number) =>
    plain(
      matterWords(fr, {
        id: 'm',
        incident: incidentOf({ ...facts, count }),
        members: TWO,
        isDelicate: true,
      }).rest.join(' '),
    );
  expect(told(2)).toContain('Un même sujet partout : rappel.');
  expect(told(3)).toContain('2 sur 3 parlent du même sujet : rappel.');
});

describe('words in little room', () => {
  test('a sentence in a row is cut at a word, inside its quotation marks', () => {
    const long = remark({ id: 'l', day: '2026-07-09', text: `${'Très bien posé et livré '.repeat(8)}.` });
    const frame = drawn({ ...SCENARIO, todo: { ...SCENARIO.todo, canWait: [long] } }, { screen: 'todo' });
    expect(frame).toMatch(/« Très bien [^»]*(?:posé|bien|et|livré|Très)… » +│/);
  });
  test('why it is there leaves out what the stars say', () => {
    const frame = drawn(SCENARIO, { screen: 'todo', columns: 80, rows: 24 });
    expect(frame).toMatch(/Pourquoi : pas de réponse vue, deuxième plainte « rappel » ce mois-ci\./);
  });
  test('whole sentences, and the ones that fit', () => {
    const lines = wholeWithin(['Un deux trois.', 'Quatre cinq six sept huit neuf dix.', 'Onze.'], 2, {
      width: 14,
    });
    expect(lines.map(text)).toEqual(['Un deux trois.', 'Onze.']);
  });
  test('a sentence that goes on below says so, one that ends or a row of a table does not', () => {
    const cut = (words: string) => text(cutShort([span('  '), span(words)], 21));
    expect(cut('une fenêtre ferme')).toBe('  une fenêtre ferme …');
    expect(cut('une fenêtre ferme mal')).toBe('  une fenêtre ferme …');
    expect(cut('elles sont belles.')).toBe('  elles sont belles.');
    expect(cut('Google   4,2')).toBe('  Google   4,2');
  });
  test('what is years old is told by its year', () => {
    expect(tableDay('fr', '2024-08-19', '2026-07-13')).toBe('2024');
    expect(tableDay('en', '2024-08-19', '2026-07-13')).toBe('2024');
    expect(tableDay('fr', '2026-02-16', '2026-07-13')).toBe('16/02');
  });
});

test('many sites that fail leave room for the table', async () => {
  const change = (answer: unknown, question: string) => {
    if (question !== 'sources') return answer;
    const { sources } = answer as { readonly sources: readonly SourceHealth[] };
    return { sources: sources.map(one => ({ ...one, health: 'failing', failingSince: NOW })) };
  };
  const page = await PAGES.sites(answering(change), kerlann('fr'));
  const [troubles, table] = page.rows({ columns: 100, rows: 27 }, 0).flat();
  expect(table?.rows).toBeGreaterThanOrEqual(10);
  const marks = troubles?.lines.map(text).filter(line => /^. +[×—] /.test(line)) ?? [];
  expect(marks.length).toBeGreaterThan(4);
});

describe('a remark over the whole screen', () => {
  const proposal: ReplyProposal = {
    kind: 'draft',
    text: `${'Bonjour, merci de votre avis. '.repeat(30)}Yves`,
    language: 'fr',
    beside: 'Hello, thank you.',
    unfinished: false,
    own: false,
  };
  const whole = (rows: number, scroll = 0) =>
    drawn(SCENARIO, { screen: 'todo', whole: 'remark', columns: 80, rows, scroll }, proposal);
  test('says when lines follow below, and no more at the end', () => {
    expect(whole(24).split('\n').at(-2)).toContain('Flèches : la suite ─┘');
    expect(whole(24, 99)).not.toContain('la suite');
    expect(whole(60)).not.toContain('la suite');
  });
  test('names the reply in her own language', () => {
    expect(whole(60)).toMatch(/La même, pour vous : +│\n│ Hello, thank you\./);
  });
});
