import { divs, LETTER, LETTER_HTML, page, type Quoting, quoted } from '../quoting.ts';

/** Apple’s Mail: the attribution is quoted too. */
export const APPLE: readonly Quoting[] = [
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
];
