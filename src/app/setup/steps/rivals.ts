import { slug } from '../../../domain/brand.ts';
import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import { cleanLine } from '../../../domain/text/clean.ts';
import { loadSettings } from '../../../platform/settings-file.ts';
import { exploreSite, type SiteFound, sourcesOf, webAddressOf } from '../../discovering/explore-site.ts';
import { REGISTER, type RegisterEntry, searchRegister } from '../../discovering/register.ts';
import { addCompetitor, addSources, type NewSource } from '../edit-settings.ts';
import { askYesNo, givenText, givenTexts, joined, type SetUp, type Step, type StepEnd } from '../step.ts';
import { yesNoIn } from '../yes-no.ts';

/** Named at once; more are added whenever she likes. */
const RIVALS_MAX = 20;
const NAME_LENGTH_MAX = 120;

/** Whom she keeps an eye on: names, or sites, whose pages are then proposed. */
export const rivalsStep: Step = {
  id: 'rivals',
  async run(setUp) {
    const { asking, catalogue } = setUp;
    const given = givenTexts(setUp, 'rival').map(rivalFromFlag);
    for (const rival of given) if ((await addRival(setUp, rival)) === 'stopped') return 'stopped';
    if (given.length > 0 || !asking) return 'done';
    const answer = await asking.ask(`${say(catalogue, 'init.rivals')}\n${say(catalogue, 'init.rivalsHow')}`);
    if (answer === null) return 'stopped';
    const named = answer
      .split(/[,;\n]/)
      .map(part => part.trim())
      .filter(
        part => part !== '' && yesNoIn(part) === null && !/^(?:personne|aucun|nobody|none)$/i.test(part),
      )
      .slice(0, RIVALS_MAX);
    for (const part of named) {
      const site = webAddressOf(part);
      const rival =
        site === null ? { name: part.slice(0, NAME_LENGTH_MAX), site: null } : { name: null, site };
      if ((await addRival(setUp, rival)) === 'stopped') return 'stopped';
    }
    return 'done';
  },
};

type Rival = { readonly name: string | null; readonly site: string | null };

/** `Ouvertures du Golfe`, `https://golfe.example`, or both: `Ouvertures du Golfe=https://golfe.example`. */
function rivalFromFlag(text: string): Rival {
  const [first = '', ...rest] = text.split('=');
  if (rest.length === 0) {
    const site = webAddressOf(first);
    return site === null ? { name: first.trim(), site: null } : { name: null, site };
  }
  const site = webAddressOf(rest.join('='));
  if (site === null || first.trim() === '')
    throw new VigieError('UsageInvalid', {
      word: `--rival ${text}`,
      mend: '--rival "Nom=https://exemple.fr"',
    });
  return { name: first.trim(), site };
}

async function addRival(setUp: SetUp, rival: Rival): Promise<StepEnd> {
  const { asking, catalogue, path } = setUp;
  if (rival.site !== null) return addBySite(setUp, rival.site, rival.name);
  const name = rival.name ?? '';
  const entry = await entryOf(setUp, name);
  if (entry === null) return 'stopped';
  const town = entry === 'none' ? {} : { town: entry.town };
  await addCompetitor(path, name, entry === 'none' || entry.town === '' ? {} : town);
  asking?.tell(say(catalogue, 'init.rivalAdded', { name }));
  if (!asking || !setUp.web()) return 'done';
  const answer = await asking.ask(say(catalogue, 'init.rivalSite', { name }));
  if (answer === null) return 'stopped';
  const site = webAddressOf(answer);
  return site === null ? 'done' : addBySite(setUp, site, name);
}

/** The rival in the register, if she says that it is the one. Null: stopped. */
async function entryOf(setUp: SetUp, name: string): Promise<RegisterEntry | 'none' | null> {
  const { asking, catalogue, draft } = setUp;
  const web = setUp.web();
  if (!web || !asking) return 'none';
  const entries = await searchRegister(
    web,
    name,
    draft.answers.town ?? '',
    givenText(setUp, 'register') ?? REGISTER,
  ).catch(() => []);
  const [first] = entries;
  if (!first || first.address === '') return 'none';
  const question = say(catalogue, 'init.rivalKnown', { name: first.name, address: first.address });
  const meant = await askYesNo(setUp, question, 'unsure');
  if (meant === null) return null;
  return meant === 'yes' ? first : 'none';
}

/** Her answer or the site's own title names it; its pages become sources if she agrees. */
async function addBySite(setUp: SetUp, site: string, known: string | null): Promise<StepEnd> {
  const { asking, catalogue, path } = setUp;
  const host = new URL(site).host.replace(/^www\./, '');
  const found = await explored(setUp, site, host);
  const name = known ?? (await nameOfSite(setUp, host, found));
  if (name === null) return 'stopped';
  await addCompetitor(path, name, { sites: [found?.home ?? site] });
  const { competitors } = await loadSettings(path);
  const about = competitors.find(rival => slug(rival.name) === slug(name))?.name;
  if (about === undefined) return 'done';
  if (!found) {
    // Kept all the same: a site that sleeps tonight is read tomorrow.
    if (setUp.web()) await addSources(path, [watched(site, about, say(catalogue, 'page.home'))]);
    return 'done';
  }
  if (found.pages.length + found.feeds.length === 0) return 'done';
  const kinds = [...found.pages.map(({ kind }) => kind), ...found.feeds.map(() => 'feed' as const)];
  const pages = joined(
    setUp,
    kinds.map(kind => say(catalogue, `page.${kind}`)),
  );
  const meant = asking
    ? await askYesNo(setUp, say(catalogue, 'init.rivalFound', { name: about, pages }), 'yes')
    : 'yes';
  if (meant === null) return 'stopped';
  const nameOf = (kind: string) => `${about}, ${say(catalogue, `page.${kind}`)}`.slice(0, NAME_LENGTH_MAX);
  if (meant === 'yes') await addSources(path, sourcesOf(found, about, nameOf));
  return 'done';
}

function watched(url: string, about: string, page: string): NewSource {
  return { collector: 'watched-page', url, name: `${about}, ${page}`.slice(0, NAME_LENGTH_MAX), about };
}

async function explored(setUp: SetUp, site: string, host: string): Promise<SiteFound | null> {
  const { asking, catalogue } = setUp;
  const web = setUp.web();
  if (!web) return null;
  asking?.tell(say(catalogue, 'init.rivalLooking', { site: host }));
  try {
    const found = await exploreSite(web, site);
    for (const page of found.refused)
      asking?.tell(
        say(catalogue, 'init.pageRefused', { site: host, page: say(catalogue, `page.${page.kind}`) }),
      );
    return found;
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    const key = error.code === 'SourceBlocked' ? 'init.siteRefused' : 'init.siteFailed';
    asking?.tell(say(catalogue, key, { site: host }));
    return error.code === 'SourceBlocked'
      ? { home: site, title: '', pages: [], refused: [], feeds: [] }
      : null;
  }
}

/** `Ouvertures du Golfe | Fenêtres à Vannes` → `Ouvertures du Golfe`. Null: stopped. */
async function nameOfSite(setUp: SetUp, host: string, found: SiteFound | null): Promise<string | null> {
  const title = cleanLine(found?.title ?? '', NAME_LENGTH_MAX);
  const parts = title.split(/\s+[|·–—-]\s+|\s:\s/).filter(part => part.length > 2);
  const folded = slug(host.split('.')[0] ?? '').replaceAll('-', '');
  const proposed = parts.find(part => slug(part).replaceAll('-', '').includes(folded)) ?? parts[0] ?? host;
  if (!setUp.asking) return proposed;
  const question = say(setUp.catalogue, 'init.rivalName', { site: host, name: proposed });
  const answer = await setUp.asking.ask(question);
  return answer === null ? null : (answer || proposed).slice(0, NAME_LENGTH_MAX);
}
