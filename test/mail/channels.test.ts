import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { openSending } from '../../src/app/delivering/sending.ts';
import type { Channel, Message, Sending } from '../../src/domain/channel.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { channel as email } from '../../src/platform/channels/email.ts';
import { channel as inbox } from '../../src/platform/channels/inbox.ts';
import { channel as ntfy } from '../../src/platform/channels/ntfy.ts';
import { channel as webhook } from '../../src/platform/channels/webhook.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { notificationOf } from '../../src/platform/desktop-notification.ts';
import { sealWith } from '../../src/platform/letter-key.ts';
import { messageIdOf, stopSubject } from '../../src/platform/mail-message.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { localServer, redirect } from '../net/local-server.ts';
import { imapServer } from '../servers/imap-server.ts';

const corpora = process.env.VIGIE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora');
const stringsFile = join(corpora, 'hostile/strings.mjs');
type Hostile = { readonly title: string; readonly s: string };
const HOSTILE: readonly Hostile[] = existsSync(stringsFile)
  ? ((await import(pathToFileURL(stringsFile).href)) as { STRINGS: Hostile[] }).STRINGS
  : [];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const MESSAGE: Message = {
  kind: 'alert',
  subject: 'Un avis à 1 étoile sur Google',
  summary: 'Marie D. parle d’un retard de huit semaines.',
  text: 'Bonjour,\n\nMarie D. : « Huit semaines de retard. »',
  html: '<p>Bonjour,</p>',
  link: 'https://example.org/avis/1',
  replyTo: 'yves@kerlann.example',
};

const seal = sealWith(new Uint8Array(32));

function sending(given: Partial<Sending> = {}): Sending {
  return {
    secret: async () => null,
    seal,
    post: async () => ({ status: 500, text: '' }),
    mailbox: null,
    network: { allowPrivate: [], connectTo: {} },
    signal: AbortSignal.timeout(90_000),
    ...given,
  };
}

type Taken = { readonly from: string; readonly to: readonly string[]; readonly raw: string };

async function smtp(
  options: SMTPServerOptions = {},
): Promise<{ at: string; taken: Taken[]; server: SMTPServer }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        taken.push({
          from,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        callback(null);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  closing.push(() => new Promise(done => server.close(() => done())));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { at: `127.0.0.1:${port}`, taken, server };
}

const to = 'yves@kerlann.example';
const viaName = (at: string) =>
  sending({ network: { allowPrivate: [], connectTo: { 'smtp.kerlann.example': at } } });
const SMTP = { to, smtp: 'smtp://smtp.kerlann.example:25' };
const failing = (code: number) => ({
  onData: (stream: NodeJS.ReadableStream, _session: unknown, callback: (error: Error) => void) => {
    stream.resume();
    stream.on('end', () => callback(Object.assign(new Error('no'), { responseCode: code })));
  },
});

describe('the mail channel, on a real SMTP server', () => {
  it('sends text and HTML with the key’s own Message-ID, the same at each try', async () => {
    const { at, taken } = await smtp();
    await email.send(MESSAGE, 'incident-7', SMTP, viaName(at));
    const receipt = await email.send(MESSAGE, 'incident-7', SMTP, viaName(at));
    const [one, other] = await Promise.all(taken.map(({ raw }) => PostalMime.parse(raw)));
    expect(one?.messageId).toBe(other?.messageId);
    expect(receipt.id).toBe(one?.messageId);
    expect(one).toMatchObject({ subject: MESSAGE.subject, from: { name: 'Vigie' } });
    expect(one?.text?.trim()).toBe(MESSAGE.text);
    expect(one?.html).toContain('<p>Bonjour,</p>');
    const header = (name: string) => one?.headers.find(({ key }) => key === name)?.value;
    expect(header('list-unsubscribe')).toBe(
      `<mailto:yves@kerlann.example?subject=${encodeURIComponent(stopSubject(seal, to))}>`,
    );
    expect(one?.replyTo).toEqual([{ name: '', address: to }]);
    expect(taken[0]).toMatchObject({ to: [to] });
  });

  it('signs in with its own password, else the mailbox’s', async () => {
    const seen: string[] = [];
    const { at } = await smtp({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        seen.push(`${username} ${password}`);
        done(null, { user: username });
      },
    });
    const known = (secrets: Record<string, string>) => ({
      ...viaName(at),
      secret: async (id: string) => secrets[id] ?? null,
    });
    await email.send(MESSAGE, 'k', SMTP, known({ mailbox: 'boîte' }));
    await email.send(MESSAGE, 'k', { ...SMTP, user: 'yves' }, known({ mailbox: 'boîte', smtp: 'envoi' }));
    expect(seen).toEqual([`${to} boîte`, 'yves envoi']);
  });

  it.each([
    [451, 'DeliveryFailed'],
    [550, 'DeliveryRefused'],
  ])('tells %i as %s', async (code, name) => {
    const { at } = await smtp(failing(code));
    await expect(email.send(MESSAGE, 'k', SMTP, viaName(at))).rejects.toMatchObject({
      code: name,
      params: { status: code },
    });
  });

  it('tells a refused password without it', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => done(new Error('no'));
    const { at } = await smtp({ authOptional: false, onAuth });
    const given = { ...viaName(at), secret: async () => 'tres-secret' };
    const error = await email.send(MESSAGE, 'k', SMTP, given).catch(refused => refused);
    expect(error).toMatchObject({
      code: 'DeliveryRefused',
      params: { provider: 'kerlann.example', reason: 'password' },
    });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('tres-secret');
  });

  it('does not know, and says so, when the server hangs behind the text', async () => {
    const patience = new AbortController();
    const { at } = await smtp({ onData: stream => void stream.once('end', () => patience.abort()).resume() });
    const { signal } = patience;
    await expect(email.send(MESSAGE, 'k', SMTP, { ...viaName(at), signal })).rejects.toMatchObject({
      code: 'DeliveryFailed',
      params: { ambiguous: 1 },
    });
  });

  it('dials no private address that the settings do not name, and speaks no plain words to a stranger', async () => {
    const { at, taken } = await smtp();
    await expect(email.send(MESSAGE, 'k', { to, smtp: `smtp://${at}` }, sending())).rejects.toMatchObject({
      code: 'DeliveryRefused',
    });
    const allowed = sending({ network: { allowPrivate: [at], connectTo: {} } });
    await email.send(MESSAGE, 'k', { to, smtp: `smtp://${at}` }, allowed);
    expect(taken).toHaveLength(1);
  });

  it('is down: a later try may work', async () => {
    const { at, server } = await smtp();
    await new Promise<void>(done => server.close(() => done()));
    await expect(email.send(MESSAGE, 'k', SMTP, viaName(at))).rejects.toMatchObject({
      code: 'DeliveryFailed',
    });
  });
});

describe('her own inbox, on a real IMAP server', () => {
  it('puts the message there once, however often it is tried', async () => {
    const server = await imapServer(to, 'boîte');
    closing.push(() => server.close());
    const given = sending({
      secret: async () => 'boîte',
      mailbox: { address: to, imap: 'imap://imap.kerlann.example:143', user: to },
      network: { allowPrivate: [], connectTo: { 'imap.kerlann.example': server.at } },
    });
    await inbox.send(MESSAGE, 'letter-2026-47', {}, given);
    const again = await inbox.send(MESSAGE, 'letter-2026-47', {}, given);
    const { messages } = server.folders.get('INBOX')!;
    expect(messages).toHaveLength(1);
    expect(again.said).toBe('already there');
    const mail = await PostalMime.parse(messages[0]!.raw);
    expect(mail).toMatchObject({ subject: MESSAGE.subject, messageId: again.id });
    server.faults.dropAfterAppend = true;
    await expect(inbox.send(MESSAGE, 'other', {}, given)).rejects.toMatchObject({ code: 'DeliveryFailed' });
    server.faults.dropAfterAppend = false;
    await inbox.send(MESSAGE, 'other', {}, given);
    expect(messages).toHaveLength(2);
    const refused = { ...given, secret: async () => 'faux' };
    await expect(inbox.send(MESSAGE, 'x', {}, refused)).rejects.toMatchObject({ code: 'DeliveryRefused' });
    await expect(inbox.send(MESSAGE, 'x', {}, sending())).rejects.toMatchObject({ code: 'DeliveryRefused' });
  });
});

type Posted = Parameters<Sending['post']>[0];

async function posted<S>(
  channel: Channel<S>,
  message: Message,
  options: S,
  secret: string | null = null,
): Promise<Posted> {
  let seen: Posted | undefined;
  const post: Sending['post'] = async request => {
    seen = request;
    return { status: 200, text: 'ok' };
  };
  await channel.send(
    message,
    'clé-1'.normalize('NFC'),
    options,
    sending({ post, secret: async () => secret }),
  );
  return seen!;
}

describe('ntfy and webhook', () => {
  const HOOK = 'https://hooks.example/T1/B2';

  it('carry the message as JSON, with key and token', async () => {
    const told = await posted(ntfy, MESSAGE, { topic: 'kerlann-7f3a' }, 'tk_1');
    expect(told).toMatchObject({
      url: 'https://ntfy.sh/',
      headers: { authorization: 'Bearer tk_1', 'idempotency-key': 'clé-1' },
    });
    expect(JSON.parse(told.body)).toMatchObject({
      topic: 'kerlann-7f3a',
      title: MESSAGE.subject,
      click: MESSAGE.link,
    });
    const generic = JSON.parse((await posted(webhook, MESSAGE, { url: HOOK })).body);
    expect(generic).toEqual({
      key: 'clé-1',
      kind: 'alert',
      subject: MESSAGE.subject,
      summary: MESSAGE.summary,
      text: MESSAGE.text,
      link: MESSAGE.link,
    });
  });

  it.each([
    [429, 'DeliveryFailed'],
    [500, 'DeliveryFailed'],
    [302, 'DeliveryFailed'],
    [401, 'DeliveryRefused'],
    [404, 'DeliveryRefused'],
  ])('tell %i as %s, with the host and never the address', async (status, code) => {
    const given = sending({ post: async () => ({ status, text: 'https://hooks.example/T1/B2' }) });
    const error = await webhook.send(MESSAGE, 'k', { url: HOOK }, given).catch(failed => failed);
    expect(error).toMatchObject({ code, params: { provider: 'hooks.example', status } });
    expect(JSON.stringify(error)).not.toContain('B2');
  });
});

describe('a webhook through the one door', () => {
  it('is posted once, and a redirect is no receipt', async () => {
    const bodies: string[] = [];
    const server = await localServer({
      '/hook': (request, response) => {
        request.setEncoding('utf8').on('data', (part: string) => bodies.push(part));
        request.on('end', () => response.end('ok'));
      },
      '/moved': redirect(302, '/hook'),
    });
    closing.push(() => server.close());
    const store = await openStore({ dataDir: ':memory:' });
    closing.push(() => store.close());
    const settings = settingsSchema.parse({
      firm: { name: 'Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
      network: { connectTo: { 'hooks.example': server.at } },
    });
    const opened = await openSending({ store, settings, settingsDir: '.', clock: systemClock });
    closing.push(() => opened.close());
    const given = opened.sending(AbortSignal.timeout(90_000));
    const receipt = await webhook.send(MESSAGE, 'k-9', { url: 'http://hooks.example/hook' }, given);
    expect(receipt.said).toBe('HTTP 200');
    expect(JSON.parse(bodies.join(''))).toMatchObject({ key: 'k-9', subject: MESSAGE.subject });
    expect(server.seen[0]?.headers).toMatchObject({
      'idempotency-key': 'k-9',
      'content-type': 'application/json',
    });
    const moved = webhook.send(MESSAGE, 'k-9', { url: 'http://hooks.example/moved' }, given);
    await expect(moved).rejects.toMatchObject({ code: 'DeliveryRefused' });
    expect(server.seen.map(({ path }) => path)).toEqual(['/hook', '/moved']);
    const near = webhook.send(MESSAGE, 'k', { url: `http://${server.at}/hook` }, given);
    await expect(near).rejects.toMatchObject({ code: 'DeliveryRefused' });
  });
});

describe.skipIf(HOSTILE.length === 0)('hostile words on the way out (skipped: corpora not found)', () => {
  const hostile = (s: string): Message => ({ ...MESSAGE, subject: s, summary: s, text: s, link: null });

  it('add no header, no recipient and no part to a mail', async () => {
    const { at, taken } = await smtp();
    const all = [{ title: 'plain', s: MESSAGE.subject }, ...HOSTILE];
    await Promise.all(
      all.map(({ title, s }) => email.send(hostile(s.slice(0, 2_000)), title, SMTP, viaName(at))),
    );
    const mails = await Promise.all(taken.map(({ raw }) => PostalMime.parse(raw)));
    const ids = all.map(({ title }) => messageIdOf(seal, title, to));
    expect(mails.map(({ messageId }) => messageId).sort()).toEqual(ids.sort());
    const expected = mails.find(({ messageId }) => messageId === messageIdOf(seal, 'plain', to))!.headers;
    for (const mail of mails) {
      const names = mail.headers.map(({ key }) => key).sort();
      expect(names, mail.messageId).toEqual(expected.map(({ key }) => key).sort());
      expect(mail.subject ?? '').not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(mail.attachments, mail.messageId).toEqual([]);
    }
    for (const { from, to: recipients } of taken) expect([from, ...recipients]).toEqual([to, to]);
  });

  it('call nobody, link nothing and load nothing in Slack’s form', async () => {
    for (const { title, s } of HOSTILE) {
      const { body } = await posted(webhook, hostile(s), { url: 'https://hooks.example/x', form: 'slack' });
      const { text } = JSON.parse(body) as { text: string };
      expect(text, title).not.toMatch(/[<>]|@(?:everyone|channel|here)|\]\(/);
      expect(text, title).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(body.isWellFormed(), title).toBe(true);
      expect(text.length, title).toBeLessThan(16_000);
    }
  });

  it('stay words in ntfy and in the generic form', async () => {
    for (const { title, s } of HOSTILE) {
      const told = await posted(ntfy, hostile(s), { topic: 't' });
      expect(Object.keys(told.headers).sort(), title).toEqual(['content-type', 'idempotency-key']);
      const { title: subject, message } = JSON.parse(told.body) as { title: string; message: string };
      for (const text of [subject, message])
        expect(text, title).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(Object.keys(JSON.parse(told.body)).sort(), title).toEqual([
        'message',
        'priority',
        'title',
        'topic',
      ]);
      const generic = JSON.parse(
        (await posted(webhook, hostile(s), { url: 'https://hooks.example/x' })).body,
      );
      expect(Object.keys(generic), title).toEqual(['key', 'kind', 'subject', 'summary', 'text', 'link']);
    }
  });

  it('are arguments or environment of the desktop’s program, never its script', () => {
    for (const { title, s } of HOSTILE) {
      const linux = notificationOf('linux', hostile(s));
      expect(linux.args.slice(0, 2), title).toEqual(['--app-name=Vigie', '--']);
      expect(linux.args, title).toHaveLength(4);
      expect(linux.args[3], title).not.toMatch(/[<>]/);
      const apple = notificationOf('darwin', hostile(s));
      expect(apple.args.slice(0, 7), title).toEqual(notificationOf('darwin', MESSAGE).args.slice(0, 7));
      expect(apple.args, title).toHaveLength(9);
      const windows = notificationOf('win32', hostile(s));
      expect(windows.args, title).toEqual(notificationOf('win32', MESSAGE).args);
      for (const text of [...linux.args, ...apple.args.slice(7), ...Object.values(windows.env)])
        expect(text, title).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  });
});
