/**
 * Month names as dates write them, folded to plain lower-case letters: French, English, Spanish, Portuguese,
 * German, Italian. Full names and the usual short ones; whole words only, so that `mardi` is not March.
 */
const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'jan', 'january', 'enero', 'ene', 'janeiro', 'januar', 'janner', 'gennaio', 'gen'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb', 'febr', 'febrero', 'fevereiro', 'februar', 'febbraio'],
  ['mars', 'march', 'mar', 'marzo', 'marco', 'marz', 'maerz', 'mrz'],
  ['avril', 'avr', 'april', 'apr', 'abril', 'abr', 'aprile'],
  ['mai', 'may', 'mayo', 'maio', 'maggio', 'mag'],
  ['juin', 'june', 'jun', 'junio', 'junho', 'juni', 'giugno', 'giu'],
  ['juillet', 'juil', 'jul', 'july', 'julio', 'julho', 'juli', 'luglio', 'lug'],
  ['aout', 'aou', 'august', 'aug', 'agosto', 'ago'],
  ['septembre', 'sept', 'sep', 'september', 'septiembre', 'setembro', 'set', 'settembre'],
  ['octobre', 'oct', 'october', 'octubre', 'outubro', 'out', 'oktober', 'okt', 'ottobre', 'ott'],
  ['novembre', 'nov', 'november', 'noviembre', 'novembro'],
  ['decembre', 'dec', 'december', 'diciembre', 'dic', 'dezembro', 'dez', 'dezember', 'dicembre'],
];

const monthByName = new Map(MONTHS.flatMap((names, index) => names.map(name => [name, index + 1] as const)));

/** 1 to 12; null when the word is no month. `word`: lower case, no accents. */
export function monthOf(word: string): number | null {
  return monthByName.get(word) ?? null;
}

/**
 * Hours east of UTC. RFC 822 names its American zones; the European ones are what feeds write beside them.
 * Ambiguous ones (IST, CST of China) are read as RFC 822 and Europe do.
 */
const ZONE_HOURS = new Map<string, number>([
  ...(['z', 'ut', 'utc', 'gmt', 'wet'] as const).map(name => [name, 0] as const),
  ...(['cet', 'met', 'mez', 'bst', 'west', 'wat'] as const).map(name => [name, 1] as const),
  ...(['cest', 'mest', 'mesz', 'eet', 'sast', 'cat'] as const).map(name => [name, 2] as const),
  ...(['eest', 'msk', 'eat', 'trt'] as const).map(name => [name, 3] as const),
  ['msd', 4],
  ['ist', 5.5],
  ['hkt', 8],
  ['sgt', 8],
  ['awst', 8],
  ['jst', 9],
  ['kst', 9],
  ['acst', 9.5],
  ['aest', 10],
  ['aedt', 11],
  ['nzst', 12],
  ['nzdt', 13],
  ['brt', -3],
  ['art', -3],
  ['ndt', -2.5],
  ['nst', -3.5],
  ['adt', -3],
  ['ast', -4],
  ['edt', -4],
  ['est', -5],
  ['et', -5],
  ['cdt', -5],
  ['cst', -6],
  ['mdt', -6],
  ['mst', -7],
  ['pdt', -7],
  ['pst', -8],
  ['pt', -8],
  ['akdt', -8],
  ['akst', -9],
  ['hst', -10],
]);

/** Minutes east of UTC; null when the word is no zone. */
export function namedZoneMinutes(word: string): number | null {
  const hours = ZONE_HOURS.get(word);
  return hours === undefined ? null : hours * 60;
}
