import type { Figures } from './accuracy.ts';
import { SPLIT_NAMES, type TestSplit } from './corpus.ts';
import type { JudgedExplanations } from './explanations.ts';
import { ownSplit, type ToneFigures, type ToneReport } from './sentiment.ts';

type Measures = {
  readonly tone: ToneReport;
  readonly tasks: Readonly<Record<string, Figures>>;
  readonly judged: JudgedExplanations | null;
};
type Floor = {
  readonly task: string;
  readonly floor: string;
  readonly reach: string;
  measured(measures: Measures): string;
};

/** The list a release is held against: what must be passed, what is reached for, and where this run says it. */
export const FLOORS: readonly Floor[] = [
  {
    task: 'tone, binary macro-F1, mean over the French domains of eval_fr',
    floor: '84',
    reach: '88',
    measured: ({ tone }) => number(ours(tone, 'eval_fr', 'fr')?.mean.binary),
  },
  {
    task: '3-way macro-F1, same (domains with ≥ 100 a class)',
    floor: '56',
    reach: '64',
    measured: ({ tone }) => number(ours(tone, 'eval_fr', 'fr')?.mean.threeWay),
  },
  {
    task: 'hard phenomena, own test splits, 4-way accuracy',
    floor: '80',
    reach: '88',
    measured: ({ tone }) => {
      const of = (name: TestSplit, part: 'hard' | 'plain'): string =>
        ['fr', 'en']
          .map(lang => number(ours(tone, ownSplit(name), lang)?.phenomena?.[part].right))
          .join(' / ');
      const each = SPLIT_NAMES.map(name => `${name} ${of(name, 'hard')}`);
      return `${each.join(', ')} (French / English); plain rows of the first ${of('first', 'plain')}`;
    },
  },
  {
    task: 'binary accuracy at 80 % coverage, eval_fr pooled',
    floor: '93',
    reach: '95.5',
    measured: ({ tone }) => {
      const figures = ours(tone, 'eval_fr', 'fr');
      return `${number(figures?.pooled.accuracyAt80)} (mean of the domains ${number(figures?.mean.accuracyAt80)})`;
    },
  },
  {
    task: 'English eval_en binary, against `vader-sentiment` and `sentiment`',
    floor: 'above both on every source but VADER’s tweets',
    reach: '+ 8',
    measured: ({ tone }) => englishLead(tone),
  },
  {
    task: 'aspects present, restaurants (price, food, service), micro-F1',
    floor: '90.4',
    reach: '93',
    measured: ({ tasks }) => number(at(tasks['topics'], 'presence F1', 'micro')),
  },
  {
    task: 'relevance_fr micro-F1, no click / after 10 clicks; precision',
    floor: '89 / 92; ≥ 94',
    reach: '92 / 95',
    measured: ({ tasks }) => {
      const figures = (before: string, after: string): string => {
        const clicked = at(tasks['relevance'], after, 'f1');
        const precision = at(tasks['relevance'], after, 'precision');
        return `${number(at(tasks['relevance'], before, 'f1'))} / ${number(clicked)}; ${number(precision)}`;
      };
      const listed = figures('no answer yet, profile', 'after 10 answers, asked');
      return `${listed} (were the names in no list: ${figures('names in no list, profile', 'in no list, after 10 answers, asked')})`;
    },
  },
  {
    task: 'near copies of neardup_fr',
    floor: '≤ 1 missed, 0 false',
    reach: '0, 0',
    measured: ({ tasks }) => {
      const missed = at(tasks['stories'], 'pairs: near copies are one story', 'missed');
      const wrong = at(tasks['stories'], 'pairs: near copies are one story', 'false');
      return `${number(missed)} missed, ${number(wrong)} false`;
    },
  },
  {
    task: 'language, macro-F1 of words / pairs / sentences, against eld',
    floor: 'eld’s in the same run',
    reach: '+ 2 on words and pairs',
    measured: ({ tasks }) =>
      ['word', 'wordpair', 'sentence']
        .map(kind => {
          const ours = at(tasks['language'], kind, 'macroF1');
          return `${number(ours)} (eld ${number(at(tasks['language'], kind, 'eld'))})`;
        })
        .join(' / '),
  },
  {
    task: 'complaints_en F1, trained without it',
    floor: '63',
    reach: '70',
    measured: ({ tasks }) => number(at(tasks['intent'], 'text/complaints_en.jsonl', 'complaint', 'f1')),
  },
  {
    task: 'explanations of 100 negative remarks that show the right words',
    floor: '90',
    reach: '–',
    measured: ({ judged }) =>
      judged === null ? 'not judged' : `${judged.judged - judged.wrong.length} of ${judged.judged}`,
  },
];

/** The domain of the peer's own making: its tweets were labelled with its word list at hand. */
const VADER_TWEETS = 'tweet cjhutto/vaderSentiment';

function englishLead(tone: ToneReport): string {
  const judges = tone['eval_en']?.['en'] ?? {};
  const sources = (name: string): Record<string, number | null> => {
    const figures = judges[name];
    const merged = Object.keys(figures?.sources ?? {});
    const all = { ...figures?.domains, ...figures?.sources };
    return Object.fromEntries(
      Object.entries(all)
        .filter(([group]) => group !== VADER_TWEETS && !merged.some(one => one.startsWith(`${group} `)))
        .map(([group, score]) => [group, score.binary]),
    );
  };
  const mine = sources('vigie');
  const leads = Object.entries(mine).map(([group, value]) => {
    const best = Math.max(
      ...['vader-sentiment', 'sentiment'].map(peer => sources(peer)[group] ?? Number.NEGATIVE_INFINITY),
    );
    const lead = (value ?? 0) - best;
    return `${group} ${lead >= 0 ? '+' : '−'}${Math.abs(lead).toFixed(1)}`;
  });
  return leads.join(', ');
}

function ours(tone: ToneReport, set: string, lang: string): ToneFigures | undefined {
  return tone[set]?.[lang]?.['vigie'];
}

/** A value deep in what a task said; undefined when it no longer says it. */
function at(figures: Figures | undefined, ...path: readonly string[]): unknown {
  let value: unknown = figures;
  for (const key of path)
    value = typeof value === 'object' && value !== null ? (value as Figures)[key] : undefined;
  return value;
}

function number(value: unknown): string {
  return typeof value === 'number' ? String(value) : '–';
}
