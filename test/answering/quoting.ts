/** The letter that is answered: each program quotes it in its own way. */
export const LETTER = [
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
export const LETTER_HTML = LETTER.map(line => `<p>${line}</p>`).join('');

/** How one program lays out an answer and quotes the letter in it. */
export type Quoting = {
  readonly program: string;
  /** Both are given what she wrote: the text by its lines, the HTML as one. */
  readonly text: (own: string[]) => string[];
  /** null: the program sends text alone. */
  readonly html: ((own: string) => string) | null;
  /** True: it sends HTML alone. */
  readonly htmlOnly?: boolean;
  readonly latin1?: boolean;
  readonly flowed?: boolean;
};

/** Each line behind a sign, as most programs quote a text. */
export const quoted = (lines: readonly string[]) => lines.map(line => `> ${line}`.trimEnd());

/** A line an element, as programs write what is typed into them. */
export const divs = (own: string) =>
  own
    .split('\n')
    .map(line => `<div>${line || '<br>'}</div>`)
    .join('');

/** A whole document, with a style that is no word of hers. */
export const page = (body: string) =>
  `<html><head><style>p{color:red}</style></head><body>${body}</body></html>`;
