import { wordsOf } from './bending.ts';

/** What each language puts after the roots that all share, by family. */
const ENDINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ation: {
    pt: 'ação ações ar ado ada ados adas ador adora ativo ativa ando am aram ou ava avam ará',
    fr: 'ation ations er é ée és ées ateur ateurs atif ative ait ant ent era eront aient',
    en: 'ation ations ate ated ates ating ator ators ative atively',
    es: 'ación aciones acion ar ado ada ados adas ador adora ativo ativa ando an aron aba aban ará',
    de: 'ation ationen ieren iert ierte ierten ierung ierungen ator atoren ativ ationsstelle',
    it: 'azione azioni are ato ata ati ate atore atori atrice ativo ativa ando ano arono ava avano erà',
    nl: 'atie aties eren eert eerde eerden eer ator atief atieve ering',
  },
  ity: {
    pt: 'idade idades',
    fr: 'ité ités ite',
    en: 'ity ities',
    es: 'idad idades',
    de: 'ität itäten itaet',
    it: 'ità ita',
    nl: 'iteit iteiten',
  },
  ic: {
    pt: 'ico ica icos icas icamente',
    fr: 'ique iques iquement icien iciens',
    en: 'ic ical ically ics ician',
    es: 'ico ica icos icas icamente',
    de: 'isch ische ischen ischer isches ischem iker ik',
    it: 'ico ica ici iche icamente',
    nl: 'isch ische iek icus ici',
  },
  ism: {
    pt: 'ismo ismos',
    fr: 'isme ismes',
    en: 'ism isms',
    es: 'ismo ismos',
    de: 'ismus ismen',
    it: 'ismo ismi',
    nl: 'isme ismen',
  },
  ist: {
    pt: 'ista istas',
    fr: 'iste istes',
    en: 'ist ists istic',
    es: 'ista istas',
    de: 'ist isten istin istisch',
    it: 'ista isti iste',
    nl: 'ist isten iste istisch',
  },
  logy: {
    pt: 'logia logias lógico lógica',
    fr: 'logie logies logique logiques logue logues',
    en: 'logy logies logical logist logists',
    es: 'logía logías logia lógico lógica lógicos logo',
    de: 'logie logien logisch logische logischen loge logen',
    it: 'logia logie logico logica logici logo logi',
    nl: 'logie logisch logische loog logen',
  },
  ence: {
    pt: 'ência ências ente entes',
    fr: 'ence ences ent ente ents entes',
    en: 'ence ences ent ents ently ency',
    es: 'encia encias ente entes',
    de: 'enz enzen ent ente enten',
    it: 'enza enze ente enti',
    nl: 'entie enties ent ente enten',
  },
  ance: {
    pt: 'ância âncias ante antes',
    fr: 'ance ances ant ante ants antes',
    en: 'ance ances ant ants antly',
    es: 'ancia ancias ante antes',
    de: 'anz anzen ant anten',
    it: 'anza anze ante anti',
    nl: 'antie anties ant ante anten',
  },
  ion: {
    pt: 'ão ões ional ionar',
    fr: 'ion ions ionnel ionnelle ionner ionné',
    en: 'ion ions ional ioned ioning',
    es: 'ión iones ion ional ionar ionado',
    de: 'ion ionen ionell ionelle ionellen ionieren',
    it: 'ione ioni ionale ionali ionare ionato',
    nl: 'ie ies ioneel ionele ioneren',
  },
  ous: {
    pt: 'oso osa osos osas',
    fr: 'eux euse euses eusement',
    en: 'ous ously',
    es: 'oso osa osos osas',
    de: 'ös öse ösen',
    it: 'oso osa osi ose',
    nl: 'eus euze',
  },
  al: {
    pt: 'al ais almente',
    fr: 'al ale aux ales alement el elle els elles ellement',
    en: 'al als ally',
    es: 'al ales almente',
    de: 'al ale alen aler ales ell elle ellen eller',
    it: 'ale ali almente',
    nl: 'aal ale eel ele',
  },
};

type Spelling = readonly (readonly [letters: RegExp, written: string])[];

/** The roots are given as English or Latin writes them. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  fr: [],
  en: [
    [/filosof/, 'philosoph'],
    [/fotograf|photograf/, 'photograph'],
    [/graf/, 'graph'],
    [/catastrof/, 'catastroph'],
    [/fanat/, 'fanat'],
  ],
  es: [
    [/ph/, 'f'],
    [/th/, 't'],
    [/y/, 'i'],
    [/([bdfgmptsz])\1/, '$1'],
    [/ss/, 's'],
    [/cc([ou])/, 'c$1'],
    [/ct(?=$)/, 'cc'],
    [/^s(?=[ptc])/, 'es'],
    [/qu(?=[ae])/, 'cu'],
  ],
  it: [
    [/ph/, 'f'],
    [/th/, 't'],
    [/y/, 'i'],
    [/ct/, 'tt'],
    [/pt/, 'tt'],
    [/x/, 'ss'],
    [/dm/, 'mm'],
    [/ns(?=t)/, 's'],
    [/^h/, ''],
  ],
  pt: [
    [/ph/, 'f'],
    [/th/, 't'],
    [/y/, 'i'],
    [/([bdfgmptlz])\1/, '$1'],
    [/ct(?=$)/, 't'],
  ],
  de: [
    [/c(?=[aourtlnsk]|$)/, 'k'],
    [/kk/, 'kk'],
    [/c(?=[ei])/, 'z'],
  ],
  nl: [
    [/c(?=[aourtlnsk]|$)/, 'c'],
    [/ct/, 'ct'],
    [/ph/, 'f'],
    [/x/, 'x'],
  ],
};

/** The words that a language makes of the shared roots. */
export function international(language: string, families: Readonly<Record<string, string>>): string[] {
  const words: string[] = [];
  for (const [family, roots] of Object.entries(families))
    for (const root of wordsOf(roots)) {
      let spelled = root;
      for (const [letters, written] of SPELLINGS[language] ?? [])
        spelled = spelled.replace(new RegExp(letters, 'g'), written);
      for (const ending of (ENDINGS[family]?.[language] ?? '').split(' '))
        if (ending !== '') words.push(spelled + ending);
    }
  return words;
}
