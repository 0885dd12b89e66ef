import { resolveMx } from 'node:dns/promises';
import type { Mentions } from '../../../../queries/mentions.ts';
import { FIRM } from '../../../domain/brand.ts';
import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import { type MailProvider, providerOfAddress, providerOfMx } from '../../../domain/mail-providers.ts';
import { MAIL_SENDERS, type MailSender } from '../../../domain/mail-senders.ts';
import { configuredSource } from '../../../domain/settings/source.ts';
import { forTerminal } from '../../../domain/words.ts';
import { loadPack } from '../../../platform/data-files.ts';
import { openMailbox } from '../../../platform/mailbox.ts';
import { openSecrets } from '../../../platform/secrets.ts';
import { loadSettings } from '../../../platform/settings-file.ts';
import { openInvokedHouse } from '../../host/open-house.ts';
import { latestLines } from '../../importing/tell-imported.ts';
import { wordError } from '../../wording.ts';
import { addSources, setChannel, setMailbox } from '../edit-settings.ts';
import { askYesNo, givenText, joined, type SetUp, type Step, type StepEnd } from '../step.ts';

/** She waits: a mail server that takes longer is tried again later. */
const SIGN_IN_MS_MAX = 15_000;
const PASSWORD_TRIES_MAX = 3;
const MX_ASKED_MS_MAX = 3_000;
/** Years of notices: what has not come by then comes with the next reading. */
const READING_MS_MAX = 25_000;
/** Some of the newest are looked at: one that came by mail is among them, or none is new. */
const LATEST_LOOKED_AT = 100;

/** The notices of review sites, straight from her mailbox; the same password puts the letter into it. */
export const mailboxStep: Step = {
  id: 'mailbox',
  async run(setUp) {
    const { asking, catalogue, path, draft } = setUp;
    const given = givenText(setUp, 'mailbox');
    const address = given ?? draft.answers.mail ?? null;
    const password = setUp.invocation.io.env['VIGIE_SECRET_MAILBOX'] ?? null;
    if (address === null || (!asking && given === null)) return 'done';
    if (setUp.invocation.values['offline'] === true) return 'done';
    const settings = await loadSettings(path);
    const watched = sendersOf(settings.firm.trade);
    const senders = joined(
      setUp,
      watched.map(({ site }) => site),
    );
    const agreed =
      given === null && asking
        ? await askYesNo(
            setUp,
            `${say(catalogue, 'init.mailbox', { senders })}\n${say(catalogue, 'init.yesLater')}`,
            'no',
          )
        : 'yes';
    if (agreed === null) return 'stopped';
    if (agreed !== 'yes') {
      asking?.tell(say(catalogue, 'init.mailboxLater', { address }));
      return 'done';
    }
    const place = await placeOf(setUp, address);
    if (place === 'stopped') return 'stopped';
    if (place === null) return 'done';
    const end = await signIn(setUp, place, password);
    if (end !== 'ready') return end === 'stopped' ? 'stopped' : 'done';
    await setMailbox(path, { address: place.address, imap: place.imap });
    // The same password brings the letter: two channels would bring it twice.
    await setChannel(path, { channel: 'inbox' }, 'email');
    // A review is said to be on the site, whichever way it came; the list of sites tells two ways apart.
    const taken = new Set(settings.sources.map(({ name }) => name));
    const sources = watched.map(({ id, site }) => ({
      collector: 'mailbox',
      from: id,
      name: taken.has(site) ? `${site} (mail)` : site,
    }));
    await addSources(path, sources);
    asking?.tell(say(catalogue, 'init.mailboxReady', { address }));
    await readAtOnce(setUp);
    return 'done';
  },
};

/** The first reviews, while she looks on: a box that cannot be read now is read with everything else. */
async function readAtOnce({ asking, catalogue, invocation }: SetUp): Promise<void> {
  if (!asking) return;
  asking.tell(say(catalogue, 'init.mailboxReading'));
  const { house, settings } = await openInvokedHouse(invocation);
  try {
    const ids = settings.sources
      .filter(({ collector }) => collector === 'mailbox')
      .map(source => configuredSource(source).id);
    const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(READING_MS_MAX)]);
    const { sources } = await house.read(ids, undefined, signal);
    const error = sources.find(source => source.error !== null)?.error;
    const asked = { subject: FIRM, kind: 'review', limit: LATEST_LOOKED_AT };
    const { mentions } = await house.ask<Mentions>('mentions', asked);
    const latest = mentions.find(({ sourceId }) => ids.includes(sourceId));
    if (latest) {
      const lines = latestLines(catalogue, settings, latest, invocation.clock.now());
      asking.tell(forTerminal(lines.join('\n')));
    } else if (!error) asking.tell(say(catalogue, 'init.mailboxNone'));
    if (error) asking.tell(wordError(catalogue, new VigieError(error.code, error.params)));
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    asking.tell(wordError(catalogue, error));
  } finally {
    await house.close();
  }
}

/** Those of her trade's sites whose notices are known; where there is none, all that are. */
function sendersOf(trade: string): readonly MailSender[] {
  const names = new Set(loadPack(trade).sites.map(({ name }) => name));
  const ofTrade = MAIL_SENDERS.filter(({ site }) => names.has(site));
  return ofTrade.length > 0 ? ofTrade : MAIL_SENDERS;
}

type Place = { readonly address: string; readonly imap: string; readonly provider: string };

/** Null: it cannot be had this way, or she passed. */
async function placeOf(setUp: SetUp, address: string): Promise<Place | 'stopped' | null> {
  const { asking, catalogue } = setUp;
  const imap = givenText(setUp, 'imap');
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (imap !== null) return { address, imap, provider: domain };
  const provider = await providerOf(address, domain);
  if (provider?.signIn === 'browser') {
    asking?.tell(say(catalogue, 'init.mailboxBrowser', { provider: provider.name }));
    return null;
  }
  if (provider) {
    if (provider.signIn === 'app' && provider.prepare)
      asking?.tell(
        say(catalogue, 'init.mailboxPrepare', { provider: provider.name, address: provider.prepare }),
      );
    return { address, imap: provider.imap, provider: provider.name };
  }
  const host = await asking?.ask(say(catalogue, 'init.mailboxHost'));
  if (host === null) return 'stopped';
  if (host === undefined || host === '') return null;
  const url = /^imaps?:\/\//.test(host) ? host : `imaps://${host}:993`;
  return URL.canParse(url) ? { address, imap: url, provider: domain } : null;
}

async function providerOf(address: string, domain: string): Promise<MailProvider | null> {
  const known = providerOfAddress(address);
  if (known) return known;
  const late = new Promise<never[]>(resolve => setTimeout(resolve, MX_ASKED_MS_MAX, []).unref());
  const hosts = await Promise.race([resolveMx(domain).catch(() => []), late]);
  return providerOfMx(hosts.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange));
}

/** Tried before it is kept: a password that does not open the box is asked again. */
async function signIn(
  setUp: SetUp,
  { address, imap, provider }: Place,
  given: string | null,
): Promise<'ready' | 'passed' | StepEnd> {
  const { asking, catalogue, path, dataDir, invocation } = setUp;
  const { network } = await loadSettings(path);
  for (let tries = 0; tries < PASSWORD_TRIES_MAX; tries += 1) {
    const question = say(catalogue, 'init.mailboxPassword', { address, provider });
    const password = given ?? (await asking?.secret(question));
    if (password === null) return 'stopped';
    if (password === undefined || password === '') return 'passed';
    try {
      const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(SIGN_IN_MS_MAX)]);
      const session = await openMailbox({ mailbox: { address, imap }, password, network, signal });
      await session.close();
      await openSecrets({ dataDir, env: invocation.io.env }).save('mailbox', password);
      return 'ready';
    } catch (error) {
      if (!(error instanceof VigieError)) throw error;
      if (!asking || given !== null) throw error;
      asking.tell(
        wordError(catalogue, new VigieError(error.code, { provider, site: provider, ...error.params })),
      );
    }
  }
  return 'passed';
}
