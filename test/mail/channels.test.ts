import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/channel.ts';
import { channel as email } from '../../src/platform/channels/email.ts';
import { channel as inbox } from '../../src/platform/channels/inbox.ts';
import { messageIdOf, stopSubject } from '../../src/platform/mail-message.ts';
import { hostileStrings } from '../dashboards/hostile.ts';
import { imapServer } from '../servers/imap-server.ts';
import { MESSAGE, seal, sending } from './sent-message.ts';

const HOSTILE = hostileStrings() ?? [];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

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
});
