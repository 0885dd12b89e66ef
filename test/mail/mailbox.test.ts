import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MailSession, openMailbox } from '../../src/platform/mailbox.ts';
import { type ImapServer, imapServer } from '../servers/imap-server.ts';

const NOW = Date.parse('2026-11-22T07:00:00Z');
const USER = 'yves@kerlann.example';
const GOOGLE = 'businessprofile-noreply@google.com';
const SENDERS = [GOOGLE, '@booking.com'];

let server: ImapServer;
/** No session of a test takes as long on the slowest machine. */
const patience = () => AbortSignal.timeout(90_000);
const open: MailSession[] = [];

beforeEach(async () => {
  server = await imapServer(USER, 'sésame "7\\');
});
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
  await server.close();
});

async function session(given: { password?: string; signal?: AbortSignal } = {}): Promise<MailSession> {
  const { password = 'sésame "7\\', signal = patience() } = given;
  const opened = await openMailbox({
    mailbox: { address: USER, imap: 'imap://imap.kerlann.example:143' },
    password,
    network: { allowPrivate: [], connectTo: { 'imap.kerlann.example': server.at } },
    signal,
  });
  open.push(opened);
  return opened;
}

const mail = (from: string, subject: string, body = 'Bonjour.') =>
  `From: ${from}\r\nSubject: ${subject}\r\nMessage-ID: <${subject.length}.${body.length}@x.example>\r\n\r\n${body}\r\n`;

const question = (after: { uid: number; validity: string } | null = null) => ({
  folder: 'INBOX',
  senders: SENDERS,
  after,
  now: NOW,
});
const recent = { receivedAt: new Date(NOW - 86_400_000) };

describe('the mailbox, on a real IMAP server', () => {
  it('opens the listed senders’ mails only, and marks nothing read', async () => {
    server.add(mail('Marie <marie@orange.example>', 'Privé'), recent);
    const one = server.add(mail(`Google <${GOOGLE}>`, 'Un avis'), recent);
    server.add(mail('"businessprofile-noreply@google.com" <x@evil.example>', 'Leurre'), recent);
    const two = server.add(mail('Booking.com <noreply@mail.booking.com>', 'Commentaire'), recent);
    server.add(mail('x@notbooking.com', 'Autre'), recent);
    const found = await (await session()).fetchNew(question());
    expect(found.messages.map(({ uid }) => uid)).toEqual([one, two]);
    expect(server.opened).toEqual([one, two]);
    expect(server.folders.get('INBOX')!.messages.flatMap(({ flags }) => [...flags])).toEqual([]);
    expect(Buffer.from(found.messages[0]!.raw).toString()).toContain('Subject: Un avis');
    expect(found).toMatchObject({ validity: '1700000001', nextUid: 6 });
    expect(server.commands.filter(line => /^(EXAMINE|SELECT)/.test(line))).toEqual(['EXAMINE INBOX']);
  });

  it('goes on where it stopped, and starts again in a folder that was made anew', async () => {
    server.add(mail(GOOGLE, 'Ancien'), recent);
    const mailbox = await session();
    const first = await mailbox.fetchNew(question());
    const after = { uid: first.nextUid, validity: first.validity };
    expect((await mailbox.fetchNew(question(after))).messages).toEqual([]);
    const late = server.add(mail(GOOGLE, 'Nouveau'), recent);
    expect((await mailbox.fetchNew(question(after))).messages.map(({ uid }) => uid)).toEqual([late]);
    server.folders.get('INBOX')!.validity += 1;
    const anew = await (await session()).fetchNew(question(after));
    expect(anew.messages).toHaveLength(2);
    expect(anew.validity).toBe('1700000002');
  });

  it('looks back a quarter at first, and no further', async () => {
    server.add(mail(GOOGLE, 'Vieux'), { receivedAt: new Date(NOW - 120 * 86_400_000) });
    const kept = server.add(mail(GOOGLE, 'Récent'), recent);
    const found = await (await session()).fetchNew(question());
    expect(found.messages.map(({ uid }) => uid)).toEqual([kept]);
  });

  it('keeps a pass within its messages and bytes, and the next one goes on', async () => {
    const uids = Array.from({ length: 5 }, (_, n) =>
      server.add(mail(GOOGLE, `Avis ${n}`, 'x'.repeat(4_000)), recent),
    );
    const mailbox = await session();
    const byCount = await mailbox.fetchNew({ ...question(), messagesMax: 2 });
    expect(byCount.messages.map(({ uid }) => uid)).toEqual(uids.slice(0, 2));
    const after = { uid: byCount.nextUid, validity: byCount.validity };
    const byBytes = await mailbox.fetchNew({ ...question(after), bytesMax: 9_000 });
    expect(byBytes.messages.map(({ uid }) => uid)).toEqual(uids.slice(2, 4));
    const rest = await mailbox.fetchNew(question({ uid: byBytes.nextUid, validity: byBytes.validity }));
    expect(rest.messages.map(({ uid }) => uid)).toEqual(uids.slice(4));
    expect(server.opened).toEqual(uids);
  });

  it('cuts a message of 30 MB at one', async () => {
    server.add(
      Buffer.concat([Buffer.from(mail(GOOGLE, 'Bombe')), Buffer.alloc(30 * 1_048_576, 'A')]),
      recent,
    );
    const found = await (await session()).fetchNew(question());
    expect(found.messages.map(({ raw }) => raw.length)).toEqual([1_048_576]);
  });

  it('says in its own words that a password is refused, and never repeats it', async () => {
    const refused = await session({ password: 'tres-secret' }).catch(error => error);
    expect(refused).toMatchObject({ code: 'MailboxRefused', disposition: 'pause-source' });
    expect(refused.params.provider).toBe('kerlann.example');
    expect(JSON.stringify({ ...refused, message: refused.message, stack: refused.stack })).not.toContain(
      'tres-secret',
    );
  });

  it('survives a connection cut in the middle of a message', async () => {
    server.add(mail(GOOGLE, 'Un', 'x'.repeat(50_000)), recent);
    server.faults.dropInBody = 1;
    const cut = await (await session()).fetchNew(question()).catch(error => error);
    expect(cut).toMatchObject({ code: 'SourceUnreachable', disposition: 'retry' });
    expect((await (await session()).fetchNew(question())).messages).toHaveLength(1);
  });

  it('ends at the deadline with a server that says nothing', async () => {
    server.faults.silent = true;
    const late = await session({ signal: AbortSignal.timeout(300) })
      .then(mailbox => mailbox.fetchNew(question()))
      .catch(error => error);
    expect(late).toMatchObject({ code: 'SourceUnreachable', params: { reason: 'timeout' } });
  });

  it('refuses private addresses and plain speech that the settings do not name', async () => {
    const opening = {
      mailbox: { address: USER, imap: `imap://${server.at}` },
      password: 'x',
      signal: patience(),
    };
    const blind = { allowPrivate: [], connectTo: {} };
    await expect(openMailbox({ ...opening, network: blind })).rejects.toMatchObject({ code: 'SourceUnsafe' });
    const named = {
      mailbox: { address: USER, imap: 'imap://localhost:143' },
      password: 'x',
      signal: opening.signal,
    };
    await expect(openMailbox({ ...named, network: blind })).rejects.toMatchObject({ code: 'SourceUnsafe' });
    expect(server.connections()).toBe(0);
  });

  it('appends once, whatever happens between the server and its answer', async () => {
    const raw = Buffer.from(mail(USER, 'Lettre'));
    server.faults.dropAfterAppend = true;
    await expect((await session()).append('INBOX', raw, '<6.8@x.example>')).rejects.toMatchObject({
      code: 'SourceUnreachable',
    });
    server.faults.dropAfterAppend = false;
    expect(await (await session()).append('INBOX', raw, '<6.8@x.example>')).toBe(false);
    expect(server.folders.get('INBOX')!.messages).toHaveLength(1);
  });

  it('hears of new mail while it waits, also after the server hung up', async () => {
    const mailbox = await session();
    let heard = 0;
    const told: (() => void)[] = [];
    const idling = mailbox.idle('INBOX', () => {
      heard += 1;
      for (const tell of told.splice(0)) tell();
    });
    const next = () => new Promise<void>(done => told.push(done));
    await until(() => server.commands.includes('IDLE'));
    const first = next();
    server.add(mail(GOOGLE, 'Un'), recent);
    await first;
    const before = server.commands.length;
    const missed = next();
    server.hangUp();
    await missed;
    await until(() => server.commands.slice(before).includes('IDLE'));
    const second = next();
    server.add(mail(GOOGLE, 'Deux'), recent);
    await second;
    expect(heard).toBe(3);
    await mailbox.close();
    await idling;
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(done => setTimeout(done, 10));
}
