import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import { lastWeek, localDay, weekOf } from '../../domain/time.ts';
import { questions } from '../../generated/questions.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { catalogueFor } from '../wording.ts';

const REMARKS_SHOWN = 50;
const NUMBERS = ['limit', 'offset'] as const;

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Répond à une question, en JSON : volume, avis, sujets, à faire…',
    en: 'Answers one question, as JSON: volume, reviews, topics, to do…',
  },
  usage: 'ask [question] [--from DAY --to DAY] [--subject S] [--search TEXT]',
  examples: [
    'vigie ask volume --json',
    'vigie ask mentions --search "rappel" --json',
    'vigie ask changes --from 2026-07-06 --to 2026-07-12',
  ],
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    week: { type: 'string' },
    subject: { type: 'string' },
    search: { type: 'string' },
    verdict: { type: 'string' },
    tone: { type: 'string' },
    kind: { type: 'string' },
    site: { type: 'string' },
    topic: { type: 'string' },
    copies: { type: 'boolean' },
    limit: { type: 'string' },
    offset: { type: 'string' },
  },
  async run(invocation) {
    const [id] = invocation.positionals;
    if (id === undefined) return listQuestions(invocation);
    if (!Object.hasOwn(questions, id)) {
      const mend = nearest(id, Object.keys(questions));
      throw new VigieError('UsageInvalid', { word: id, mend: mend ? `vigie ask ${mend}` : 'vigie ask' });
    }
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const today = localDay(invocation.clock.now(), settings.timezone);
      const answer = await house.ask(id, questionParams(invocation.values, today));
      invocation.io.stdout.write(`${JSON.stringify(answer, null, invocation.flags.json ? 0 : 2)}\n`);
      return EXIT.ok;
    } finally {
      await house.close();
    }
  },
};

/** What was asked for, over last week's firm by default. `--week` is any day of the week meant. */
function questionParams(values: Invocation['values'], today: string): Record<string, unknown> {
  const { week, ...given } = values;
  const period = typeof week === 'string' ? weekOf(week) : lastWeek(today);
  const params: Record<string, unknown> = {
    subject: 'firm',
    ...period,
    limit: REMARKS_SHOWN,
    offset: 0,
    ...given,
  };
  for (const name of NUMBERS) params[name] = Number(params[name]);
  return params;
}

async function listQuestions(invocation: Invocation): Promise<typeof EXIT.ok> {
  const catalogue = catalogueFor(invocation, null);
  const all = await Promise.all(
    Object.entries(questions).map(async ([id, load]) => ({ id, ask: (await load()).ask })),
  );
  if (invocation.flags.json) invocation.io.stdout.write(`${JSON.stringify({ questions: all })}\n`);
  else {
    const width = Math.max(...all.map(({ id }) => id.length));
    const lines = all.map(({ id, ask }) => `  ${id.padEnd(width)}  ${ask[catalogue.language]}`);
    invocation.io.stdout.write(`${say(catalogue, 'cli.questions')}\n${lines.join('\n')}\n`);
  }
  return EXIT.ok;
}
