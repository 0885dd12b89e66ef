import { divs, LETTER, LETTER_HTML, page, type Quoting } from '../quoting.ts';

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

/** Outlook in its forms: a head of fields, then the letter unmarked. */
export const OUTLOOK: readonly Quoting[] = [
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
];
