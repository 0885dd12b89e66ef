import type { SourceHealth, Sources } from '../../../queries/sources.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { addDays, localDay } from '../../domain/time.ts';
import { dayOf, timeOfDay } from '../../domain/words.ts';
import { collectors } from '../../generated/collectors.ts';
import { settingsPath } from '../../platform/files.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import type { Command, ExitCode, Invocation } from '../command.ts';
import { webAddressOf } from '../discovering/explore-site.ts';
import { type FoundAt, sourcesAt } from '../discovering/source-at.ts';
import { openWeb } from '../discovering/web.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { addSources, type NewSource, pauseSource } from '../setup/edit-settings.ts';
import { tell } from '../telling.ts';
import { catalogueFor, wordError } from '../wording.ts';

const WHAT = ['list', 'add', 'test', 'pause', 'resume'] as const;
const NAME_LENGTH_MAX = 60;
/** As the settings allow. */
const SOURCE_NAME_MAX = 120;

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Les sites suivis : voir, ajouter, essayer, mettre en pause',
    en: 'The sites watched: see, add, try, pause',
  },
  usage: 'sources [list|add|test|pause|resume] [address|name]',
  examples: [
    'vigie sources',
    'vigie sources add https://journal.example/rss.xml',
    'vigie sources add https://golfe.example --about "Ouvertures du Golfe"',
    'vigie sources add https://golfe.example/promotions --about "Ouvertures du Golfe"',
    'vigie sources test "Avis d’Armor"',
    'vigie sources pause "Avis d’Armor"',
  ],
  options: { name: { type: 'string' }, about: { type: 'string' }, collector: { type: 'string' } },
  async run(invocation) {
    const [asked = 'list', ...rest] = invocation.positionals;
    const what = WHAT.find(word => word === asked);
    if (!what)
      throw new VigieError('UsageInvalid', {
        word: asked,
        mend: `vigie sources ${nearest(asked, WHAT) || 'list'}`,
      });
    if (what === 'list') return list(invocation);
    const target = rest.join(' ').trim();
    if (target === '') throw new VigieError('UsageInvalid', { word: what, mend: 'vigie sources --help' });
    if (what === 'add') return add(invocation, target);
    if (what === 'test') {
      const { command: collect } = await import('./collect.ts');
      return collect.run({ ...invocation, positionals: [target] });
    }
    return pause(invocation, target, what === 'pause');
  },
};

async function list(invocation: Invocation): Promise<ExitCode> {
  const { clock } = invocation;
  const { house, settings } = await openInvokedHouse(invocation);
  try {
    const today = localDay(clock.now(), settings.timezone);
    const { sources } = await house.ask<Sources>('sources', { from: addDays(today, -6), to: today });
    const known = new Map(sources.map(source => [source.sourceId, source]));
    const own = settings.sources.map(configuredSource);
    const rows = own.map(source => ({ source, state: known.get(source.id) ?? null }));
    const shown = rows.map(({ source: { id, name, collector, subject, paused }, state }) => {
      const { lastReadAt = null, nextDueAt = null, error = null } = state ?? {};
      return { id, name, collector, subject, paused, lastReadAt, nextDueAt, error: error?.code ?? null };
    });
    const catalogue = catalogueFor(invocation, settings);
    const names = rows.map(({ source }) => cleanLine(source.name, NAME_LENGTH_MAX));
    const width = Math.max(0, ...names.map(name => name.length));
    const lines = rows.map(({ source, state }, index) => {
      const words = source.paused
        ? say(catalogue, 'sources.isPaused')
        : stateWords(catalogue, settings, source.name, state);
      return `${signOf(source.paused, state)} ${(names[index] ?? '').padEnd(width)}  ${words}`;
    });
    return tell(invocation, { sources: shown }, lines.length > 0 ? lines : [say(catalogue, 'sources.none')]);
  } finally {
    await house.close();
  }
}

function signOf(paused: boolean, state: SourceHealth | null): string {
  if (paused || !state?.lastReadAt) return '·';
  return state.error ? '×' : '✓';
}

function stateWords(
  catalogue: Catalogue,
  settings: Settings,
  name: string,
  state: SourceHealth | null,
): string {
  if (state?.error) {
    const { code, params } = state.error;
    const site = cleanLine(name, NAME_LENGTH_MAX);
    return wordError(catalogue, new VigieError(code as VigieError['code'], { site, ...params }));
  }
  if (!state?.lastReadAt) return say(catalogue, 'sources.neverRead');
  const { language } = catalogue;
  const day = dayOf(language, state.lastReadAt, settings.timezone);
  return say(catalogue, 'sources.lastRead', {
    day,
    time: timeOfDay(language, state.lastReadAt, settings.timezone),
  });
}

/** Every source of that name: a site that is read in two ways may give it to both. */
async function pause(invocation: Invocation, name: string, paused: boolean): Promise<ExitCode> {
  const path = settingsPath(invocation.flags.config, invocation.io.env);
  const settings = await loadSettings(path);
  const named = settings.sources.map(configuredSource).filter(source => source.name === name);
  const written = !invocation.flags.dryRun;
  if (written) await pauseSource(path, name, paused);
  const words = say(catalogueFor(invocation, settings), paused ? 'sources.paused' : 'sources.resumed', {
    site: name,
  });
  return tell(invocation, { name, ids: named.map(({ id }) => id), paused, written }, [words]);
}

/** Looked at before it is written: an address that refuses or does not answer is told now, not next week. */
async function add(invocation: Invocation, address: string): Promise<ExitCode> {
  const { flags, io, values } = invocation;
  const path = settingsPath(flags.config, io.env);
  const settings = await loadSettings(path);
  const catalogue = catalogueFor(invocation, settings);
  const url = webAddressOf(address);
  if (url === null)
    throw new VigieError('UsageInvalid', { word: address, mend: 'vigie sources add https://…' });
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const [name, about, collector] = [text('name'), text('about'), text('collector')];
  if (collector !== undefined && !Object.hasOwn(collectors, collector))
    throw new VigieError('UsageInvalid', {
      word: `--collector ${collector}`,
      mend: nearest(collector, Object.keys(collectors)) || 'feed',
    });
  const whose = { ...(name === undefined ? {} : { name }), ...(about === undefined ? {} : { about }) };
  const { sources, refused } =
    collector === undefined
      ? await found(invocation, settings, url, { name, about })
      : { sources: [{ collector, url }], refused: [] };
  // A page that was found from a rival's home keeps the name that tells which page it is.
  const wanted = sources.map((source): NewSource => ({ ...whose, ...source }));
  const known = new Set(settings.sources.map(source => configuredSource(source).id));
  const written = !flags.dryRun;
  if (written) await addSources(path, wanted);
  const shown = wanted.map(source => {
    const { id, name: site, collector: reader, subject } = configuredSource({ paused: false, ...source });
    return { id, name: site, collector: reader, subject, isNew: !known.has(id) };
  });
  const told = shown.map(({ name: site, collector: reader, isNew }) =>
    say(catalogue, isNew ? `sources.as.${kindOf(reader)}` : 'sources.known', { site }),
  );
  const closed = refused.map(({ kind }) =>
    say(catalogue, 'init.pageRefused', { site: new URL(url).host, page: say(catalogue, `page.${kind}`) }),
  );
  const next = shown.some(({ isNew }) => isNew) ? [say(catalogue, 'sources.readNow')] : [];
  const json = { sources: shown, refused: refused.map(({ kind }) => kind), written };
  return tell(invocation, json, [...told, ...closed, ...next]);
}

const KINDS: readonly string[] = ['feed', 'review-page', 'watched-page'];

function kindOf(collector: string): string {
  return KINDS.includes(collector) ? collector : 'other';
}

async function found(
  invocation: Invocation,
  settings: Settings,
  url: string,
  { name, about }: { readonly name: string | undefined; readonly about: string | undefined },
): Promise<FoundAt> {
  const catalogue = catalogueFor(invocation, settings);
  const nameOf = (kind: string) =>
    `${name ?? about}, ${say(catalogue, `page.${kind}`)}`.slice(0, SOURCE_NAME_MAX);
  const web = openWeb(settings.network, invocation.clock);
  try {
    return await sourcesAt(web, url, about ?? null, nameOf);
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    throw new VigieError(error.code, { site: new URL(url).host, ...error.params });
  } finally {
    await web.close();
  }
}
