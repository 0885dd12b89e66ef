import { toneModel } from '../../pipelines/sentiment/model.ts';
import { toneOf } from '../../pipelines/sentiment/tone.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { type EvalOptions, labelled } from './labelled.ts';
import { binaryAccuracy, binaryF1, type Judged, mean, round, threeWayF1 } from './tone-metrics.ts';
import { both, frenchSentiment, naturalPattern, type Peer, plainSentiment } from './tone-peers.ts';

type Case = { text: string; label: 'pos' | 'neu' | 'neg' | 'mixed'; lang: string; domain: string };
type Judge = (row: Case) => Omit<Judged, 'gold'>;
type Score = {
  readonly binary: number | null;
  readonly threeWay: number | null;
  readonly accuracy: number | null;
  readonly accuracyAt80: number | null;
};
type Report = Record<string, Record<string, Record<string, Score>>>;

/**
 * `npm run eval -- sentiment`: the text alone, in its stated language, beside the card's packages in the same run.
 * Binary macro-F1: positive against negative gold rows, said by the sign of the polarity. 3-way macro-F1: mixed is
 * neutral, only on domains with 100 rows of each class. Accuracy is binary, and over the 80 % most confident.
 */
export async function run(options: EvalOptions): Promise<number> {
  const files = options.cases === undefined ? ['eval_fr', 'eval_en'] : ['given'];
  const report: Report = {};
  const judges = allJudges();
  for (const file of files) {
    const cases = labelled<Case>(options, `sentiment/${file}.jsonl.gz`);
    if (cases === null) return 0;
    for (const [lang, rows] of Map.groupBy(cases, row => row.lang)) {
      report[lang] = Object.fromEntries(
        Object.entries(judges).map(([name, judge]) => [name, byDomain(rows, judge(lang))]),
      );
    }
  }
  options.out(options.json ? `${JSON.stringify(report)}\n` : table(report));
  return 0;
}

function allJudges(): Record<string, (lang: string) => Judge> {
  const data = loadData('');
  const model = toneModel(data);
  const ours: Judge = row => {
    const verdict = toneOf(model, row.text, row.lang);
    const label = verdict.label === 'positive' ? 'pos' : verdict.label === 'negative' ? 'neg' : 'neu';
    // Sure of the side, which is what the binary figures ask.
    return { polarity: verdict.polarity, label, confidence: Math.abs(verdict.polarity) };
  };
  const plain = plainSentiment();
  const french = frenchSentiment(data.lexicons['tone-fr'] ?? {});
  const pattern = { fr: naturalPattern('French'), en: naturalPattern('English') };
  const patternFor = (lang: string): Peer => (lang === 'fr' ? pattern.fr : pattern.en);
  return {
    vigie: () => ours,
    sentiment: () => peerJudge(plain),
    natural: lang => peerJudge(patternFor(lang)),
    'sentiment + natural': lang => peerJudge(both(plain, patternFor(lang))),
    'sentiment + our entries': lang => peerJudge(lang === 'fr' ? french : plain),
  };
}

function peerJudge(peer: Peer): Judge {
  return row => {
    const polarity = peer(row.text);
    return {
      polarity,
      label: polarity > 0 ? 'pos' : polarity < 0 ? 'neg' : 'neu',
      confidence: Math.abs(polarity),
    };
  };
}

function byDomain(rows: readonly Case[], judge: Judge): Record<string, Score> {
  const scores: Record<string, Score> = {};
  for (const [domain, some] of Map.groupBy(rows, row => row.domain ?? 'all')) {
    const judged = some.map((row): Judged => {
      const gold = row.label === 'mixed' ? 'neu' : row.label;
      return { gold, ...judge(row) };
    });
    const accuracy = binaryAccuracy(judged);
    scores[domain] = {
      binary: round(binaryF1(judged)),
      threeWay: round(threeWayF1(judged)),
      accuracy: round(accuracy.all),
      accuracyAt80: round(accuracy.confident),
    };
  }
  const all = Object.values(scores);
  const over = (pick: (score: Score) => number | null): number | null => round(mean(all.map(pick)));
  scores['mean'] = {
    binary: over(one => one.binary),
    threeWay: over(one => one.threeWay),
    accuracy: over(one => one.accuracy),
    accuracyAt80: over(one => one.accuracyAt80),
  };
  return scores;
}

function table(report: Report): string {
  const lines: string[] = [];
  for (const [lang, judges] of Object.entries(report)) {
    lines.push(`${lang}: binary F1 / 3-way F1, binary accuracy → at 80 % coverage`);
    for (const [name, domains] of Object.entries(judges)) {
      const { mean: overall, ...each } = domains;
      lines.push(`  ${name.padEnd(24)} ${overall === undefined ? '' : cell(overall)}`);
      const cells = Object.entries(each).map(([domain, score]) => `${domain} ${cell(score)}`);
      lines.push(`    ${cells.join('; ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function cell(score: Score): string {
  const threeWay = score.threeWay === null ? '' : ` / ${score.threeWay.toFixed(1)}`;
  return `${score.binary?.toFixed(1) ?? '–'}${threeWay}, ${score.accuracy?.toFixed(1) ?? '–'} → ${score.accuracyAt80?.toFixed(1) ?? '–'}`;
}
