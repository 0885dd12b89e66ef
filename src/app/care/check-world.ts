import { access, constants } from 'node:fs/promises';
import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { providerOfHost } from '../../domain/mail-providers.ts';
import { channels } from '../../generated/channels.ts';
import { openMailbox } from '../../platform/mailbox.ts';
import { browserPlaces } from '../../platform/net/browser-place.ts';
import { openSecrets } from '../../platform/secrets.ts';
import { autostartOf } from '../scheduling/autostart-of.ts';
import { wordError } from '../wording.ts';
import type { Finding, Patient } from './check.ts';

/** She waits: a server that takes longer is told as one that does not answer. */
const SIGN_IN_MS_MAX = 15_000;

export async function checkBrowser({ catalogue, invocation }: Patient): Promise<Finding> {
  for (const path of browserPlaces(invocation.io.env, process.platform)) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return { id: 'browser', state: 'ok', words: say(catalogue, 'care.browser.ok', { path }) };
  }
  return { id: 'browser', state: 'note', words: say(catalogue, 'care.browser.missing') };
}

export async function checkMailbox({ catalogue, settings, dataDir, invocation }: Patient): Promise<Finding> {
  const id = 'mailbox';
  const mailbox = settings?.mailbox;
  if (!settings || !mailbox) {
    const address = say(catalogue, 'care.someAddress');
    return { id, state: 'note', words: say(catalogue, 'care.mailbox.none', { address }) };
  }
  const { address } = mailbox;
  const password = await openSecrets({ dataDir, env: invocation.io.env }).get('mailbox');
  if (password === null)
    return { id, state: 'failed', words: say(catalogue, 'care.mailbox.noPassword', { address }) };
  const provider = providerOfHost(new URL(mailbox.imap).hostname)?.name ?? new URL(mailbox.imap).hostname;
  try {
    const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(SIGN_IN_MS_MAX)]);
    const session = await openMailbox({ mailbox, password, network: settings.network, signal });
    await session.close();
    return { id, state: 'ok', words: say(catalogue, 'care.mailbox.ok', { address }) };
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    const params = { provider, site: provider, ...error.params };
    return { id, state: 'failed', words: wordError(catalogue, new VigieError(error.code, params)) };
  }
}

/** Channels are not tried: a letter sent to see whether letters are sent is one letter too many. */
export async function checkSending({ catalogue, settings, dataDir, invocation }: Patient): Promise<Finding> {
  const id = 'sending';
  const language = catalogue.language;
  const secrets = openSecrets({ dataDir, env: invocation.io.env });
  const names: string[] = [];
  for (const channel of settings?.channels ?? []) {
    const load = Object.hasOwn(channels, channel.channel) ? channels[channel.channel] : undefined;
    if (!load) continue;
    const { title } = await load();
    const { to, smtp } = channel;
    if (channel.channel === 'email' && typeof smtp === 'string' && URL.canParse(smtp)) {
      const known = (await secrets.get('smtp')) ?? (await secrets.get('mailbox'));
      const { hostname } = new URL(smtp);
      const provider = providerOfHost(hostname)?.name;
      if (known === null && provider !== undefined) {
        const words = say(catalogue, 'care.sending.noPassword', { provider, address: String(to) });
        return { id, state: 'failed', words };
      }
    }
    names.push(title[language]);
  }
  if (names.length === 0) return { id, state: 'note', words: say(catalogue, 'care.sending.none') };
  return { id, state: 'ok', words: say(catalogue, 'care.sending.ok', { channels: names.join(', ') }) };
}

export async function checkAutostart({ catalogue, invocation }: Patient): Promise<Finding> {
  const id = 'autostart';
  const autostart = autostartOf(invocation);
  const { state } = await autostart.status();
  if (state === 'on') return { id, state: 'ok', words: say(catalogue, 'care.autostart.ok') };
  if (state !== 'broken') return { id, state: 'note', words: say(catalogue, `care.autostart.${state}`) };
  return {
    id,
    state: 'failed',
    words: say(catalogue, 'err.notScheduled'),
    async fix() {
      if ((await autostart.on()).state !== 'on')
        throw new VigieError('UsageInvalid', { word: 'autostart', mend: 'vigie autostart on' });
    },
  };
}
