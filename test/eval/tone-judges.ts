import { type ToneModel, toneModel } from '../../pipelines/sentiment/model.ts';
import { toneOf } from '../../pipelines/sentiment/tone.ts';
import type { Tone } from '../../src/domain/annotation.ts';
import { loadData } from '../../src/platform/data-files.ts';
import type { ToneCase } from './tone-cases.ts';
import type { Judged, ToneLabel } from './tone-metrics.ts';
import { both, frenchSentiment, naturalPattern, type Peer, plainSentiment, vader } from './tone-peers.ts';

export type Judge = (row: ToneCase) => Judged;

const LABELS: Readonly<Record<Tone, ToneLabel>> = {
  positive: 'pos',
  neutral: 'neu',
  negative: 'neg',
  mixed: 'mixed',
};

/** Ours first, then the peers that read this language. */
export function judgesOf(lang: string): Record<string, Judge> {
  const data = loadData('');
  const plain = plainSentiment();
  const pattern = naturalPattern(lang === 'fr' ? 'French' : 'English');
  return {
    vigie: judgeBy(toneModel(data)),
    sentiment: peer(plain),
    natural: peer(pattern),
    'sentiment + natural': peer(both(plain, pattern)),
    ...(lang === 'fr'
      ? { 'sentiment + our entries': peer(frenchSentiment(data.lexicons['tone-fr'] ?? {})) }
      : { 'vader-sentiment': peer(vader(), VADER_SILENCE) }),
  };
}

/** What a tone model says of a text in its stated language. */
export function judgeBy(model: ToneModel): Judge {
  return row => {
    const { label, polarity } = toneOf(model, row.text, row.lang);
    // Sure of the side, which is what the binary figures ask.
    return { gold: row.gold, polarity, label: LABELS[label], confidence: Math.abs(polarity) };
  };
}

/** Under this compound score VADER's own authors call a text neutral. */
const VADER_SILENCE = 0.05;

function peer(says: Peer, silence = 0): Judge {
  return row => {
    const polarity = says(row.text);
    const label = polarity > silence ? 'pos' : polarity < -silence ? 'neg' : 'neu';
    return { gold: row.gold, polarity, label, confidence: Math.abs(polarity) };
  };
}
