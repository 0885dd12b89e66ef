import { type AccuracyView, accuracyView } from '../../../dashboards/view-models/accuracy.ts';
import { contextOf } from '../../../dashboards/view-models/context.ts';
import type { Accuracy } from '../../../queries/accuracy.ts';
import type { Mentions } from '../../../queries/mentions.ts';
import type { Uncertain } from '../../../queries/uncertain.ts';
import { FIRM } from '../../domain/brand.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { type Act, type House, isTone } from '../../domain/house.ts';
import { isMentionId } from '../../domain/mention-id.ts';
import { fold } from '../../domain/text/fold.ts';
import { loadPack } from '../../platform/data-files.ts';
import type { Command, ExitCode, Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tell } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

/** What may be answered, in both languages; tones also by their names in the data. */
const ANSWERS: Readonly<Record<string, Pick<Act, 'verb' | 'subject'>>> = {
  oui: { verb: 'is-us', subject: FIRM },
  yes: { verb: 'is-us', subject: FIRM },
  non: { verb: 'not-us', subject: FIRM },
  no: { verb: 'not-us', subject: FIRM },
  favorable: { verb: 'tone', subject: 'positive' },
  good: { verb: 'tone', subject: 'positive' },
  partage: { verb: 'tone', subject: 'mixed' },
  factuel: { verb: 'tone', subject: 'neutral' },
  factual: { verb: 'tone', subject: 'neutral' },
  defavorable: { verb: 'tone', subject: 'negative' },
  bad: { verb: 'tone', subject: 'negative' },
};

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Vigie a-t-elle raison, d’après vos réponses\u202f; et ses questions de la semaine',
    en: 'Is Vigie right, going by your answers; and its questions of the week',
  },
  usage: 'accuracy [id answer] [--undo ID]',
  examples: [
    'vigie accuracy',
    'vigie accuracy 42 oui',
    'vigie accuracy 42 défavorable',
    'vigie accuracy --json',
  ],
  options: { undo: { type: 'string' } },
  async run(invocation) {
    const { positionals, values } = invocation;
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = catalogueFor(invocation, settings);
      if (typeof values['undo'] === 'string') return await undo(invocation, house, catalogue, values['undo']);
      if (positionals.length > 0) return await answer(invocation, house, catalogue);
      const [accuracy, uncertain] = await Promise.all([
        house.ask<Accuracy>('accuracy', {}),
        house.ask<Uncertain>('uncertain', {}),
      ]);
      const pack = loadPack(settings.firm.trade);
      const context = contextOf(settings, pack, catalogue, invocation.clock.now());
      const view = accuracyView(context, accuracy, uncertain);
      return tell(invocation, { accuracy, uncertain }, pageOf(view));
    } finally {
      await house.close();
    }
  },
};

/** @throws VigieError UsageInvalid for an id that no remark has, or an answer that is none */
async function answer(invocation: Invocation, house: House, catalogue: Catalogue): Promise<ExitCode> {
  const [mentionId = '', word = ''] = invocation.positionals;
  const folded = fold(word);
  const said = Object.hasOwn(ANSWERS, folded)
    ? ANSWERS[folded]
    : isTone(folded)
      ? ({ verb: 'tone', subject: folded } as const)
      : undefined;
  if (!said)
    throw new VigieError('UsageInvalid', {
      word,
      mend: `vigie accuracy ${mentionId} ${say(catalogue, 'accuracy.answers.yes')}`,
    });
  const found =
    isMentionId(mentionId) && (await house.ask<Mentions>('mentions', { subject: FIRM, ids: [mentionId] }));
  if (!found || found.mentions.length === 0)
    throw new VigieError('UsageInvalid', { word: mentionId, mend: 'vigie accuracy' });
  const id = await house.act({ mentionId, ...said });
  return tell(invocation, { id, mentionId, ...said }, [say(catalogue, 'accuracy.noted', { id })]);
}

async function undo(
  invocation: Invocation,
  house: House,
  catalogue: Catalogue,
  actionId: string,
): Promise<ExitCode> {
  await house.undo(actionId);
  return tell(invocation, { undone: actionId }, [say(catalogue, 'accuracy.undone')]);
}

function pageOf(view: AccuracyView): string[] {
  const questions = view.questions.flatMap(({ title, question, quote, alike, how }, index) => [
    '',
    `${index + 1}. ${title}`,
    `   ${quote}`,
    `   ${[question, ...(alike === null ? [] : [alike])].join(' ')}`,
    `   ${how}`,
  ]);
  return [view.title, '', ...view.measures, '', view.questionsTitle, ...questions];
}
