/**
 * Words, folded and cut to their stem, with which the press tells the next step of a matter that was told before.
 * Where one title has one and the other has none of it, they tell two things, however alike.
 */
const STEPS = (
  'abandonn acquitt annul appel apres blanchi debray dement demission deprogramm disculp greve inculp leve levee ' +
  'licenci rassur reag refus rejet relanc relax renonc reouvr repond repren repris retir revien riposte rouvr ' +
  'suspen verdict acquit after again appeal bail cancel clear convict deni guilty overturn react reopen resign ' +
  'respond sack sentenc strik sue sues upheld withdraw'
).split(' ');

const STEP = new RegExp(`^(?:${STEPS.join('|')})`);

/** "garde à vue", "mis en examen": steps of two words. */
const PHRASES = [
  'garde a vue',
  'mise en examen',
  'mis en examen',
  'fait appel',
  'porte plainte',
  'un an plus tard',
];

/** Whether one of the titles (folded words) tells a step that the other does not. */
export function hasNewStep(one: string, other: string): boolean {
  if (one === other) return false;
  const mine = stepsOf(one);
  const theirs = stepsOf(other);
  return mine.some(step => !theirs.includes(step)) || theirs.some(step => !mine.includes(step));
}

function stepsOf(title: string): string[] {
  const steps = title.split(' ').flatMap(word => STEP.exec(word)?.[0] ?? []);
  return [...steps, ...PHRASES.filter(phrase => title.includes(phrase))];
}

const NUMBER_WORDS = new Set(
  (
    'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante ' +
    'cinquante soixante cent mille premier premiere second seconde deuxieme troisieme two three four five seven ' +
    'eight nine ten eleven twelve twenty thirty forty fifty hundred first third'
  ).split(' '),
);

/** The figures of folded words, in digits or letters. */
export function numbersOf(text: string): string[] {
  const found: string[] = [];
  for (const word of text.split(' ')) if (/^\d+$/.test(word) || NUMBER_WORDS.has(word)) found.push(word);
  return found;
}
