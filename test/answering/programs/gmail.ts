import { divs, LETTER, LETTER_HTML, type Quoting, quoted } from '../quoting.ts';

/** Gmail: an attribution broken over two lines, then the letter behind signs. */
export const GMAIL: readonly Quoting[] = [
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
];
