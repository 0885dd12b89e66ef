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

export type Quoting = {
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

export const PROGRAMS: readonly Quoting[] = [
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
