import type { Annotation, Because, Verdict } from '../../src/domain/annotation.ts';
import type { Brand } from '../../src/domain/brand.ts';
import { brandsOf, FIRM } from '../../src/domain/brand.ts';
import type { Data } from '../../src/domain/data.ts';
import { UNVERIFIED_SENDER } from '../../src/domain/observation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Found } from '../../src/domain/text/phrases.ts';
import { findPhrases } from '../../src/domain/text/phrases.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import { hostOf } from '../own-posts.ts';
import { readingOf } from '../reading.ts';
import { versionWith } from '../settings-version.ts';
import { DROPPED, KEPT, MIDDLE } from './bands.ts';
import type { Cues } from './cues.ts';
import { cuesOf } from './cues.ts';
import { evidenceFor, inOneSense } from './evidence.ts';
import type { Correction, Dull, Learnt, Rule } from './learning.ts';
import { learn, learntScore } from './learning.ts';
import type { NameIndex, Naming } from './names.ts';
import { nameIndex, nationalDigits } from './names.ts';
import { occurrence } from './occurrence.ts';
import { WEIGHTS } from './weights.ts';

/** A fact's score: the source is that firm's own page, or the owner said so. */
const FACT = 6;
/** Names read in one text: a directory page that lists hundreds says nothing of any. */
const OCCURRENCES_MAX = 200;
/** Reasons kept per verdict. */
const BECAUSE_MAX = 8;

/** What the owner said, by mention and subject, and what was learnt from it, by subject. */
export type RelevanceState = {
  readonly said: Readonly<Record<string, boolean>>;
  readonly learnt: Readonly<Record<string, Learnt>>;
};

/**
 * Whom is it about? One row per brand that something in the item points to; an item that names nobody has none.
 * Reasons: own-page, owner-said, domain, phone, street, handle, site, full-name, capital, no-capital, cue, before-verb,
 * first-name, longer-name, town-of-that-name, homonym, quoted, section, excluded, like-confirmed, like-set-aside,
 * rival-account, unverified-sender; other terms are context words.
 */
export const makeStage: MakeStage<RelevanceState> = (settings, data, state) => {
  const judge = relevanceJudge(settings, data);
  const kept = state ?? { said: {}, learnt: {} };
  return {
    name: 'relevance',
    version: versionWith(5, settings),
    run(batch) {
      const hasSaid = Object.keys(kept.said).length > 0;
      const annotations: Annotation[] = [];
      for (const item of batch.items)
        for (const one of judge.verdicts(item, kept, hasSaid)) annotations.push(one);
      return { annotations, dropped: [], state: kept };
    },
  };
};

/** The state after the owner's answers, all of them, oldest first. */
export function learnRelevance(
  settings: Settings,
  data: Data,
  corrections: readonly Correction[],
): RelevanceState {
  const judge = relevanceJudge(settings, data);
  const subjects = new Set(corrections.map(correction => correction.subject));
  const learnt = [...subjects].map(subject => {
    return [subject, learn(corrections, subject, item => judge.rule(item, subject), judge.dull)] as const;
  });
  const said = corrections.map(({ item, subject, isUs }) => [saidKey(item.id, subject), isUs] as const);
  return { said: Object.fromEntries(said), learnt: Object.fromEntries(learnt) };
}

const NONE: readonly Annotation[] = [];

type Judge = {
  /** `hasSaid`: the owner has said something of some item. */
  verdicts(item: Item, state: RelevanceState, hasSaid: boolean): readonly Annotation[];
  rule(item: Item, subject: string): Rule;
  readonly dull: Dull;
};

function relevanceJudge(settings: Settings, data: Data): Judge {
  const brands = brandsOf(settings);
  const cues = cuesOf(data);
  const index = nameIndex(brands, data.pack, data.lexicons['company'] ?? {}, cues.homonyms);
  const dull = dullWords(brands, data);
  const evidence = (item: Item): Map<number, Because> => strongest(item, index, cues);
  return {
    dull,
    verdicts(item, state, hasSaid) {
      const found = evidence(item);
      const subjects = new Set<string>();
      for (const brand of found.keys()) subjects.add(brands[brand]?.subject ?? '');
      if (item.about !== null) subjects.add(item.about);
      if (isUnverified(item)) subjects.add(FIRM);
      if (hasSaid)
        for (const brand of brands)
          if (Object.hasOwn(state.said, saidKey(item.id, brand.subject))) subjects.add(brand.subject);
      if (subjects.size === 0) return NONE;
      return [...subjects].map(subject => {
        const brand = brands.findIndex(one => one.subject === subject);
        return verdictOf(item, subject, found.get(brand) ?? [], state, dull);
      });
    },
    rule(item, subject) {
      const terms = evidence(item).get(brands.findIndex((one: Brand) => one.subject === subject)) ?? [];
      return { terms, score: scoreOf(terms) };
    },
  };
}

function dullWords(brands: readonly Brand[], data: Data): Dull {
  const { language = {}, company = {} } = data.lexicons;
  const stopWords = [...(language['fr'] ?? []), ...(language['en'] ?? [])];
  const small = [...(company['determiners'] ?? []), ...(company['function_words'] ?? [])];
  const names = brands.flatMap(brand => foldedWords(fold([brand.name, ...brand.aliases].join(' '))));
  return new Set([...stopWords, ...small, ...names]);
}

/** By brand, the evidence of the name that speaks most clearly for it; phones and addresses of pages included. */
function strongest(item: Item, index: NameIndex, cues: Cues): Map<number, Because> {
  const reading = readingOf(item);
  const best = new Map<number, Because>();
  const isThere = (found: Found<Naming>): boolean => occurrence(item, reading, found) !== null;
  const names = findPhrases(index.names, reading.words, isThere, reading.ids);
  if (names.length === 0 && item.url === null && item.authorHandle === null && index.phones.size === 0)
    return best;
  const offer = (brand: number, terms: Because): void => {
    const known = best.get(brand);
    if (!known || scoreOf(terms) > scoreOf(known)) best.set(brand, terms);
  };
  const all = new Map<number, Because[number][]>();
  for (const found of names.slice(0, OCCURRENCES_MAX)) {
    const seen = occurrence(item, reading, found);
    if (!seen) continue;
    const terms = evidenceFor(item, reading, seen, index, cues);
    all.set(found.value.brand, [...(all.get(found.value.brand) ?? []), ...terms]);
    offer(found.value.brand, terms);
  }
  for (const [brand, terms] of all) best.set(brand, inOneSense(best.get(brand) ?? [], terms));
  for (const [brand, terms] of factsOf(item, index)) offer(brand, [...terms, ...(best.get(brand) ?? [])]);
  const publisher = publisherOf(item, index);
  if (publisher !== undefined) best.set(publisher, [{ term: reason('rival-account'), weight: -FACT }]);
  return best;
}

/** The brand whose own account or site published this: its own words are no remark on it. Reviews are customers'. */
function publisherOf(item: Item, index: NameIndex): number | undefined {
  if (item.kind === 'review') return undefined;
  const handle = item.authorHandle === null ? '' : fold(item.authorHandle).replace(/^@/, '');
  const host = item.url === null ? null : hostOf(item.url);
  return index.handles.get(handle) ?? (host === null ? undefined : index.hosts.get(host));
}

/** 7 to 15 digits with the separators that people use, an optional country before. */
const PHONE = /(?:\+|00)?\d(?:[ .()\u00a0\u202f-]{0,2}\d){6,14}/g;

function factsOf(item: Item, index: NameIndex): [number, Because][] {
  const facts: [number, Because][] = [];
  const host = item.url === null ? null : hostOf(item.url);
  const site = host === null ? undefined : index.hosts.get(host);
  if (site !== undefined)
    facts.push([site, [{ term: reason('site', host ?? ''), weight: WEIGHTS.decisive }]]);
  if (index.phones.size === 0) return facts;
  for (const match of item.text.matchAll(PHONE)) {
    const brand = index.phones.get(nationalDigits(match[0]));
    if (brand === undefined) continue;
    const at = [match.index, match.index + match[0].length] as const;
    facts.push([brand, [{ term: reason('phone', match[0]), weight: WEIGHTS.decisive, at }]]);
  }
  return facts;
}

function scoreOf(terms: Because): number {
  return terms.length === 0 ? DROPPED : terms.reduce<number>((sum, term) => sum + term.weight, WEIGHTS.base);
}

function verdictOf(
  item: Item,
  subject: string,
  rule: Because,
  state: RelevanceState,
  dull: Dull,
): Annotation {
  const said = state.said[saidKey(item.id, subject)];
  if (said !== undefined)
    return row(item, subject, said ? FACT : -FACT, 1, [
      { term: reason('owner-said'), weight: said ? FACT : -FACT },
    ]);
  if (isUnverified(item))
    return row(item, subject, MIDDLE, 0.5, [{ term: reason('unverified-sender'), weight: MIDDLE }]);
  if (item.about === subject)
    return row(item, subject, FACT, 1, [{ term: reason('own-page', item.site), weight: FACT }, ...rule]);
  const lesson = learntScore(item, { terms: rule, score: scoreOf(rule) }, state.learnt[subject] ?? {}, dull);
  const score = scoreOf(rule) + lesson.score;
  const strong = lesson.parts.filter(
    ([name, weight]) => Math.abs(weight) >= 0.1 && !name.startsWith('rule:'),
  );
  const learnt = strong.slice(0, 3).map(([word, weight]) => ({
    term: reason(weight > 0 ? 'like-confirmed' : 'like-set-aside', word),
    weight,
  }));
  return row(item, subject, score, confidenceOf(score), [...rule, ...learnt]);
}

function row(item: Item, subject: string, score: number, confidence: number, because: Because): Annotation {
  const label: Verdict = score > KEPT ? 'kept' : score < DROPPED ? 'dropped' : 'to-check';
  return {
    mentionId: item.id,
    stage: 'relevance',
    item: subject,
    label,
    score,
    confidence,
    abstain: label === 'to-check',
    because: because.slice(0, BECAUSE_MAX),
  };
}

/** How sure of the side it falls on, 0.5 at the middle of the middle band. */
function confidenceOf(score: number): number {
  return 1 / (1 + Math.exp(-Math.abs(score - MIDDLE) * 1.5));
}

/** A mail that its provider says is not from whom it claims: it was sent to the owner, and nothing in it is proof. */
function isUnverified(item: Item): boolean {
  return item.form === 'message' && item.authorHandle === UNVERIFIED_SENDER;
}

function saidKey(mentionId: string, subject: string): string {
  return `${mentionId} ${subject}`;
}
