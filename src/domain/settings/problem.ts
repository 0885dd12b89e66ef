import type { z } from 'zod';
import { exampleOf, formOf, mendOfType } from './example.ts';

export type ProblemKind =
  // The file itself: not YAML, a tab for an indent, a name written twice, not UTF-8.
  | 'syntax'
  | 'tab'
  | 'twice'
  | 'bytes'
  // One value of it.
  | 'unknown'
  | 'missing'
  | 'empty'
  | 'type'
  | 'choice'
  | 'range'
  | 'long'
  | 'many'
  | 'format'
  | 'clash';

/** What is wrong at one place of vigie.yaml. `kind` chooses the words (`settings.<kind>` in the catalogues). */
export type SettingsProblem = {
  readonly kind: ProblemKind;
  /** 1-based line of vigie.yaml; 0 when the file is empty. */
  readonly line: number;
  /** `firm.establishments[0].town` */
  readonly path: string;
  /**
   * What is expected at that place, the same in every language: bounds (`≥ 5`), choices (`fr, en`), or a type or
   * form (`array`, `time`) that has its words in the catalogues under `settings.expects`. Of what stands twice,
   * the line where it stands first.
   */
  readonly expected: string;
  /** What stands there, shortened, without credentials; '' when nothing does, or when nothing can be told apart. */
  readonly got: string;
  /** The nearest known name, or an example that would pass; '' when there is none. */
  readonly mend: string;
};

export type Place = Omit<SettingsProblem, 'line'> & { readonly keys: readonly PropertyKey[] };
/** `twin`: where the same thing stands already; its line is what is expected. */
export type Located = Place & { readonly twin?: readonly PropertyKey[] };

/** Words a zod issue as places in the settings; unrecognised names give one place each. */
export function placesOf(issue: z.core.$ZodIssue, knownNames: readonly string[]): readonly Place[] {
  const keys = issue.path;
  const got = shownAt(keys, issue.input);
  const place = { keys, path: pathText(keys), got, mend: exampleOf(keys) };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(name => strangerAmong(knownNames, keys, name));
    case 'invalid_type':
      if (issue.input === undefined) return [{ ...place, kind: 'missing', expected: issue.expected }];
      if (issue.input === null) return [{ ...place, kind: 'empty', expected: issue.expected, got: '' }];
      return [{ ...place, kind: 'type', expected: issue.expected, mend: mendOfType(issue, got) }];
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const kind = issue.input === undefined ? 'missing' : issue.input === null ? 'empty' : 'choice';
      return [{ ...place, kind, expected: choiceList(choices), mend: nearestChoice(got, choices) }];
    }
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return [{ ...place, kind: 'empty', expected: issue.origin, got: '' }];
      return [{ ...place, kind: 'range', expected: `≥ ${issue.minimum}`, mend: `${issue.minimum}` }];
    case 'too_big':
      if (issue.origin === 'string')
        return [{ ...place, kind: 'long', expected: `${issue.maximum}`, mend: '' }];
      if (Array.isArray(issue.input))
        return [
          { ...place, kind: 'many', expected: `${issue.maximum}`, got: `${issue.input.length}`, mend: '' },
        ];
      return [{ ...place, kind: 'range', expected: `≤ ${issue.maximum}`, mend: `${issue.maximum}` }];
    default:
      return [{ ...place, kind: 'format', expected: formOf(keys) }];
  }
}

function strangerAmong(known: readonly string[], above: readonly PropertyKey[], name: string): Place {
  const keys = [...above, name];
  const mend = nearest(name, known);
  return {
    kind: 'unknown',
    keys,
    path: pathText(keys),
    expected: choiceList(known) || 'name',
    got: keyAsWritten(name),
    mend,
  };
}

/** Longest list of choices that a problem carries, characters. */
const CHOICES_LENGTH_MAX = 200;

/** `fr, en`; a long list ends in `…` after its last whole choice. */
export function choiceList(choices: readonly string[], lengthMax = CHOICES_LENGTH_MAX): string {
  const whole = choices.join(', ');
  if (whole.length <= lengthMax) return whole;
  const end = whole.lastIndexOf(', ', lengthMax - ', …'.length);
  return end > 0 ? `${whole.slice(0, end)}, …` : `${whole.slice(0, lengthMax - 1)}…`;
}

/** Days as French speakers write them first. */
const WEEKDAYS: ReadonlyMap<string, string> = new Map([
  ['lundi', 'monday'],
  ['mardi', 'tuesday'],
  ['mercredi', 'wednesday'],
  ['jeudi', 'thursday'],
  ['vendredi', 'friday'],
  ['samedi', 'saturday'],
  ['dimanche', 'sunday'],
]);

function nearestChoice(got: string, choices: readonly string[]): string {
  const meant = WEEKDAYS.get(got.toLowerCase()) ?? nearest(got, choices);
  return choices.includes(meant) ? meant : (choices[0] ?? '');
}

/** `['sources', 2, 'every']` → `sources[2].every` */
export function pathText(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path ? `${path}.${keyAsWritten(String(key))}` : keyAsWritten(String(key));
  }, '');
}

/** Names under which people write what nobody else may read. */
const SECRET_NAME =
  /token|passw|pass$|pwd|mot.?de.?passe|secret|credential|auth|cookie|smtp|keys?$|cl(?:é|e)s?$/iu;
const HIDDEN = '…';

/** What stands at a place, unless its name, or one that it stands under, is a secret's. */
function shownAt(keys: readonly PropertyKey[], value: unknown): string {
  const isSecret = keys.some(key => typeof key === 'string' && SECRET_NAME.test(key));
  return isSecret && value !== undefined ? HIDDEN : shorten(value);
}

/** A key as it stands when it is one word or a host; a line without its colon is a key, and its rest a value. */
export function keyAsWritten(name: string): string {
  if (/^[\p{L}\p{N}_$.-]{1,60}(?::\d{1,5})?$/u.test(name)) return name;
  return `${/^[\p{L}_$-]{1,30}(?=\s)/u.exec(name)?.[0] ?? ''}${HIDDEN}`;
}

/**
 * At most 40 characters, without credentials: whatever stands before an address's last `@`, and values under a
 * secret's name. Rather too much is hidden than too little.
 */
export function shorten(value: unknown): string {
  if (value === undefined) return '';
  const hidden = (name: string, inner: unknown) => (SECRET_NAME.test(name) ? HIDDEN : inner);
  const text = typeof value === 'string' ? value : written(value, hidden);
  const safe = withoutLogin(text).replace(/([\p{L}\p{N}_-]{1,60})=[^&\s]*/gu, (pair, name: string) =>
    SECRET_NAME.test(name) ? `${name}=${HIDDEN}` : pair,
  );
  return safe.length > 40 ? `${safe.slice(0, 39)}…` : safe;
}

/** Everything from the first `://`, `//` or `:` to the last `@`, in one pass: the text may be the whole file. */
function withoutLogin(text: string): string {
  const opener = /:\/\/|\/\/|:/.exec(text);
  const at = text.lastIndexOf('@');
  if (!opener || at < opener.index) return text;
  return `${text.slice(0, opener.index)}${opener[0]}${HIDDEN}${text.slice(at)}`;
}

function written(value: unknown, replacer: (name: string, inner: unknown) => unknown): string {
  try {
    return JSON.stringify(value, replacer) ?? '';
  } catch {
    return HIDDEN;
  }
}

/** The known name within two edits (or a shared start of four letters); '' when nothing is near. */
export function nearest(name: string, known: readonly string[]): string {
  let best = '';
  let least = 3;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best || (known.find(candidate => name.length > 3 && candidate.startsWith(name.slice(0, 4))) ?? '');
}

/** Levenshtein distance, one row at a time; both texts are names of at most 60 letters. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
