/** By language and class of word: how many letters to take off, and what stands in their place. */
type Bends = Readonly<Record<string, Readonly<Record<string, readonly [cut: number, endings: string]>>>>;

/**
 * The endings that make the forms of everyday words. Some of what comes out is no word; its letters are still those
 * of its language, which is all that is learnt from it.
 */
const BENDS: Bends = {
  fr: {
    er: [2, 'er e es ons ez ent é ée és ées ait aient ais era eront erait ant a èrent eur euse age ement'],
    ir: [2, 'ir is it issons issent issait issaient i ie is ies ira iront irait issant irent issement'],
    re: [2, 're s ons ez ent u ue us ues ait aient ra ront rait ant it irent eur'],
    adjective: [0, ' e s es ement'],
    noun: [0, ' s'],
    fixed: [0, ''],
  },
  en: {
    verb: [0, ' s ed ing er ers d'],
    adjective: [0, ' ly er est ness'],
    noun: [0, ' s'],
    fixed: [0, ''],
  },
  es: {
    ar: [
      2,
      'ar o as a amos áis an é aste ó aron aba abas ábamos aban aré ará arán aremos aría arían ando ado ada ados adas e es en emos ara aran arse arlo arla arlos arle arme ador adores ación',
    ],
    er: [
      2,
      'er o es e emos en í iste ió ieron ía ías íamos ían eré erá erán eremos ería erían iendo ido ida idos idas a as an amos iera ieran erse erlo erla erlos edor',
    ],
    ir: [
      2,
      'ir o es e imos en í iste ió ieron ía ías íamos ían iré irá irán iremos iría irían iendo ido ida idos idas a as an amos iera ieran irse irlo irla irlos',
    ],
    adjective_o: [1, 'o a os as amente ito ita ísimo ísima'],
    adjective_e: [0, ' s es mente'],
    noun: [0, ' s es'],
    fixed: [0, ''],
  },
  pt: {
    ar: [2, 'ou aram ava avam ei ará arão ando ado ada ados adas em ação ações armos'],
    er: [2, 'eu eram ia iam erá erão endo ido ida emos'],
    ir: [2, 'iu iram ia iam irá irão indo ido ida imos'],
  },
  it: {
    are: [
      3,
      'are o i a iamo ate ano avo avi ava avamo avano ai ò arono erò erà eranno eremo erebbe erebbero ando ato ata ati ate asse assero arsi arlo arla arli arle arne armi arci ante anti azione',
    ],
    ere: [
      3,
      'ere o i e iamo ete ono evo eva evamo evano ei é erono erò erà eranno eremo erebbe erebbero endo uto uta uti ute esse essero ersi erlo erla erli erle erne a ano ente enti',
    ],
    ire: [
      3,
      'ire o i e iamo ite ono ivo iva ivamo ivano ii ì irono irò irà iranno iremo irebbe irebbero endo ito ita iti ite isse issero irsi irlo irla irli irne isco isce iscono a ano',
    ],
    adjective_o: [1, 'o a i e amente issimo issima'],
    adjective_e: [1, 'e i emente'],
    noun_o: [1, 'o i etto ino'],
    noun_a: [1, 'a e etta ina'],
    fixed: [0, ''],
  },
  de: {
    en: [2, 'en e st t te ten test end ende enden ung ungen er ern'],
    adjective: [0, ' e en er es em ere eren erer ste sten keit'],
    noun: [0, ' e en er s es n ern'],
    fixed: [0, ''],
  },
  nl: {
    en: [2, 'en t de te den ten end ende er ers ing ingen'],
    adjective: [0, ' e er ere st ste heid'],
    noun: [0, ' en s je jes tje'],
    fixed: [0, ''],
  },
};

/** German and Dutch write things together: each noun with so many others. */
const COMPOUNDS = 4;
const LINKED = /(?:ung|heit|keit|schaft|ion|tät|ling|ing|heid|teit)$/;

/** Every form of the words of a language, lower case, each once. */
export function bent(language: string, lists: Readonly<Record<string, string>>): string[] {
  const forms = new Set<string>();
  for (const [kind, list] of Object.entries(lists)) {
    const [cut, endings] = BENDS[language]?.[kind] ?? [0, ''];
    for (const word of wordsOf(list)) {
      forms.add(word);
      const stem = word.slice(0, word.length - cut);
      for (const ending of endings.split(' ')) forms.add(stem + ending);
      for (const part of participles(language, kind, stem)) forms.add(part);
    }
  }
  for (const word of compounds(language, wordsOf(lists['noun'] ?? ''))) forms.add(word);
  return [...forms].filter(form => form.length > 1);
}

export function wordsOf(list: string): string[] {
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(word => word !== '');
}

function participles(language: string, kind: string, stem: string): string[] {
  if (kind !== 'en') return [];
  if (language === 'de') return [`ge${stem}t`, `ge${stem}en`, `zu${stem}en`];
  return [`ge${stem}d`, `ge${stem}t`, `ge${stem}en`];
}

function compounds(language: string, nouns: readonly string[]): string[] {
  if (language !== 'de' && language !== 'nl') return [];
  return nouns.flatMap((first, index) =>
    Array.from({ length: COMPOUNDS }, (_, step) => {
      const second = nouns[(index * 7 + 31 * (step + 1)) % nouns.length] ?? '';
      return first + (LINKED.test(first) ? 's' : '') + second;
    }),
  );
}
