import { divs, LETTER, LETTER_HTML, page, type Quoting, quoted } from '../quoting.ts';

/** Thunderbird: she may write above, below or between. */
export const THUNDERBIRD: readonly Quoting[] = [
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
];
