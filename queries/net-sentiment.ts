import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { periodParams, subject } from './formulas/params.ts';
import { addTones, NO_TONES, tonesByDay } from './formulas/tones.ts';
import type { ToneCounts } from './volume.ts';

export type NetSentimentParams = Period & { readonly subject: string };
/** (positive − negative) / all kept remarks with a clear tone; null under 10 (list them instead). */
export type NetSentiment = ToneCounts & { readonly n: number; readonly net: number | null };

/** Under this many a figure says more about chance than about the firm: the items are listed instead. */
const REMARKS_MIN = 10;

export const question: Question<NetSentimentParams, NetSentiment> = {
  id: 'net-sentiment',
  ask: {
    fr: 'Le ton général est-il favorable ?',
    en: 'Is the general tone favourable?',
  },
  params: periodParams({ subject }),
  answer: netSentiment,
};

async function netSentiment(asker: Asker, { subject, from, to }: NetSentimentParams): Promise<NetSentiment> {
  const days = await tonesByDay(asker, { subject, from, to });
  const tones = days.reduce<ToneCounts>(addTones, NO_TONES);
  const n = tones.positive + tones.neutral + tones.negative + tones.mixed;
  return { ...tones, n, net: n < REMARKS_MIN ? null : (tones.positive - tones.negative) / n };
}
