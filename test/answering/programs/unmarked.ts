import { LETTER_HTML, page, type Quoting } from '../quoting.ts';

/** What no program signs: an answer without a quotation, and HTML that only cites. */
export const UNMARKED: readonly Quoting[] = [
  { program: 'No quotation', text: own => own, html: null },
  {
    program: 'HTML alone, cited',
    text: own => own,
    html: own => page(`<p>${own.replaceAll('\n', '<br>')}</p><blockquote>${LETTER_HTML}</blockquote>`),
    htmlOnly: true,
  },
];
