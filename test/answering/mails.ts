import type { CodeVerb } from '../../src/app/answering/codes.ts';

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

const LETTER = [
  'Une réponse à écrire, 9 avis lus',
  '',
  'Hôtel du Phare Gris · semaine du 6 au 12 juillet',
  '',
  'À FAIRE, 2 MINUTES',
  'Répondre à l’avis Booking de vendredi, 5 sur 10 : « Chambre sur rue, impossible de dormir. »',
  'Pourquoi : note basse, pas de réponse vue.',
  'Réponse proposée en bas de page.',
  '',
  'CE QUI A ÉTÉ LU',
  '9 sites sur 10, ce matin à 7 h 02.',
  '',
  'Répondre « fait », « plus tard » ou « pas nous » à ce mail suffit.',
];

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

type Quoting = {
  readonly program: string;
  readonly text: (own: string[], random: () => number) => string[];
  /** null: the program sends text alone; `text: null` sends HTML alone. */
  readonly html: ((own: string) => string) | null;
  readonly htmlOnly?: boolean;
  readonly latin1?: boolean;
  readonly flowed?: boolean;
};

const quoted = (lines: readonly string[], sign = '> ') => lines.map(line => `${sign}${line}`.trimEnd());
const HEAD_FR = [
  'De : Vigie <claire@phare-gris.example>',
  'Envoyé : lundi 13 juillet 2026 10:00',
  'À : claire@phare-gris.example',
  'Objet : Une réponse à écrire, 9 avis lus',
  '',
];
const HEAD_EN = [
  'From: Vigie <claire@phare-gris.example>',
  'Sent: Monday, July 13, 2026 10:00 AM',
  'To: claire@phare-gris.example',
  'Subject: Une réponse à écrire, 9 avis lus',
  '',
];
const LETTER_HTML = LETTER.map(line => `<p>${line}</p>`).join('');
const divs = (own: string) =>
  own
    .split('\n')
    .map(line => `<div>${line || '<br>'}</div>`)
    .join('');
const page = (body: string) => `<html><head><style>p{color:red}</style></head><body>${body}</body></html>`;

const PROGRAMS: readonly Quoting[] = [
  {
    program: 'Gmail',
    text: own => [
      ...own,
      '',
      'Le lun. 13 juil. 2026 à 10:00, Vigie <claire@phare-gris.example> a',
      'écrit :',
      '',
      ...quoted(LETTER),
    ],
    html: own =>
      `<div dir="ltr">${divs(own)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le lun. 13 juil. 2026 à 10:00, Vigie &lt;<a href="mailto:x">x</a>&gt; a écrit :<br></div><blockquote class="gmail_quote">${LETTER_HTML}</blockquote></div>`,
  },
  {
    program: 'Gmail, English',
    text: own => [
      ...own,
      '',
      'On Mon, Jul 13, 2026 at 10:00 AM Vigie <claire@phare-gris.example>',
      'wrote:',
      '',
      ...quoted(LETTER),
    ],
    html: own =>
      `<div>${own}</div><div class="gmail_quote">On Mon, Jul 13 wrote:<blockquote>${LETTER_HTML}</blockquote></div>`,
  },
  {
    program: 'Outlook',
    text: own => [...own, '', ...HEAD_FR, ...LETTER],
    html: own =>
      page(
        `<div class="WordSection1"><p class="MsoNormal">${own.replaceAll('\n', '</p><p class="MsoNormal">')}</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>De :</b> Vigie<br><b>Envoyé :</b> lundi</p></div></div>${LETTER_HTML}</div>`,
      ),
  },
  { program: 'Outlook, English', text: own => [...own, '', ...HEAD_EN, ...LETTER], html: null },
  {
    program: 'Outlook on the web',
    text: own => [...own, '________________________________', ...HEAD_FR, ...LETTER],
    html: own =>
      page(
        `<div class="elementToProof">${divs(own)}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> Vigie</div><div>${LETTER_HTML}</div>`,
      ),
  },
  {
    program: 'Outlook, old',
    text: own => [...own, '', "-----Message d'origine-----", ...HEAD_FR, ...LETTER],
    html: null,
    latin1: true,
  },
  {
    program: 'Outlook on a telephone',
    text: own => own,
    html: own =>
      page(
        `${divs(own)}<div id="ms-outlook-mobile-signature"></div><div id="ms-outlook-mobile-reference-message"><hr><b>De :</b> Vigie</div><div>${LETTER_HTML}</div>`,
      ),
    htmlOnly: true,
  },
  {
    program: 'Apple Mail',
    text: own => [
      ...own,
      '',
      '> Le 13 juil. 2026 à 10:00, Vigie <claire@phare-gris.example> a écrit :',
      '> ',
      ...quoted(LETTER),
    ],
    html: own =>
      page(`${divs(own)}<div><blockquote type="cite">Le 13 juil. a écrit :${LETTER_HTML}</blockquote></div>`),
  },
  {
    program: 'iPhone',
    text: own => [
      ...own,
      '',
      'Envoyé de mon iPhone',
      '',
      '> Le 13 juil. 2026 à 10:00, Vigie <claire@phare-gris.example> a écrit :',
      '> ',
      '> \ufeff',
      ...quoted(LETTER),
    ],
    html: null,
  },
  {
    program: 'Thunderbird, below',
    text: own => ['Le 13/07/2026 à 10:00, Vigie a écrit :', ...quoted(LETTER), '', ...own],
    html: null,
    latin1: true,
    flowed: true,
  },
  {
    program: 'Thunderbird, above',
    text: own => [...own, '', 'Le 13/07/2026 à 10:00, Vigie a écrit :', ...quoted(LETTER)],
    html: own =>
      page(
        `${divs(own)}<div class="moz-cite-prefix">Le 13/07/2026 à 10:00, Vigie a écrit :<br></div><blockquote type="cite">${LETTER_HTML}</blockquote>`,
      ),
    flowed: true,
  },
  {
    program: 'Between the lines',
    text: own => [
      'Le 13/07/2026 à 10:00, Vigie a écrit :',
      ...quoted(LETTER.slice(0, 8)),
      '',
      ...own,
      '',
      ...quoted(LETTER.slice(8)),
    ],
    html: null,
  },
  {
    program: 'Orange',
    text: own => [
      ...own,
      '',
      '> Message du 13/07/26 10:00',
      '> De : "Vigie" <claire@phare-gris.example>',
      '> A : claire@phare-gris.example',
      '> Objet : Une réponse à écrire, 9 avis lus',
      '>',
      ...quoted(LETTER),
    ],
    html: null,
  },
  {
    program: 'Orange, unmarked',
    text: own => [
      ...own,
      '',
      'Message du 13/07/26 10:00',
      'De : "Vigie" <claire@phare-gris.example>',
      'A : claire@phare-gris.example',
      ...LETTER,
    ],
    html: null,
    latin1: true,
  },
  {
    program: 'La Poste',
    text: own => [
      ...own,
      '',
      'De : "Vigie"',
      'A : claire@phare-gris.example',
      'Envoyé: lundi 13 juillet 2026 10:00',
      'Objet : Une réponse à écrire, 9 avis lus',
      ...LETTER,
    ],
    html: own =>
      page(
        `<div>${own.replaceAll('\n', '<br>')}</div><blockquote><div>De : "Vigie"</div>${LETTER_HTML}</blockquote>`,
      ),
  },
  {
    program: 'Yahoo',
    text: own => [
      ...own,
      '',
      '    Le lundi 13 juillet 2026 à 10:00:12 UTC+2, Vigie <claire@phare-gris.example> a écrit :  ',
      '',
      ...LETTER.map(line => ` ${line}`),
    ],
    html: own =>
      page(
        `<div class="ydp1yahoo-style-wrap">${divs(own)}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>Le lundi 13 juillet a écrit :</div>${LETTER_HTML}</div>`,
      ),
  },
  {
    program: 'Zimbra',
    text: own => [
      ...own,
      '',
      '----- Mail original -----',
      'De: "Vigie" <claire@phare-gris.example>',
      'À: claire@phare-gris.example',
      'Envoyé: Lundi 13 Juillet 2026 10:00:00',
      'Objet: Une réponse à écrire',
      '',
      ...LETTER,
    ],
    html: null,
  },
  {
    program: 'Roundcube',
    text: own => [...own, '', 'Le 2026-07-13 10:00, Vigie a écrit :', '', ...quoted(LETTER)],
    html: null,
  },
  {
    program: 'Roundcube, original',
    text: own => [
      ...own,
      '',
      '-------- Courriel original --------',
      'Objet: Une réponse',
      'De: Vigie',
      ...LETTER,
    ],
    html: null,
  },
  {
    program: 'Samsung',
    text: own => [
      ...own,
      '',
      '-------- Message d’origine --------',
      'De : Vigie <claire@phare-gris.example>',
      'Date : 13/07/2026 10:00 (GMT+01:00)',
      'À : claire@phare-gris.example',
      'Objet : Une réponse à écrire',
      '',
      ...LETTER,
    ],
    html: own =>
      page(`${divs(own)}<div>-------- Message d’origine --------</div><div>De : Vigie</div>${LETTER_HTML}`),
  },
  {
    program: 'Proton',
    text: own => [
      ...own,
      '',
      'Envoyé avec la messagerie sécurisée Proton Mail.',
      '',
      'Le lundi 13 juillet 2026 à 10:00, Vigie <claire@phare-gris.example> a écrit :',
      '',
      ...quoted(LETTER),
    ],
    html: null,
  },
  {
    program: 'SFR',
    text: own => [
      ...own,
      '',
      '========================================',
      '   Message du : 13/07/2026 10:00',
      '   De : "Vigie " <claire@phare-gris.example>',
      '   A : claire@phare-gris.example',
      ...LETTER,
    ],
    html: null,
  },
  { program: 'No quotation', text: own => own, html: null },
  {
    program: 'HTML alone, cited',
    text: own => own,
    html: own => page(`<p>${own.replaceAll('\n', '<br>')}</p><blockquote>${LETTER_HTML}</blockquote>`),
    htmlOnly: true,
  },
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
  const text = program.text(own, random).join('\r\n');
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
