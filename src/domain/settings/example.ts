/** Values that would pass, by the name they stand under, with the part of the file where that alone does not tell. Names are the contract of vigie.yaml. */
const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'Menuiserie Kerlann',
  town: 'Vannes',
  trade: 'joinery',
  phone: '"02 97 00 00 00"',
  siren: '123456782',
  establishments: '[{ town: Vannes }]',
  competitors: '[{ name: Ouvertures du Golfe }]',
  sites: 'https://kerlann.example',
  timezone: 'Europe/Paris',
  sources: '[{ collector: feed, url: https://kerlann.example/rss }]',
  collector: 'feed',
  url: 'https://kerlann.example/avis',
  site: 'https://gazette.example',
  instance: 'https://mastodon.example',
  channel: 'UCxxxxxxxx',
  tag: 'vannes',
  query: 'kerlann',
  path: './avis.csv',
  every: '60',
  letter: '{ day: monday, at: "07:00" }',
  quiet: '{ from: "20:00", to: "07:30" }',
  day: 'monday',
  at: '07:00',
  from: '20:00',
  to: '07:30',
  alerts: '{ immediatePerDay: 3 }',
  immediatePerDay: '3',
  channels: '[{ channel: email, to: yves@kerlann.example }]',
  allowPrivate: '["intranet.example:8080"]',
  connectTo: '{ echo.example: "127.0.0.1:8080" }',
  minIntervalMs: '1000',
  privacy: '{ retentionMonths: 24 }',
  retentionMonths: '24',
  store: 'duckdb',
  'channels.channel': 'email',
  'channels.to': 'yves@kerlann.example',
};

/** The forms that a text can be asked to have, by name; their words are `settings.expects.<form>`. */
const FORMS: Readonly<Record<string, string>> = {
  at: 'time',
  from: 'time',
  to: 'time',
  siren: 'siren',
  timezone: 'timezone',
  sites: 'url',
  url: 'url',
  site: 'url',
  instance: 'url',
  tag: 'tag',
  channel: 'channel',
  path: 'path',
};

/** An example that would pass at this place; '' when none is known. */
export function exampleOf(keys: readonly PropertyKey[]): string {
  const name = lastName(keys);
  return EXAMPLES[`${String(keys[0])}.${name}`] ?? EXAMPLES[name] ?? '';
}

/** The form that a text at this place must have, as the catalogues call it. */
export function formOf(keys: readonly PropertyKey[]): string {
  return FORMS[lastName(keys)] ?? 'other';
}

const YES = /^(?:oui|yes|vrai|on|1|o|y)$/i;
const NO = /^(?:non|no|faux|off|0|n)$/i;

/**
 * What was written, put as the type asks: in brackets, in quotation marks, without its unit; an example where
 * that makes no sense or where what was written may not be shown whole.
 * @param got what stands there, as it may be shown
 */
export function mendOfType(
  {
    path,
    expected,
    input,
  }: { readonly path: readonly PropertyKey[]; readonly expected: string; readonly input?: unknown },
  got: string,
): string {
  const example = exampleOf(path);
  const isWhole = typeof input !== 'object' && !got.includes('…');
  if (expected === 'boolean') return YES.test(got) ? 'true' : NO.test(got) ? 'false' : 'true';
  if (expected === 'array') return isWhole && !example.startsWith('[') ? `[${inList(got)}]` : listOf(example);
  if (expected === 'string') return isWhole && !isRewritten(path) ? JSON.stringify(got) : example;
  if (expected === 'number' || expected === 'int') {
    const digits = isWhole ? /^\D*(\d{1,9})/.exec(got)?.[1] : undefined;
    return digits ?? example;
  }
  return example;
}

/** A number loses the zeros that a telephone starts with, and `7` is no hour. */
function isRewritten(path: readonly PropertyKey[]): boolean {
  return lastName(path) === 'phone' || formOf(path) === 'time';
}

function inList(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} ’'./:-]*$/u.test(text) && !/: /.test(text) ? text : JSON.stringify(text);
}

function listOf(example: string): string {
  return example === '' || example.startsWith('[') ? example : `[${example}]`;
}

function lastName(keys: readonly PropertyKey[]): string {
  return String(keys.findLast(key => typeof key === 'string') ?? '');
}
