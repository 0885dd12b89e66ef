import { slug } from '../brand.ts';
import { choiceList, type Located, nearest, type Place, pathText, shorten } from './problem.ts';
import type { Settings } from './settings.ts';
import { configuredSource } from './source.ts';

export type Trades = {
  /** Ids of the packs. */
  readonly ids: readonly string[];
  /** The id that a word of hers stands for (`menuiserie`); null when it stands for none. */
  meant(word: string): string | null;
};

/**
 * What each value alone does not show: names that lead to nothing, forms that only their reader knows, the same
 * thing twice. Vigie runs all the same; a part of what she asked for would silently not happen.
 */
export function crossCheck(settings: Settings, trades: Trades): readonly Located[] {
  return [
    ...unknownTrades(settings, trades),
    ...unknownTowns(settings),
    ...sourcesTwice(settings),
    ...strayAddresses(settings),
    ...mailChannels(settings),
    ...unknownStore(settings),
  ];
}

const ANY_TRADE = 'general';

function unknownTrades({ firm, competitors }: Settings, trades: Trades): Place[] {
  const given = [
    { keys: ['firm', 'trade'], trade: firm.trade },
    ...competitors.map(({ trade }, index) => ({ keys: ['competitors', index, 'trade'], trade })),
  ];
  return given.flatMap(({ keys, trade }) =>
    trade === undefined || trades.ids.includes(trade)
      ? []
      : [choice(keys, trade, trades.ids, trades.meant(trade) ?? ANY_TRADE)],
  );
}

/** A town that the firm has no house in would give a house without a letter of its own. */
function unknownTowns({ firm, competitors, sources }: Settings): Place[] {
  return sources.flatMap(({ about, establishment }, index) => {
    if (establishment === undefined) return [];
    const rival = about && competitors.find(({ name }) => slug(name) === slug(about));
    const houses = rival ? [...rival.establishments, ...townOf(rival.town)] : firm.establishments;
    const towns = houses.map(({ town }) => town);
    if (towns.length === 0 || towns.some(town => slug(town) === slug(establishment))) return [];
    return [choice(['sources', index, 'establishment'], establishment, towns, towns[0] ?? '')];
  });
}

function townOf(town: string | undefined): { town: string }[] {
  return town === undefined ? [] : [{ town }];
}

/** Two sources of one identity are one: the second would be read for nothing. */
function sourcesTwice({ sources }: Settings): Located[] {
  const seen = new Map<string, number>();
  return sources.flatMap((settings, index) => {
    const source = configuredSource(settings);
    const first = seen.get(source.id);
    seen.set(source.id, first ?? index);
    if (first === undefined) return [];
    const keys = ['sources', index];
    const twin = ['sources', first];
    return [
      { kind: 'twice', keys, twin, path: pathText(keys), expected: '', got: shorten(source.name), mend: '' },
    ];
  });
}

/** `[::1]:8080`, `intranet.local:8080`. */
const HOST_PORT = /^(?:\[[\da-f:.]{2,45}\]|[\p{L}\p{N}_.-]{1,253}):(\d{1,5})$/iu;
const PORT_MAX = 65_535;

function strayAddresses({ network }: Settings): Place[] {
  const given = [
    ...network.allowPrivate.map((value, index) => ({ keys: ['network', 'allowPrivate', index], value })),
    ...Object.entries(network.connectTo).map(([name, value]) => ({
      keys: ['network', 'connectTo', name],
      value,
    })),
  ];
  return given.flatMap(({ keys, value }) =>
    isHostPort(value) ? [] : [form(keys, value, 'hostPort', hostPortIn(value))],
  );
}

function isHostPort(text: string): boolean {
  const port = Number(HOST_PORT.exec(text)?.[1] ?? 0);
  return port >= 1 && port <= PORT_MAX;
}

/** `http://intranet.local/` → `intranet.local:80`; a name alone gets the port of the web. */
function hostPortIn(text: string): string {
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return '127.0.0.1:8080';
  const { protocol, hostname, port } = new URL(address);
  const found = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
  return isHostPort(found) ? found : '127.0.0.1:8080';
}

/** One `@`, a host with a dot or `localhost`; what a mail server accepts beyond that nobody writes. */
const MAIL_ADDRESS = /^[^\s@<>,;:"]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)*[\p{L}\p{N}-]{1,63}$/u;
const MAIL_EXAMPLE = 'yves@kerlann.example';

function mailChannels({ channels }: Settings): Place[] {
  return channels.flatMap(({ channel, to }, index) => {
    if (channel !== 'email') return [];
    const keys = ['channels', index, 'to'];
    if (to === undefined) return [{ ...form(keys, '', 'mail', MAIL_EXAMPLE), kind: 'missing' }];
    const isAddress = typeof to === 'string' && MAIL_ADDRESS.test(to.trim());
    return isAddress ? [] : [form(keys, to, 'mail', MAIL_EXAMPLE)];
  });
}

function unknownStore({ store }: Settings): Place[] {
  if (store === 'duckdb' || /^postgres(?:ql)?:\/\/[^\s/]+/i.test(store)) return [];
  return [form(['store'], store, 'store', 'duckdb')];
}

function choice(
  keys: readonly PropertyKey[],
  value: string,
  choices: readonly string[],
  otherwise: string,
): Place {
  const mend = nearest(value, choices) || otherwise;
  const expected = choiceList(choices);
  return { kind: 'choice', keys, path: pathText(keys), expected, got: shorten(value), mend };
}

function form(keys: readonly PropertyKey[], value: unknown, expected: string, mend: string): Place {
  return { kind: 'format', keys, path: pathText(keys), expected, got: shorten(value), mend };
}
