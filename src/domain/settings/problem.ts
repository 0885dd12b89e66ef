import type { z } from 'zod';

/** What is wrong at one place of vigie.yaml. `kind` chooses the words (`settings.<kind>` in the catalogues). */
export type SettingsProblem = {
  readonly kind: 'syntax' | 'unknown' | 'missing' | 'type' | 'choice' | 'range' | 'format' | 'clash';
  /** 1-based line of vigie.yaml; 0 when the file is empty. */
  readonly line: number;
  /** `firm.establishments[0].town` */
  readonly path: string;
  /** What stands at that place is expected to be, in a form that needs no translation: `5–44640`, `fr, en`. */
  readonly expected: string;
  /** What stands there, shortened, without credentials; '' when nothing does, or when nothing can be told apart. */
  readonly got: string;
  /** The nearest known name, or an example that would pass; '' when there is none. */
  readonly mend: string;
};

type Place = Omit<SettingsProblem, 'line'> & { readonly keys: readonly PropertyKey[] };

/** The examples shown where a text has a form: by the last name of the path. */
const EXAMPLES: Readonly<Record<string, string>> = {
  at: '07:00',
  from: '20:00',
  to: '07:30',
  siren: '123456782',
  timezone: 'Europe/Paris',
  sites: 'https://kerlann.example',
  url: 'https://kerlann.example/avis',
  site: 'https://gazette.example',
  instance: 'https://mastodon.example',
};

/** Words a zod issue as places in the settings; unrecognised names give one place each. */
export function placesOf(issue: z.core.$ZodIssue, knownNames: readonly string[]): readonly Place[] {
  const keys = issue.path;
  const path = pathText(keys);
  const last = String(keys.findLast(key => typeof key === 'string') ?? '');
  const place = { keys, path, got: shownAt(keys, issue.input), mend: EXAMPLES[last] ?? '' };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(name => ({
        kind: 'unknown',
        keys: [...keys, name],
        path: pathText([...keys, name]),
        expected: knownNames.join(', '),
        got: plainName(name),
        mend: nearest(name, knownNames),
      }));
    case 'invalid_type':
      if (issue.input === undefined)
        return [{ ...place, kind: 'missing', expected: issue.expected, got: '' }];
      return [{ ...place, kind: 'type', expected: issue.expected }];
    case 'invalid_value': {
      const choices = issue.values.map(String);
      return [{ ...place, kind: 'choice', expected: choices.join(', '), mend: nearest(place.got, choices) }];
    }
    case 'too_small':
      return [{ ...place, kind: 'range', expected: `≥ ${issue.minimum}` }];
    case 'too_big':
      return [{ ...place, kind: 'range', expected: `≤ ${issue.maximum}` }];
    default:
      return [{ ...place, kind: 'format', expected: EXAMPLES[last] ?? issue.message }];
  }
}

/** `['sources', 2, 'every']` → `sources[2].every` */
export function pathText(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path ? `${path}.${plainName(String(key))}` : plainName(String(key));
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
function plainName(name: string): string {
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
  const text = typeof value === 'string' ? value : (JSON.stringify(value, hidden) ?? '');
  const safe = text
    .replace(/(:\/\/|\/\/|:)[\s\S]*@/g, `$1${HIDDEN}@`)
    .replace(/([\p{L}\p{N}_-]{1,60})=[^&\s]*/gu, (pair, name: string) =>
      SECRET_NAME.test(name) ? `${name}=${HIDDEN}` : pair,
    );
  return safe.length > 40 ? `${safe.slice(0, 39)}…` : safe;
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
