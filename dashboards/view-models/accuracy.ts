import type { Accuracy, Measure } from '../../queries/accuracy.ts';
import type { Uncertain, UncertainQuestion } from '../../queries/uncertain.ts';
import { say } from '../../src/domain/catalogue.ts';
import { number } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { quotedWords, remarkTitle } from './remark.ts';

export type AccuracyView = {
  readonly title: string;
  /** What her answers say of Vigie, one paragraph a line. */
  readonly measures: readonly string[];
  readonly questionsTitle: string;
  readonly questions: readonly QuestionView[];
};
export type QuestionView = {
  readonly id: string;
  /** `Le Courrier, jeudi 9 juillet, article` */
  readonly title: string;
  /** `Est-ce bien vous ?` */
  readonly question: string;
  readonly quote: string;
  /** `2 autres remarques semblables suivront votre réponse.` */
  readonly alike: string | null;
  /** `Répondre : vigie accuracy 42 suivi de oui ou non` */
  readonly how: string;
};

/** A quotation to judge by: more is read at its address. */
const QUOTE_MAX = 240;
const ANSWERS = { us: ['yes', 'no'], tone: ['positive', 'mixed', 'neutral', 'negative'] } as const;

/** How often Vigie was right by the owner's own answers, and what it would ask her this week. */
export function accuracyView(context: Context, accuracy: Accuracy, uncertain: Uncertain): AccuracyView {
  const { catalogue } = context;
  const { relevance, tone, stars, moved } = accuracy;
  const starred = stars ? starLines(context, stars) : [];
  return {
    title: say(catalogue, 'accuracy.title'),
    measures: [
      ...measureLines(context, 'us', relevance),
      ...measureLines(context, 'tone', tone),
      ...starred,
      ...(moved > 0 ? [say(catalogue, 'accuracy.moved', { n: moved })] : []),
    ],
    questionsTitle: questionsTitle(context, uncertain),
    questions: uncertain.questions.map(one => questionView(context, one)),
  };
}

type What = 'us' | 'tone' | 'stars';

function measureLines(context: Context, what: What, measure: Measure): string[] {
  const { catalogue } = context;
  const { n, right, share, missing, sure, unsure } = measure;
  const name = say(catalogue, `accuracy.of.${what}`);
  if (share === null) return [say(catalogue, 'accuracy.few', { name, n, missing })];
  const ofHundred = (part: number) => number(catalogue.language, Math.round(100 * part));
  const told = say(catalogue, 'accuracy.told', {
    name,
    right,
    n,
    low: ofHundred(share.low),
    high: ofHundred(share.high),
  });
  const parts = [
    ...(sure.n > 0 ? [say(catalogue, 'accuracy.sure', { right: sure.right, n: sure.n })] : []),
    ...(unsure.n > 0 ? [say(catalogue, 'accuracy.unsure', { right: unsure.right, n: unsure.n })] : []),
  ];
  return [[told, ...parts].join(' ')];
}

function starLines(context: Context, { fixed, learnt }: NonNullable<Accuracy['stars']>): string[] {
  const lines = measureLines(context, 'stars', fixed);
  const { right, n } = learnt;
  if (fixed.share === null || (fixed.right === n && right === n)) return lines;
  const key = right === fixed.right ? 'learntNothing' : 'learnt';
  return [...lines, say(context.catalogue, `accuracy.${key}`, { right, n })];
}

function questionsTitle({ catalogue }: Context, { answered, questions }: Uncertain): string {
  if (questions.length > 0) return say(catalogue, 'accuracy.questions', { n: questions.length });
  return say(catalogue, answered > 0 ? 'accuracy.enough' : 'accuracy.nothing', { n: answered });
}

function questionView(context: Context, { kind, mention, alike }: UncertainQuestion): QuestionView {
  const { catalogue } = context;
  return {
    id: mention.id,
    title: remarkTitle(context, mention),
    question: say(catalogue, `accuracy.ask.${kind}`),
    quote: quotedWords(context, mention, QUOTE_MAX),
    alike: alike > 0 ? say(catalogue, 'accuracy.alike', { n: alike }) : null,
    how: say(catalogue, 'accuracy.how', { id: mention.id, answers: answersTo(context, kind) }),
  };
}

/** `oui ou non`; `favorable, partagé, factuel ou défavorable` */
function answersTo({ catalogue }: Context, kind: UncertainQuestion['kind']): string {
  const words = ANSWERS[kind].map(answer => say(catalogue, `accuracy.answers.${answer}`));
  return new Intl.ListFormat(catalogue.language, { type: 'disjunction' }).format(words);
}
