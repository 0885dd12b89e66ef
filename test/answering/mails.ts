import type { CodeVerb } from '../../src/app/answering/codes.ts';
import { PROGRAMS } from './mail-programs.ts';
import type { Quoting } from './quoting.ts';

/** A mail as a program of the owner writes it, with what it must be read as. */
export type WrittenMail = {
  readonly program: string;
  readonly raw: Uint8Array;
  readonly words: string;
  readonly expected: CodeVerb | 'unclear';
};

export const OWNER = 'claire@phare-gris.example';
export const LETTER_ID = '<vigie.0123456789abcdef@phare-gris.example>';

/** Numbers from a seed (mulberry32): the same mails each time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS: Readonly<Record<CodeVerb, readonly string[]>> = {
  done: [
    ...[
      'fait',
      'Fait',
      'FAIT',
      'fait.',
      'Fait !',
      'c’est fait',
      "C'est fait",
      'C’est fait, merci',
      "C'est fait merci",
    ],
    ...[
      'Merci, c’est fait.',
      'ok fait',
      'Bonjour, c’est fait.',
      'Déjà fait',
      'j’ai répondu',
      "J'ai déjà répondu.",
    ],
    ...[
      'done',
      'Done.',
      'DONE',
      'Done, thanks!',
      'ça y est',
      'C est fait',
      'Oui c’est fait',
      'fait 👍',
      '« fait »',
    ],
    ...[
      'It’s done',
      'Already done, thank you',
      'Fait, bonne journée',
      'c’est réglé',
      '- fait',
      'fait…',
      '*fait*',
    ],
  ],
  later: [
    ...[
      'plus tard',
      'Plus tard',
      'PLUS TARD',
      'plus tard svp',
      'Plus tard, merci',
      'plus tard !',
      'On verra plus tard',
    ],
    ...['later', 'Later', 'Later please', 'not now', 'Ok, plus tard.', 'Bonjour, plus tard s’il vous plaît'],
    ...['Je le ferai plus tard.', 'pas maintenant', '“later”', 'plus  tard', 'Plus tard merci beaucoup'],
  ],
  'not-us': [
    ...[
      'pas nous',
      'Pas nous',
      'PAS NOUS',
      'ce n’est pas nous',
      "Ce n'est pas nous.",
      'Ce n’est pas nous, merci',
    ],
    ...[
      'not us',
      'Not us!',
      'This is not us',
      'it’s not us',
      'That’s not us, thanks',
      'c’est pas nous',
      'pas pour nous',
    ],
    ...['Bonjour, ce n’est pas nous.', 'pas nous !!', 'Désolée'].slice(0, 2),
  ],
};

/** Nothing of these may be acted on. */
const UNCLEAR = [
  'Pas encore fait',
  'Ce n’est pas fait',
  'Je n’ai pas eu le temps',
  'C’est fait ou pas ?',
  'Merci',
  'Qui a écrit cet avis ?',
  'Fait, mais pas la deuxième',
  'Plus tard ou jamais',
  'Je ne sais pas si c’est nous',
  'c’est nous',
  'not done yet',
  'Done? I do not think so',
  'Il faut que je regarde',
  'faut',
  'none',
  'pas vous',
  'Fait\nenfin non, plus tard',
  'pas nous, ou alors si',
  'à faire',
  'Vous pouvez me rappeler demain au sujet de la lettre, j’ai une question sur le prix de la chambre côté cour et sur la date',
];

const GREETINGS = ['', '', '', 'Bonjour,', 'Bonjour Vigie,', 'Hello,'];
const SIGNATURES = [
  [],
  [],
  ['Claire'],
  ['Cordialement,', 'Claire Le Goff'],
  ['-- ', 'Claire Le Goff', 'Hôtel du Phare Gris', '02 97 00 00 00'],
  ['Bonne journée', 'Claire, gérante', 'www.phare-gris.example'],
  ['Envoyé de mon iPhone'],
  ['Sent from my iPhone'],
  ['Envoyé depuis mon mobile Orange'],
  ['Envoyé depuis Yahoo Mail pour Android'],
  ['Télécharger Outlook pour Android'],
  ['Envoyé de mon Galaxy'],
  ['Get Outlook for iOS'],
];

export const PROGRAM_NAMES = PROGRAMS.map(({ program }) => program);

/** One mail per call, over programs, words, slips, greetings, signatures and encodings. */
export function writtenMails(seed: number, count: number): readonly WrittenMail[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) =>
    writtenMail(PROGRAMS[index % PROGRAMS.length]!, random, index),
  );
}

function writtenMail(program: Quoting, random: () => number, index: number): WrittenMail {
  const verbs = ['done', 'later', 'not-us', 'done', 'unclear'] as const;
  const expected = pick(verbs, random);
  const plain = pick(expected === 'unclear' ? UNCLEAR : WORDS[expected], random);
  const words = expected !== 'unclear' && random() < 0.12 ? slipped(plain, random) : plain;
  const greeting = pick(GREETINGS, random);
  const signature = pick(SIGNATURES, random);
  const own = [...(greeting === '' ? [] : [greeting, '']), ...words.split('\n')];
  const signed = signature.length === 0 ? own : [...own, '', ...signature];
  return { program: program.program, words, expected, raw: encoded(program, signed, random, index) };
}

/** Two neighbours swapped, one letter doubled or left out, behind the first letter of a long enough answer. */
function slipped(words: string, random: () => number): string {
  if (words.length < 7 || !/^[\p{L}’' ]+$/u.test(words)) return words;
  const at = 1 + Math.floor(random() * (words.length - 2));
  if (!/\p{L}{2}/u.test(words.slice(at, at + 2))) return words;
  const kind = random();
  if (kind < 0.34)
    return words.slice(0, at) + (words[at + 1] ?? '') + (words[at] ?? '') + words.slice(at + 2);
  return kind < 0.67
    ? words.slice(0, at) + words.slice(at - 0).replace(/^./u, '$&$&')
    : words.slice(0, at) + words.slice(at + 1);
}

function encoded(program: Quoting, own: string[], random: () => number, index: number): Uint8Array {
  const text = program.text(own).join('\r\n');
  const html = program.html?.(own.join('\n')) ?? null;
  const charset = program.latin1 && isLatin1(text) ? 'iso-8859-1' : 'utf-8';
  const encoding = pick(['quoted-printable', 'base64', '8bit'] as const, random);
  const flowed = program.flowed ? '; format=flowed' : '';
  const textPart = part(`text/plain; charset=${charset}${flowed}`, text, charset, encoding);
  const head = [
    'Received: from webmail.example by mx.example; Mon, 13 Jul 2026 08:05:00 +0000',
    `From: Claire Le Goff <${random() < 0.2 ? OWNER.toUpperCase() : OWNER}>`,
    `To: ${OWNER}`,
    `Subject: =?utf-8?Q?${random() < 0.5 ? 'Re=3A' : 'RE_=3A'}_Une_r=C3=A9ponse_=C3=A0_=C3=A9crire?=`,
    `Message-ID: <answer-${index}@mail.example>`,
    `In-Reply-To: ${LETTER_ID}`,
    ...(random() < 0.7 ? [`References: <old@mail.example>\r\n ${LETTER_ID}`] : []),
    'Date: Mon, 13 Jul 2026 10:05:00 +0200',
    'MIME-Version: 1.0',
  ];
  if (html === null) return bytes(`${head.join('\r\n')}\r\n`, textPart);
  const htmlPart = part('text/html; charset=utf-8', html, 'utf-8', encoding);
  if (program.htmlOnly) return bytes(`${head.join('\r\n')}\r\n`, htmlPart);
  const mark = `=_part_${index}`;
  return bytes(
    `${head.join('\r\n')}\r\nContent-Type: multipart/alternative; boundary="${mark}"\r\n\r\n--${mark}\r\n`,
    textPart,
    `\r\n--${mark}\r\n`,
    htmlPart,
    `\r\n--${mark}--\r\n`,
  );
}

function part(type: string, content: string, charset: string, encoding: string): Uint8Array {
  const raw = charset === 'utf-8' ? Buffer.from(content, 'utf8') : Buffer.from(content, 'latin1');
  const head = `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  if (encoding === 'base64') return bytes(head, raw.toString('base64').replace(/.{76}/g, '$&\r\n'));
  return encoding === '8bit' ? bytes(head, raw) : bytes(head, quotedPrintable(raw));
}

function quotedPrintable(raw: Uint8Array): string {
  const out: string[] = [];
  let line = '';
  for (const byte of raw) {
    if (byte === 13) continue;
    if (byte === 10) {
      out.push(line.replace(/ $/, '=20'));
      line = '';
      continue;
    }
    const isPlain = byte >= 32 && byte < 127 && byte !== 61;
    const letter = isPlain
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + letter.length > 75) {
      out.push(`${line}=`);
      line = '';
    }
    line += letter;
  }
  out.push(line);
  return out.join('\r\n');
}

function bytes(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map(one => (typeof one === 'string' ? Buffer.from(one, 'utf8') : one)));
}

/** Every letter is one that the old charset has: "’" and "œ" are not. */
function isLatin1(text: string): boolean {
  return /^[\u0000-\u00ff]*$/.test(text);
}

function pick<T>(some: readonly T[], random: () => number): T {
  return some[Math.floor(random() * some.length)]!;
}
