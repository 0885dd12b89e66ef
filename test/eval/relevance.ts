import { join } from 'node:path';
import { makeStage } from '../../pipelines/relevance/stage.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import type { Data } from '../../src/domain/data.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { CORPORA, type EvalOptions, firm, labelled, percent, report, scored } from './labelled.ts';
import { afterClicks } from './relevance-clicks.ts';
import type { Case, Profile, Row } from './relevance-rows.ts';
import { isShown, itemOf, judged, readProfiles, rowsOf, settingsOf } from './relevance-rows.ts';

/** Half-way through the band "to check": where a forced answer falls. */
const FORCED = -0.4;
/** A settings file of two sector words, its shortest useful form. */
const FEW_WORDS = 2;

type Figures = Record<string, unknown>;
type Profiles = Readonly<Record<string, Profile>>;

/**
 * `npm run eval -- relevance`: is it about the brand? Micro-F1 over all rows of all brands, with what is kept or to
 * check counted as kept (nothing that is to check is lost to the owner), before any answer of hers and after ten.
 */
export async function run(options: EvalOptions): Promise<number> {
  const cases = labelled<Case>(options, 'text/relevance_fr.jsonl');
  if (!cases) return 0;
  const rows = rowsOf(cases);
  const profiles = readProfiles();
  const data = loadData('general');
  const full = await judged(rows, brand => settingsOf(brand, profiles[brand]), data);
  const few = await judged(rows, brand => settingsOf(brand, fewWords(profiles[brand])), data);
  const bare = await judged(rows, brand => settingsOf(brand, undefined), data);
  const unknown = [...new Set(rows.map(row => row.brand))].filter(brand => !profiles[brand]);
  const ours = options.cases
    ? {}
    : { ...(await foreign(options, profiles, data)), ...(await cost(options, profiles, data)) };
  report(options, {
    ...(unknown.length > 0 ? { 'brands without a profile': unknown.join(', ') } : {}),
    'name alone is always us': scored(rows.map(row => [true, row.relevant])),
    'no answer yet, profile': figures(rows, full),
    'no answer yet, two sector words': figures(rows, few),
    'no answer yet, name only': figures(rows, bare),
    ...(await afterClicks(rows, brand => settingsOf(brand, profiles[brand]), data)),
    ...(await unlisted(rows, profiles, data)),
    'each brand, profile': perBrand(rows, full),
    'each brand, name only': perBrand(rows, bare),
    ...ours,
  });
  return 0;
}

/** As of names that no list of words, towns and families has. */
async function unlisted(rows: readonly Row[], profiles: Profiles, data: Data): Promise<Figures> {
  const bare: Data = { ...data, lexicons: { ...data.lexicons, homonyms: {} } };
  const settingsFor = (brand: string) => settingsOf(brand, profiles[brand]);
  const learnt = await afterClicks(rows, settingsFor, bare);
  return {
    'names in no list, profile': figures(rows, await judged(rows, settingsFor, bare)),
    ...under('in no list', learnt),
  };
}

function under(title: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, one]) => [`${title}, ${name}`, one]));
}

function fewWords(profile: Profile | undefined): Profile {
  return { context: profile?.context?.slice(0, FEW_WORDS) ?? [] };
}

function figures(rows: readonly Row[], found: ReadonlyMap<string, Annotation>): Figures {
  const { accuracy: _, ...shown } = scored(rows.map(row => [isShown(found, row), row.relevant]));
  const label = (row: Row): string | undefined => found.get(row.item.id)?.label;
  return {
    ...shown,
    toCheck: percent(rows.filter(row => label(row) === 'to-check').length / rows.length),
    keptOnly: scored(rows.map(row => [label(row) === 'kept', row.relevant])).f1,
    forced: scored(rows.map(row => [(found.get(row.item.id)?.score ?? -9) > FORCED, row.relevant])).f1,
  };
}

function perBrand(rows: readonly Row[], found: ReadonlyMap<string, Annotation>): Figures {
  return Object.fromEntries(
    [...Map.groupBy(rows, row => row.brand)].map(([brand, some]) => {
      const { precision, recall, n } = scored(some.map(row => [isShown(found, row), row.relevant]));
      return [brand, `P ${precision} R ${recall} of ${n}`];
    }),
  );
}

/** Somebody else's labels, in English: tweets with the word "apple". */
async function foreign(options: EvalOptions, profiles: Profiles, data: Data): Promise<Figures> {
  const tweets = labelled<Case>(
    { ...options, cases: join(CORPORA, 'text/relevance_apple_tweets.jsonl') },
    '',
  );
  if (!tweets) return {};
  const rows = rowsOf(tweets);
  const full = await judged(rows, brand => settingsOf(brand, profiles[brand]), data);
  const bare = await judged(rows, brand => settingsOf(brand, undefined), data);
  const learnt = await afterClicks(rows, brand => settingsOf(brand, undefined), data);
  return {
    'tweets on apple, profile': figures(rows, full),
    'tweets on apple, name only': figures(rows, bare),
    ...under('tweets', learnt),
  };
}

/** Unlabelled items, all brands looked for in each: for the cost alone, the best of three rounds. */
async function cost(options: EvalOptions, profiles: Profiles, data: Data): Promise<Figures> {
  const pool = labelled<Case>(
    { ...options, cases: join(CORPORA, 'text/relevance_unlabelled_pool.jsonl') },
    '',
  );
  if (!pool) return {};
  const competitors = Object.entries(profiles).map(([name, profile]) => ({ name, ...profile }));
  const settings = settingsSchema.parse({ ...firm('Menuiserie Kerlann'), competitors });
  const stage = makeStage(settings, data, null);
  let microseconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const items = pool.map((one, index) => itemOf(one, index));
    const before = process.cpuUsage();
    await stage.run({ items, annotations: new Map() });
    const { user, system } = process.cpuUsage(before);
    microseconds = Math.min(microseconds, Math.round((user + system) / items.length));
  }
  return { 'unlabelled items, ten brands': { n: pool.length, cpuMicrosecondsEach: microseconds } };
}
