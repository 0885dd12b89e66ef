import { VigieError } from '../../domain/errors.ts';
import type { Asker } from '../../domain/question.ts';
import { questions } from '../../generated/questions.ts';
import type { LocalHouse } from './local-house.ts';

/**
 * The answer to a question, straight from the store.
 * @throws VigieError UsageInvalid for an unknown question or parameters that do not fit it
 */
export async function answerOf(
  { store, settings, clock }: Pick<LocalHouse, 'store' | 'settings' | 'clock'>,
  id: string,
  params: Readonly<Record<string, unknown>>,
  find?: NonNullable<Asker['find']>,
): Promise<unknown> {
  const load = Object.hasOwn(questions, id) ? questions[id] : undefined;
  if (!load) throw new VigieError('UsageInvalid', { word: id, mend: 'vigie ask' });
  const question = await load();
  const parsed = question.params.safeParse(params);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new VigieError('UsageInvalid', {
      word: `--${issue?.path.join('.') ?? id}`,
      mend: 'vigie ask --help',
    });
  }
  const asker: Asker = {
    db: store.db,
    tenantId: store.tenantId,
    brandId: store.brandId,
    timezone: settings.timezone,
    now: clock.now(),
    ...(find ? { find } : {}),
  };
  return question.answer(asker, parsed.data);
}
