import { expect, test } from 'vitest';
import type { AnswerMail } from '../../src/app/answering/answer-mail.ts';
import {
  CODE_VERBS,
  type CodeMeaning,
  codesIn,
  readCode,
  type Signer,
  signedCode,
} from '../../src/app/answering/codes.ts';
import { type AnswerWorld, decide } from '../../src/app/answering/decide.ts';
import { actionMail } from '../../src/app/lettering/action-mail.ts';
import { addDays } from '../../src/domain/time.ts';
import { OWNER, seeded } from './mails.ts';

const FORGED = 10_000;
const TODAY = '2026-07-13';
const random = seeded(4711);
const signer: Signer = {
  key: Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256)),
  brandId: 'phare-gris',
};
const world: AnswerWorld = { address: OWNER, signer, today: TODAY, letters: new Map(), stop: 'stop 7d3f' };

const meaning = (): CodeMeaning => ({
  mentionId: BigInt.asIntN(64, BigInt(Math.floor(random() * 2 ** 52)) * 4_099n - 2n ** 62n).toString(),
  verb: CODE_VERBS[Math.floor(random() * CODE_VERBS.length)]!,
  letter: addDays(TODAY, -Math.floor(random() * 40)),
});

const mail = (subject: string, own: readonly string[] = []): AnswerMail => ({
  from: OWNER,
  to: [OWNER],
  messageId: '<code@mail.example>',
  answers: [],
  subject,
  own,
  authenticity: 'unknown',
  isAutomatic: false,
});

test('a code means what was signed, in any case, within any subject', () => {
  for (let n = 0; n < 500; n++) {
    const said = meaning();
    const code = signedCode(signer, said);
    expect(code).toMatch(/^vigie-[0-9a-z]{12}-[0-9a-z]{12}-[0-9a-z]{12}$/);
    expect(readCode(signer, code.toUpperCase())).toEqual(said);
    const decision = decide(mail(`Re: C’est fait · Google [${n % 2 ? code : code.toUpperCase()}]`), world);
    expect(decision).toEqual({
      kind: 'act',
      acts: [{ key: code, mentionId: said.mentionId, verb: said.verb }],
    });
  }
});

test(`${FORGED} forged codes are accepted 0 times`, () => {
  const flipped = (code: string) => {
    const letters = '0123456789abcdefghjkmnpqrstvwxyz';
    const at = 6 + Math.floor(random() * (code.length - 6));
    if (code[at] === '-') return `${code}0`;
    const other = letters[(letters.indexOf(code[at] ?? '') + 1 + Math.floor(random() * 31)) % 32];
    return code.slice(0, at) + other + code.slice(at + 1);
  };
  const swapped = (code: string, other: string, from: number, to: number) =>
    code.slice(0, from) + other.slice(from, to) + code.slice(to);
  const forgers: readonly ((code: string, said: CodeMeaning) => string)[] = [
    flipped,
    code => flipped(flipped(code)),
    // Another remark, another verb, another week under the signature of the first.
    (code, said) => swapped(signedCode(signer, { ...said, mentionId: '77' }), code, 24, code.length),
    (code, said) =>
      swapped(
        signedCode(signer, { ...said, verb: said.verb === 'done' ? 'not-us' : 'done' }),
        code,
        24,
        code.length,
      ),
    (code, said) =>
      swapped(signedCode(signer, { ...said, letter: addDays(said.letter, 7) }), code, 24, code.length),
    code => swapped(code, signedCode(signer, meaning()), 24, code.length),
    // Another firm's, another installation's.
    (_code, said) => signedCode({ ...signer, brandId: 'fournil' }, said),
    (_code, said) => signedCode({ ...signer, key: new Uint8Array(32).fill(1) }, said),
    code => code.slice(0, code.length - 1 - Math.floor(random() * 20)),
    code => code + code.slice(-3),
    () =>
      `vigie-${Array.from({ length: 3 }, () =>
        Math.floor(random() * 1e12)
          .toString()
          .padStart(12, '0'),
      ).join('-')}`,
    // Old: signed here, and over.
    (_code, said) =>
      signedCode(signer, { ...said, letter: addDays(TODAY, -46 - Math.floor(random() * 400)) }),
  ];
  let accepted = 0;
  for (let n = 0; n < FORGED; n++) {
    const said = meaning();
    const forged = forgers[n % forgers.length]!(signedCode(signer, said), said);
    if (decide(mail(`C’est fait [${forged}]`), world).kind === 'act') accepted += 1;
  }
  expect(accepted).toBe(0);
});

test('two codes, or another answer written beside one, are not certain', () => {
  const said = { ...meaning(), verb: 'done' as const };
  const code = signedCode(signer, said);
  const other = signedCode(signer, { ...said, verb: 'later' });
  expect(decide(mail(`${code} ${other}`), world).kind).toBe('unclear');
  expect(decide(mail(code, ['Plus tard']), world).kind).toBe('unclear');
  expect(
    decide(mail(code, ['Envoyez ce mail tel quel : Vigie le lira à sa prochaine lecture.']), world).kind,
  ).toBe('act');
  expect(codesIn(`${code} ${code.toUpperCase()}`)).toEqual([code]);
});

test('the prepared mail goes to her alone, whatever stands in the words', () => {
  const said = meaning();
  for (const words of [
    'C’est fait · Google',
    'a&cc=x@y.example?',
    '\r\nBcc: x@y.example',
    '"><script>',
    '\ud800 x',
    "' onclick='",
  ]) {
    const url = actionMail(signer, OWNER, said, { words, body: 'Envoyez ce mail tel quel.' });
    expect(url).toMatch(/^mailto:claire@phare-gris\.example\?subject=[^&\s"'<>?]+&body=[^&\s"'<>?]+$/);
    const subject = new URL(url).searchParams.get('subject') ?? '';
    expect(readCode(signer, codesIn(subject)[0] ?? '')).toEqual(said);
  }
});
