import * as z from 'zod';
import { brandsOf, FIRM } from '../../domain/brand.ts';
import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Question } from '../../domain/question.ts';
import { nearest } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { type LocalDay, lastWeek, localDay, type Period, weekOf } from '../../domain/time.ts';
import { questions } from '../../generated/questions.ts';
import type { Command, ExitCode, Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tellAnyway, tellJson } from '../telling.ts';
import { isDay, weekAsked } from '../week-asked.ts';
import { catalogueFor } from '../wording.ts';

const OPTIONS = {
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
} as const;

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Répond à une question, en JSON : volume, avis, sujets, à faire…',
    en: 'Answers one question, as JSON: volume, reviews, topics, to do…',
  },
  usage: 'ask [question] [--week W | --from DAY --to DAY] [--subject S] [--search TEXT]',
  examples: [
    'vigie ask volume --json',
    'vigie ask mentions --search "rappel" --json',
    'vigie ask changes --from 2026-07-06 --to 2026-07-12',
  ],
  options: OPTIONS,
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
      const question = await questions[id]!();
      const params = questionParams(invocation, question, settings, today);
      return tellJson(invocation, await house.ask<object>(id, params));
    } finally {
      await house.close();
    }
  },
};

/**
 * What was asked for, over last week's firm by default. An option that the question does not know is left out,
 * and said so on stderr: the same line of options serves every question.
 * @throws VigieError UsageInvalid for a week or a day that is none.
 */
function questionParams(
  invocation: Invocation,
  { params }: Question<unknown, unknown>,
  settings: Settings,
  today: LocalDay,
): Record<string, unknown> {
  const { values, io, flags } = invocation;
  const known = params instanceof z.ZodObject ? Object.keys(params.shape) : [];
  const given = Object.keys(OPTIONS).filter(name => name !== 'week' && values[name] !== undefined);
  const asked: Record<string, unknown> = {
    subject: FIRM,
    subjects: brandsOf(settings).flatMap(brand => (brand.subject === FIRM ? [] : brand.subject)),
    ...periodAsked(values, today),
    ...Object.fromEntries(given.map(name => [name, values[name]])),
  };
  const ignored = given.filter(name => !known.includes(name)).map(name => `--${name}`);
  if (ignored.length > 0 && !flags.quiet)
    io.stderr.write(
      `${say(catalogueFor(invocation, settings), 'cli.ignored', { word: ignored.join(' ') })}\n`,
    );
  return Object.fromEntries(Object.entries(asked).filter(([name]) => known.includes(name)));
}

/** `--week`; or from `--from` to today, or from the Monday of `--to`; or last week. */
function periodAsked({ week, from, to }: Invocation['values'], today: LocalDay): Period {
  if (typeof week === 'string') return weekAsked(week);
  for (const [name, day] of Object.entries({ from, to })) {
    if (typeof day === 'string' && !isDay(day))
      throw new VigieError('UsageInvalid', { word: `--${name} ${day}`, mend: `--${name} ${today}` });
  }
  if (typeof from === 'string') return { from, to: typeof to === 'string' ? to : today };
  return typeof to === 'string' ? { from: weekOf(to).from, to } : lastWeek(today);
}

async function listQuestions(invocation: Invocation): Promise<ExitCode> {
  const catalogue = catalogueFor(invocation, null);
  const all = await Promise.all(
    Object.entries(questions).map(async ([id, load]) => ({ id, ask: (await load()).ask })),
  );
  const width = Math.max(...all.map(({ id }) => id.length));
  const lines = all.map(({ id, ask }) => `  ${id.padEnd(width)}  ${ask[catalogue.language]}`);
  return tellAnyway(invocation, { questions: all }, [say(catalogue, 'cli.questions'), ...lines]);
}
