import type { LocalDay } from '../../domain/time.ts';
import type { AnswerMail } from './answer-mail.ts';
import { type CodeVerb, codesIn, isFresh, readCode, type Signer } from './codes.ts';
import { type Said, understood, type Wish, wished } from './understand.ts';

/**
 * A letter that was sent: the first day that it tells of, and what it named as something to do, in its order. An alert
 * is one matter: a word answered to it is meant for all that it rests on.
 */
export type SentLetter = {
  readonly letter: LocalDay;
  readonly offered: readonly string[];
  readonly isAlert?: boolean;
};

export type AnswerWorld = {
  /** The owner's own address: only she answers, and to herself. */
  readonly address: string;
  readonly signer: Signer;
  readonly today: LocalDay;
  /** By Message-ID, with its angle brackets: sealed, so that nobody else can have answered one. */
  readonly letters: ReadonlyMap<string, SentLetter>;
  /** Subject of the mail that ends the letters. */
  readonly stop: string;
};

/** One thing to do about one remark. `key`: acted on once. */
export type AnsweredAct = { readonly key: string; readonly mentionId: string; readonly verb: CodeVerb };

/**
 * What becomes of a mail. `unclear`: hers and meant for vigie, but not certain: nothing is done, and the next letter
 * says so. `none`: not an answer of hers.
 */
export type Decision =
  | { readonly kind: 'act'; readonly acts: readonly AnsweredAct[] }
  | { readonly kind: 'unclear'; readonly key: string }
  /** No more letters (what `List-Unsubscribe` prepares, or "stop" as an answer to one), or another rhythm. */
  | { readonly kind: Wish; readonly key: string }
  | { readonly kind: 'none' };

const NONE: Decision = { kind: 'none' };

/** By a code that this installation signed, else by what she answered to one of its letters. */
export function decide(mail: AnswerMail, world: AnswerWorld): Decision {
  const address = world.address.toLowerCase();
  const isHers = mail.from === address && mail.to.includes(address) && mail.authenticity !== 'fail';
  if (!isHers || mail.isAutomatic) return NONE;
  const codes = codesIn(mail.subject);
  if (codes.length > 0) return byCode(mail, codes, world);
  if (mail.subject.trim().toLowerCase() === world.stop)
    return { kind: 'stop', key: mail.messageId || 'stop' };
  const letter = mail.answers.map(id => world.letters.get(id)).find(one => one !== undefined);
  return letter === undefined ? NONE : byWords(mail, letter);
}

/** The prepared mail is sent as it is; when she wrote another answer into it, neither is certain. */
function byCode(mail: AnswerMail, codes: readonly string[], { signer, today }: AnswerWorld): Decision {
  const signed = codes.flatMap(code => {
    const meaning = readCode(signer, code);
    return meaning === null ? [] : [{ code, meaning }];
  });
  const [only, ...others] = signed;
  if (!only) return NONE;
  const said = understood(mail.own);
  const isTurned = said?.some(({ verb }) => verb !== only.meaning.verb) ?? false;
  if (others.length > 0 || isTurned || !isFresh(only.meaning, today)) return unclear(mail, only.code);
  const { mentionId, verb } = only.meaning;
  return { kind: 'act', acts: [{ key: only.code, mentionId, verb }] };
}

function byWords(mail: AnswerMail, { letter, offered, isAlert = false }: SentLetter): Decision {
  const wish = wished(mail.own);
  if (wish !== null) return { kind: wish, key: mail.messageId || `${wish}:${letter}` };
  const written = understood(mail.own);
  const said = isAlert ? ofWhole(written) : written;
  const acts = said?.flatMap(one => actsOf(one, offered)) ?? [];
  // A place that the letter does not have, or "fait" where several things wait: not certain.
  const isWhole = said !== null && said.length > 0 && said.every(one => actsOf(one, offered).length > 0);
  if (!isWhole) return unclear(mail, `${letter}:${mail.own.join(' ').slice(0, 200)}`);
  // The mail's own id, so that the same answer copied into two folders counts once.
  const id = mail.messageId || `${letter}:${mail.own.join(' ').slice(0, 200)}`;
  return { kind: 'act', acts: acts.map(act => ({ ...act, key: `${id}#${act.mentionId}` })) };
}

/** A number in an answer to an alert may be a step of what to do: not certain. */
function ofWhole(said: readonly Said[] | null): readonly Said[] | null {
  const [only, ...others] = said ?? [];
  return only && others.length === 0 && typeof only.place !== 'number' ? [{ ...only, place: 'all' }] : null;
}

function actsOf({ verb, place }: Said, offered: readonly string[]): { mentionId: string; verb: CodeVerb }[] {
  if (place === 'all') return offered.map(mentionId => ({ mentionId, verb }));
  const mentionId = place === null ? (offered.length === 1 ? offered[0] : undefined) : offered[place - 1];
  return mentionId === undefined ? [] : [{ mentionId, verb }];
}

function unclear(mail: AnswerMail, otherwise: string): Decision {
  return { kind: 'unclear', key: mail.messageId || otherwise };
}
