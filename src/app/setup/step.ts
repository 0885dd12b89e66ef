import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { Invocation } from '../command.ts';
import type { Web } from '../discovering/web.ts';
import type { Asking } from './asking.ts';
import type { Draft } from './draft.ts';
import { type YesNo, yesNoIn } from './yes-no.ts';

/** What every question of the set-up has at hand. */
export type SetUp = {
  readonly invocation: Invocation;
  readonly catalogue: Catalogue;
  /** Null: nobody answers, flags and defaults decide. */
  readonly asking: Asking | null;
  /** Of vigie.yaml. */
  readonly path: string;
  readonly dataDir: string;
  readonly draft: Draft;
  /** Opened at the first use; null: the owner asked that no site be. */
  readonly web: () => Web | null;
};

/** `stopped`: no answer can come any more. What was answered is kept. */
export type StepEnd = 'done' | 'stopped';

export type Step = { readonly id: string; run(setUp: SetUp): Promise<StepEnd> };

/** After so many answers that are none, somebody is not trying to answer: the question counts as passed. */
export const TRIES_MAX = 3;

/** Oui, non, ou « je ne sais pas »; Enter alone is `otherwise`. Null: stopped. */
export async function askYesNo(
  { asking, catalogue }: SetUp,
  question: string,
  otherwise: YesNo,
): Promise<YesNo | null> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const answer = await asking?.ask(question);
    if (answer === null || answer === undefined) return null;
    const meant = yesNoIn(answer);
    if (meant !== null) return meant;
    if (answer === '') return otherwise;
    asking?.tell(say(catalogue, 'init.again'));
  }
  return otherwise;
}

/** The values of an option that may be given several times, or one. */
export function givenTexts({ invocation }: Pick<SetUp, 'invocation'>, name: string): string[] {
  const value = invocation.values[name];
  return [value ?? []]
    .flat()
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '');
}

export function givenText(setUp: Pick<SetUp, 'invocation'>, name: string): string | null {
  return givenTexts(setUp, name)[0]?.trim() ?? null;
}

/** `a, b et c`: as the language joins a list. */
export function joined({ catalogue }: SetUp, words: readonly string[]): string {
  const locale = catalogue.language === 'en' ? 'en-GB' : catalogue.language;
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);
}
