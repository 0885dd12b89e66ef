import { slug } from '../../../domain/brand.ts';
import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import { nearest } from '../../../domain/settings/problem.ts';
import { loadPack, tradeIds } from '../../../platform/data-files.ts';
import { tradeOfActivity } from '../../discovering/activities.ts';
import { REGISTER, type RegisterEntry, searchRegister, sirenIn } from '../../discovering/register.ts';
import { writeFirstSettings } from '../first-settings.ts';
import { askYesNo, givenText, joined, type SetUp, type Step, type StepEnd, TRIES_MAX } from '../step.ts';
import { ANY_TRADE, chosenTrade, type TradeChoice, tradeChoices } from '../trade-choice.ts';

/** Candidates shown: the first of the register's list is hers, or none is. */
const CANDIDATES_MAX = 3;

/** Name, town, trade: the three that no one may pass, and her entry in the register. Then the settings stand. */
export const firmStep: Step = {
  id: 'firm',
  async run(setUp) {
    const { draft, path, catalogue } = setUp;
    const choices = tradeChoices(tradeIds().map(loadPack), catalogue.language);
    for (const question of [askName, askTown, askRegister]) {
      if ((await question(setUp)) === 'stopped') return 'stopped';
    }
    const isTradeKnown = draft.answers.trade !== undefined && givenText(setUp, 'trade') === null;
    if (!isTradeKnown && (await askTrade(setUp, choices)) === 'stopped') return 'stopped';
    const { name = '', town = '', trade = '', siren, address, exclude = [] } = draft.answers;
    const { letter } = loadPack(trade);
    await writeFirstSettings(path, catalogue.language, {
      name,
      town,
      trade,
      letter,
      siren,
      address,
      exclude,
      timezone: machineZone(),
    });
    return 'done';
  },
};

/** Where the machine says that it is; one that only keeps UTC says nothing of its owner. */
function machineZone(): string | undefined {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return /^(?:UTC|Etc\/|GMT)/.test(timeZone) ? undefined : timeZone;
}

async function askName(setUp: SetUp): Promise<StepEnd> {
  const { draft, catalogue } = setUp;
  if (draft.answers.name !== undefined) return 'done';
  const given = givenText(setUp, 'name');
  const siren = sirenIn(givenText(setUp, 'siren') ?? '');
  if (givenText(setUp, 'siren') !== null && siren === null)
    throw new VigieError('UsageInvalid', {
      word: `--siren ${givenText(setUp, 'siren')}`,
      mend: '--siren 123456782',
    });
  if (siren !== null) await draft.note({ siren });
  if (given !== null) {
    await draft.note({ name: given });
    return 'done';
  }
  if (siren !== null && (await fillFromRegister(setUp, siren))) return 'done';
  const question = `${say(catalogue, 'init.name')}\n${say(catalogue, 'init.nameOrSiren')}`;
  const answer = await required(setUp, 'name', question, text => text || null);
  if (answer === null) return 'stopped';
  const number = sirenIn(answer);
  if (number === null) await draft.note({ name: answer });
  else if (!(await fillFromRegister(setUp, number))) {
    const name = await required(setUp, 'name', say(catalogue, 'init.name'), text => text || null);
    if (name === null) return 'stopped';
    await draft.note({ name, siren: number });
  }
  return 'done';
}

/** From a number: everything but the sign, which the register mostly does not know. */
async function fillFromRegister(setUp: SetUp, siren: string): Promise<boolean> {
  const { draft, asking, catalogue } = setUp;
  const entry = (await registerEntries(setUp, siren, '')).find(found => found.siren === siren);
  if (!entry) return false;
  const own = asking ? await asking.ask(say(catalogue, 'init.registerName', { name: entry.name })) : '';
  if (own === null) return false;
  await noteEntry(setUp, entry);
  await draft.note({ name: own || entry.name, ...(entry.town === '' ? {} : { town: entry.town }) });
  return true;
}

async function askTown(setUp: SetUp): Promise<StepEnd> {
  const { draft, catalogue } = setUp;
  const given = givenText(setUp, 'town');
  const town =
    given ??
    draft.answers.town ??
    (await required(setUp, 'town', say(catalogue, 'init.town'), text => text || null));
  if (town === null) return 'stopped';
  await draft.note({ town });
  return 'done';
}

/** "Est-ce bien vous ?" on the register's own entries; those of the same name elsewhere are other firms. */
async function askRegister(setUp: SetUp): Promise<StepEnd> {
  const { draft, asking, catalogue, invocation } = setUp;
  const { name = '', town = '', siren } = draft.answers;
  if (!asking || siren !== undefined || invocation.values['offline'] === true) return 'done';
  asking.tell(say(catalogue, 'init.registerAsked'));
  const entries = await registerEntries(setUp, name, town);
  const others: RegisterEntry[] = [];
  let mine: RegisterEntry | null = null;
  for (const entry of entries.slice(0, CANDIDATES_MAX)) {
    const { address } = entry;
    const trade = tradeName(setUp, entry) ?? entry.activity;
    const question = say(catalogue, 'init.isYou', { name: entry.name, address, trade });
    const meant = await askYesNo(setUp, question, 'unsure');
    if (meant === null) return 'stopped';
    if (meant === 'no') others.push(entry);
    if (meant !== 'yes') continue;
    mine = entry;
    break;
  }
  if (mine) await noteEntry(setUp, mine);
  // Once she is known, every other firm of exactly that name is another one, asked about or not.
  const namesakes = mine ? entries.filter(entry => entry !== mine && slug(entry.name) === slug(name)) : [];
  const towns = [...new Set([...others, ...namesakes].map(entry => entry.town))];
  const apart = towns.filter(other => other !== '' && slug(other) !== slug(town));
  if (apart.length > 0) {
    await draft.note({ exclude: apart });
    asking.tell(say(catalogue, 'init.sameName', { towns: joined(setUp, apart) }));
  }
  return 'done';
}

async function registerEntries(setUp: SetUp, query: string, town: string): Promise<readonly RegisterEntry[]> {
  const { asking, catalogue } = setUp;
  const web = setUp.web();
  if (!web) return [];
  try {
    return await searchRegister(web, query, town, givenText(setUp, 'register') ?? REGISTER);
  } catch {
    // No network, a register under repair: nothing that should stop a set-up.
    asking?.tell(say(catalogue, 'init.registerSilent'));
    return [];
  }
}

async function noteEntry(
  { draft }: SetUp,
  { siren, address, department, activity }: RegisterEntry,
): Promise<void> {
  const trade = tradeOfActivity(activity);
  await draft.note({
    siren,
    ...(address === '' ? {} : { address }),
    ...(department === '' ? {} : { department }),
    ...(trade === null ? {} : { trade }),
  });
}

function tradeName({ catalogue }: SetUp, { activity }: RegisterEntry): string | null {
  const trade = tradeOfActivity(activity);
  return trade === null ? null : loadPack(trade).name[catalogue.language];
}

async function askTrade(setUp: SetUp, choices: readonly TradeChoice[]): Promise<StepEnd> {
  const { asking, catalogue, draft } = setUp;
  const list = choices.map(({ name }, index) => `${String(index + 1).padStart(3)}  ${name}`).join('\n');
  const question = say(catalogue, 'init.trade', { trades: list });
  const given = givenText(setUp, 'trade');
  if (given !== null || !asking) {
    const trade = await required(setUp, 'trade', question, text => chosenTrade(text, choices));
    if (trade === null) return 'stopped';
    await draft.note({ trade });
    return 'done';
  }
  let trade: string | null = null;
  let asked = question;
  for (let tries = 0; trade === null && tries < TRIES_MAX; tries += 1) {
    const answer = await asking.ask(asked);
    if (answer === null) return 'stopped';
    trade = chosenTrade(answer, choices);
    if (answer !== '') asked = say(catalogue, 'init.tradeUnknown', { word: answer, n: choices.length });
  }
  // Whoever finds no word for it has another one.
  await draft.note({ trade: trade ?? ANY_TRADE });
  return 'done';
}

/** From the flag, else asked until it is understood. Null: stopped. @throws VigieError UsageInvalid */
async function required(
  setUp: SetUp,
  name: 'name' | 'town' | 'trade',
  question: string,
  understood: (answer: string) => string | null,
): Promise<string | null> {
  const { asking, catalogue } = setUp;
  const given = givenText(setUp, name);
  if (given !== null) {
    const value = understood(given);
    if (value !== null) return value;
    const mend = name === 'trade' ? nearest(given, tradeIds()) || 'general' : 'vigie init --help';
    throw new VigieError('UsageInvalid', { word: `--${name} ${given}`, mend });
  }
  for (let tries = 0; asking && tries < TRIES_MAX; tries += 1) {
    const answer = await asking.ask(question);
    if (answer === null) return null;
    const value = understood(answer);
    if (value !== null) return value;
    asking.tell(say(catalogue, 'init.again'));
  }
  if (asking) return null;
  throw new VigieError('UsageInvalid', { word: `--${name}`, mend: 'vigie init --help' });
}
