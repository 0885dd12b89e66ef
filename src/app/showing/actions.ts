import type { Actions } from '../../../dashboards/terminal/actions.ts';
import { type Context, contextOf } from '../../../dashboards/view-models/context.ts';
import { VigieError } from '../../domain/errors.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { copyText } from '../../platform/clipboard.ts';
import { loadPack } from '../../platform/data-files.ts';
import { settingsPath } from '../../platform/files.ts';
import { openUrl } from '../../platform/open-url.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import type { Invocation } from '../command.ts';
import { webAddressOf } from '../discovering/explore-site.ts';
import type { ChangingHouse } from '../host/changing-house.ts';
import type { Edited, NewSource } from '../setup/edit-settings.ts';
import { catalogueFor } from '../wording.ts';

/** Of a site that does not answer: addresses that say themselves that they are feeds; any other is a page. */
const FEED_PATH = /(?:\.(?:xml|rss|atom)|\/(?:feed|rss|atom)\/?)$/i;

/**
 * What the dashboard may do besides asking the house.
 * @param own her own house, which takes up changed settings at once; null for the demo, which has no settings of hers
 */
export function dashboardActions(invocation: Invocation, own: ChangingHouse | null): Actions {
  const { flags, io, clock } = invocation;
  const { env } = io;
  const { platform } = process;
  const edit = async () => {
    if (own === null) throw new VigieError('UsageInvalid', { word: 'vigie demo', mend: 'vigie init' });
    return import('../setup/edit-settings.ts');
  };
  const path = () => settingsPath(flags.config, env);
  let context: Context | null = null;
  /** The house answers by what the file now says; a wrong one would have been refused before it was written. */
  const taken = async (edited: Edited): Promise<Edited> => {
    if (edited === 'known' || own === null) return edited;
    const settings = await loadSettings(path());
    const catalogue = catalogueFor(invocation, settings);
    context = contextOf(settings, loadPack(settings.firm.trade), catalogue, clock.now());
    await own.take(settings);
    return edited;
  };
  return {
    context: () => context,
    addCompetitor: async name => taken(await (await edit()).addCompetitor(path(), name)),
    async addSource(url) {
      const source = await foundAt(typedAddress(url), path(), invocation);
      const edited = await taken(await (await edit()).addSource(path(), source));
      const { id } = configuredSource({ paused: false, ...source });
      // The frame shows how far it is; what became of it stands on screen 9.
      if (edited === 'changed') own?.read([id]).catch(() => undefined);
      return edited;
    },
    pauseSource: async (name, paused) => taken(await (await edit()).pauseSource(path(), name, paused)),
    copy: text => copyText(text, { terminal: io.stdout, platform, env }),
    open: url => openUrl(url, platform, env),
    suspend: () => suspended(platform),
  };
}

/** @throws VigieError UsageInvalid for what is no web address */
function typedAddress(typed: string): string {
  const url = webAddressOf(typed);
  if (url === null) throw new VigieError('UsageInvalid', { word: typed, mend: 'https://…' });
  return url;
}

/**
 * What the address turns out to be, once looked at. A site that is silent now is kept as its address tells it.
 * @throws VigieError SourceBlocked where robots.txt refuses
 */
async function foundAt(url: string, path: string, { clock }: Invocation): Promise<NewSource> {
  const [{ openWeb }, { sourceAt }] = await Promise.all([
    import('../discovering/web.ts'),
    import('../discovering/source-at.ts'),
  ]);
  const { network } = await loadSettings(path);
  const web = openWeb(network, clock);
  try {
    return await sourceAt(web, url, false);
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    if (error.code === 'SourceBlocked')
      throw new VigieError(error.code, { site: new URL(url).host, ...error.params });
    return { collector: FEED_PATH.test(new URL(url).pathname) ? 'feed' : 'watched-page', url };
  } finally {
    await web.close();
  }
}

/** A stopped program's clock does not run: what has waited so long was started again, or could not be stopped. */
const STOPPED_MS = 300;

/** Stops the whole job as the shell's Ctrl+Z does, and resolves when `fg` lets it go on. Windows has no such thing. */
function suspended(platform: string): Promise<void> {
  if (platform === 'win32') return Promise.resolve();
  return new Promise(resolve => {
    const goOn = (): void => {
      clearTimeout(timer);
      process.off('SIGCONT', goOn);
      resolve();
    };
    // Also keeps the program up: with the keyboard given back nothing else may.
    const timer = setTimeout(goOn, STOPPED_MS);
    process.once('SIGCONT', goOn);
    // The group: the program that started us must stop too, or the shell would not come back.
    process.kill(0, 'SIGTSTP');
  });
}
