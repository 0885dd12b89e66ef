import { divs, LETTER, LETTER_HTML, page, type Quoting, quoted } from '../quoting.ts';

/** Programs that come with a mailbox or a telephone: each has a line of its own before the letter. */
export const PROVIDERS: readonly Quoting[] = [
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
];
