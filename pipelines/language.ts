import type { Annotation, Because } from '../src/domain/annotation.ts';
import type { Data } from '../src/domain/data.ts';
import { reason } from '../src/domain/reasons.ts';
import type { Item, MakeStage } from '../src/domain/stage.ts';
import { hostOf } from './own-posts.ts';
import { readingOf } from './reading.ts';

/** What the tables, the tone model and the topics know; a text in another language is given the nearest of them. */
const LANGUAGES = ['fr', 'en', 'es', 'de', 'it', 'nl'] as const;
/** Shorter texts tell little by themselves: the source's usual language is asked first. */
const SHORT_CHARACTERS = 20;
/** As much as is needed to tell a language; more would only cost time. */
const WORDS_READ = 80;
const CHARACTERS_READ = 400;
/** Stop-word evidence that decides alone: this much, and this many times the next language's. */
const ENOUGH = 1.2;
const CLEAR = 2.4;
/** Remarks of a source before its usual language is trusted, and the share that language must have. */
const USUAL_COUNT = 8;
const USUAL_SHARE = 0.9;
/** Sites whose usual language is remembered; the oldest are forgotten first. */
const SITES_MAX = 500;

/** Remarks per language, per site. */
type LanguageState = { readonly sites: Readonly<Record<string, Readonly<Record<string, number>>>> };
type Verdict = { readonly code: string; readonly confidence: number; readonly because: Because };

/**
 * Language by the cheapest evidence that is enough: stop-words, then what the source declares or usually writes
 * (short texts), then letter groups (`eld`, loaded when first needed).
 * Reasons: stop-words, source-language, usual-language, letters, not-latin.
 */
export const makeStage: MakeStage<LanguageState> = (_settings, data, state) => {
  const evidence = stopWordEvidence(data);
  const sites = new Map(Object.entries(state?.sites ?? {}).map(([site, counts]) => [site, { ...counts }]));
  return {
    name: 'language',
    version: 1,
    async run(batch) {
      const annotations: Annotation[] = [];
      for (const item of batch.items) {
        const verdict = await languageOf(item, evidence, sites);
        annotations.push({
          mentionId: item.id,
          stage: 'language',
          item: '',
          label: verdict.code,
          score: verdict.confidence,
          confidence: verdict.confidence,
          abstain: verdict.confidence < 0.5,
          because: verdict.because,
        });
        if (verdict.confidence >= 0.9 && siteKey(item) !== '') count(sites, siteKey(item), verdict.code);
      }
      return { annotations, dropped: [], state: { sites: Object.fromEntries(sites) } };
    },
  };
};

/** By word: what it adds for each language, 1 shared by the square of how many languages have it. */
type Evidence = ReadonlyMap<string, Float32Array>;
type Sites = Map<string, Record<string, number>>;

function stopWordEvidence(data: Data): Evidence {
  const evidence = new Map<string, Float32Array>();
  const lists = data.lexicons['language'] ?? {};
  LANGUAGES.forEach((code, index) => {
    for (const word of lists[code] ?? []) {
      const row = evidence.get(word) ?? new Float32Array(LANGUAGES.length);
      row[index] = 1;
      evidence.set(word, row);
    }
  });
  for (const row of evidence.values()) {
    const owners = row.reduce((sum, one) => sum + one, 0);
    row.forEach((one, index) => {
      row[index] = one / owners ** 2;
    });
  }
  return evidence;
}

async function languageOf(item: Item, evidence: Evidence, sites: Sites): Promise<Verdict> {
  const text = item.title === '' ? item.text : `${item.title}\n${item.text}`;
  if (!/[a-zA-Z\u00c0-\u024f]/.test(text)) {
    const because = /\p{L}/u.test(text) ? [{ term: reason('not-latin'), weight: 1 }] : [];
    return { code: 'und', confidence: 0, because };
  }
  const byWords = fromStopWords(item, evidence);
  if (byWords && byWords.confidence >= 0.9) return byWords;
  if (text.length <= SHORT_CHARACTERS) {
    const hinted = hintOf(item);
    if (hinted)
      return { code: hinted, confidence: 0.8, because: [{ term: reason('source-language'), weight: 1 }] };
    const usual = usualOf(sites.get(siteKey(item)));
    if (usual)
      return { code: usual, confidence: 0.8, because: [{ term: reason('usual-language'), weight: 1 }] };
  }
  return (
    (await fromLetters(text)) ?? byWords ?? { code: hintOf(item) ?? 'und', confidence: 0.3, because: [] }
  );
}

function fromStopWords(item: Item, evidence: Evidence): Verdict | null {
  const sums = new Float64Array(LANGUAGES.length);
  const { words } = readingOf(item);
  const terms: { row: Float32Array; word: string }[] = [];
  for (let index = 0; index < words.length && index < WORDS_READ; index += 1) {
    const word = words[index] ?? '';
    const row = evidence.get(word);
    if (!row) continue;
    for (let code = 0; code < sums.length; code += 1) sums[code] = (sums[code] ?? 0) + (row[code] ?? 0);
    if (terms.length < 20) terms.push({ row, word });
  }
  let best = 0;
  for (let code = 1; code < sums.length; code += 1) if ((sums[code] ?? 0) > (sums[best] ?? 0)) best = code;
  const top = sums[best] ?? 0;
  if (top === 0) return null;
  let next = 0;
  for (let code = 0; code < sums.length; code += 1) if (code !== best) next = Math.max(next, sums[code] ?? 0);
  const clear = top >= ENOUGH && top >= CLEAR * next;
  const because = [...new Set(terms.filter(term => (term.row[best] ?? 0) >= 0.25).map(term => term.word))];
  return {
    code: LANGUAGES[best] ?? 'und',
    confidence: clear
      ? Math.min(0.99, 0.9 + (0.1 * (top - next)) / (top + 1))
      : 0.5 * (1 - next / (top + 0.5)),
    because: because.slice(0, 5).map(term => ({ term, weight: 1 })),
  };
}

type Detector = { detect(text: string): { language: string; getScores(): Record<string, number> } };
let detector: Promise<Detector> | null = null;

/** 350 ms and 58 MB: loaded when the first text needs it, once per process. */
function loadDetector(): Promise<Detector> {
  detector ??= import('eld/medium').then(({ eld }) => {
    eld.setLanguageSubset([...LANGUAGES]);
    return eld;
  });
  return detector;
}

async function fromLetters(text: string): Promise<Verdict | null> {
  const result = (await loadDetector()).detect(text.slice(0, CHARACTERS_READ));
  if (result.language === '') return null;
  const [first = 0, second = 0] = Object.values(result.getScores()).sort((a, b) => b - a);
  const margin = first > 0 ? (first - second) / first : 0;
  return {
    code: result.language,
    confidence: Math.min(0.98, 0.5 + margin + Math.min(text.length, 200) / 1000),
    because: [{ term: reason('letters'), weight: 1 }],
  };
}

/** What the source declares, when it is one of ours: `fr-FR` is fr. */
function hintOf(item: Item): string | null {
  const code = item.language?.slice(0, 2).toLowerCase() ?? '';
  return LANGUAGES.find(known => known === code) ?? null;
}

/** Whose habit counts: the source's site, else the address's host. */
function siteKey(item: Item): string {
  return item.site !== '' ? item.site : ((item.url ? hostOf(item.url) : null) ?? '');
}

function usualOf(counts: Readonly<Record<string, number>> | undefined): string | null {
  if (!counts) return null;
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, one]) => sum + one, 0);
  if (total < USUAL_COUNT) return null;
  return entries.find(([, one]) => one >= USUAL_SHARE * total)?.[0] ?? null;
}

function count(sites: Sites, site: string, code: string): void {
  const counts = sites.get(site) ?? {};
  counts[code] = (counts[code] ?? 0) + 1;
  sites.delete(site);
  sites.set(site, counts);
  if (sites.size > SITES_MAX) sites.delete(sites.keys().next().value ?? '');
}
