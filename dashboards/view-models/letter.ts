import { say } from '../../src/domain/catalogue.ts';
import { dayRange, month } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import type { Context } from './context.ts';
import { knowSection } from './letter-know.ts';
import { calmMonth, isCalmMonth } from './letter-month.ts';
import {
  isMonthly,
  type Letter,
  type LetterExtras,
  type LetterSource,
  livesOnOrders,
  MEASURES,
  type Measure,
  NO_EXTRAS,
  wordCount,
} from './letter-parts.ts';
import { answeringWords, footerOf, readSection } from './letter-read.ts';
import { replyPart } from './letter-reply.ts';
import { rivalSection } from './letter-rivals.ts';
import { subjectOf } from './letter-subject.ts';
import { offeredOf, todoSection, waitSection } from './letter-todo.ts';
import { firstOf } from './matter.ts';

const WORDS_MAX = 200;

/** The letter of a week or a month, within 200 words: what it holds is cut until they are kept. */
export function letterOf(context: Context, answers: Answers, extras: LetterExtras = NO_EXTRAS): Letter {
  const source: LetterSource = { context, answers, extras };
  for (const measure of MEASURES) {
    const letter = measured(source, measure);
    if (wordCount(letter) <= WORDS_MAX) return letter;
  }
  return measured(source, MEASURES.at(-1)!);
}

function measured(source: LetterSource, measure: Measure): Letter {
  const offered = offeredOf(source, measure);
  const isQuiet = isCalmMonth(source);
  const sections = isQuiet ? quietSections(source, measure) : allSections(source, measure);
  return {
    language: source.context.catalogue.language,
    period: source.answers.period,
    subject: subjectOf(source),
    about: aboutWords(source),
    opening: isQuiet ? calmMonth(source) : [],
    sections: sections.filter(one => one.items.length > 0),
    footer: isQuiet ? [say(source.context.catalogue, 'letter.madeHere')] : footerOf(source),
    answering: answeringWords(source, offered.length),
    reply: replyPart(source),
    offered: offered.map(thing => firstOf(thing).id),
  };
}

function allSections(source: LetterSource, measure: Measure) {
  const know = knowSection(source, measure);
  const canWait = waitSection(source, measure);
  const competitors = rivalSection(source, measure);
  const body = livesOnOrders(source) ? [competitors, know, canWait] : [know, canWait, competitors];
  return [todoSection(source, measure), ...body, readSection(source)];
}

/** A calm month has told what was read; a rival's change or a site in trouble is still worth a heading. */
function quietSections(source: LetterSource, measure: Measure) {
  const { coverage, changes } = source.answers;
  return [
    ...(changes.changes.length > 0 ? [rivalSection(source, measure)] : []),
    ...(coverage.sitesRead < coverage.sitesTotal ? [readSection(source)] : []),
  ];
}

function aboutWords({ context, answers }: LetterSource): string {
  const { catalogue, firm } = context;
  const { language } = catalogue;
  return isMonthly(answers.period)
    ? say(catalogue, 'letter.aboutMonth', { firm, month: month(language, answers.period.from) })
    : say(catalogue, 'letter.about', { firm, range: dayRange(language, answers.period) });
}
