import { say } from '../../../domain/catalogue.ts';
import type { TradeSite } from '../../../domain/data.ts';
import { VigieError } from '../../../domain/errors.ts';
import { MAIL_SENDERS } from '../../../domain/mail-senders.ts';
import { loadPack } from '../../../platform/data-files.ts';
import { loadPress } from '../../../platform/press-file.ts';
import { loadSettings } from '../../../platform/settings-file.ts';
import { webAddressOf } from '../../discovering/explore-site.ts';
import { addSources, type NewSource } from '../edit-settings.ts';
import { askYesNo, givenTexts, joined, type SetUp, type Step } from '../step.ts';

/** Papers tried: a department has three at most, and each is one page asked for. */
const PAPERS_MAX = 3;

/** The sites of her trade and town: which way each can be read, and those that are read directly, if she agrees. */
export const sitesStep: Step = {
  id: 'sites',
  async run(setUp) {
    const { asking, path, catalogue } = setUp;
    const given = givenTexts(setUp, 'source').map(sourceFromFlag);
    if (given.length > 0) await addSources(path, given);
    if (!asking) return 'done';
    const { firm } = await loadSettings(path);
    const { sites } = loadPack(firm.trade);
    const found = setUp.web() ? await readableSites(setUp, sites, firm.name) : [];
    tellWays(setUp, sites, found);
    const read = found.flatMap(({ source }) => source ?? []);
    if (read.length === 0) return 'done';
    const names = joined(
      setUp,
      read.map(({ name }) => String(name)),
    );
    const meant = await askYesNo(setUp, say(catalogue, 'init.sitesFollow', { sites: names }), 'yes');
    if (meant === null) return 'stopped';
    if (meant === 'yes') await addSources(path, read);
    return 'done';
  },
};

/** A site that was tried: read, refused, or silent for now. */
type Tried = {
  readonly site: string;
  readonly source: NewSource | null;
  readonly refused?: boolean;
  readonly isPaper?: boolean;
};

/** What may be read without an account: the press by her name, her department's papers, the trade's own sites. */
async function readableSites(setUp: SetUp, sites: readonly TradeSite[], name: string): Promise<Tried[]> {
  const { asking, catalogue, draft } = setUp;
  asking?.tell(say(catalogue, 'init.sitesLooking'));
  const press = say(catalogue, 'init.press');
  const phrase = name.replaceAll('"', ' ').trim();
  const named: Tried = { site: press, source: { collector: 'gdelt', query: `"${phrase}"`, name: press } };
  const papers = loadPress()
    .filter(({ departments }) => departments.includes(draft.answers.department ?? ''))
    .slice(0, PAPERS_MAX);
  const ofTrade = sites.flatMap(({ name, ways, at }) =>
    at !== undefined && (ways.includes('feed') || ways.includes('page')) ? [{ name, at }] : [],
  );
  const tried = await Promise.all([
    ...papers.map(async paper => ({ ...(await tryFeed(setUp, paper)), isPaper: true })),
    ...ofTrade.map(site => tryFeed(setUp, site)),
  ]);
  // One word is no phrase to look for in the world's press: it would bring everybody of that name.
  return [...(/\s/.test(phrase) ? [named] : []), ...tried];
}

async function tryFeed(setUp: SetUp, { name, at }: { name: string; at: string }): Promise<Tried> {
  const web = setUp.web();
  const nothing = { site: name, source: null };
  try {
    const feed = await web?.feedOf(at);
    return feed ? { site: name, source: { collector: 'feed', url: feed, name } } : nothing;
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    if (error.code !== 'SourceBlocked') return nothing;
    setUp.asking?.tell(say(setUp.catalogue, 'err.siteRefuses', { site: name }));
    return { ...nothing, refused: true };
  }
}

/** As the trades call the papers that `loadPress` names one by one. */
const LOCAL_PRESS = /^presse /;

/** Every site of the trade under the way that works for her today; none is left out in silence. */
function tellWays({ asking, catalogue }: SetUp, sites: readonly TradeSite[], tried: readonly Tried[]): void {
  const settled = new Set(tried.flatMap(({ site, source, refused }) => (source || refused ? [site] : [])));
  const hasPaper = tried.some(({ isPaper, source }) => isPaper && source !== null);
  const left = sites.filter(({ name }) => !settled.has(name) && !(hasPaper && LOCAL_PRESS.test(name)));
  const isCopied = ({ ways }: TradeSite) => ways.includes('copy');
  // Only a notice whose form is known can be promised.
  const isMailed = ({ name }: TradeSite) => MAIL_SENDERS.some(({ site }) => site === name);
  const lines = [
    ['sitesCopy', left.filter(isCopied)],
    ['sitesMail', left.filter(isMailed)],
    ['sitesLater', left.filter(site => !isCopied(site) && !isMailed(site))],
  ] as const;
  const told = lines.filter(([, sites]) => sites.length > 0);
  if (told.length === 0) return;
  asking?.tell(say(catalogue, 'init.sites'));
  const nameOf = ({ name }: TradeSite) => (LOCAL_PRESS.test(name) ? say(catalogue, 'init.localPress') : name);
  for (const [key, sites] of told)
    asking?.tell(`  ${say(catalogue, `init.${key}`, { sites: sites.map(nameOf).join(', ') })}`);
}

/** `https://…` → a feed (or a page that announces one); `review-page https://…`: another collector. */
function sourceFromFlag(text: string): NewSource {
  const [first = '', second] = text.trim().split(/\s+/);
  const url = webAddressOf(second ?? first);
  if (url === null)
    throw new VigieError('UsageInvalid', { word: `--source ${text}`, mend: '--source https://…' });
  return { collector: second === undefined ? 'feed' : first, url };
}
