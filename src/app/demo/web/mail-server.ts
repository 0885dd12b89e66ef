import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { Clock } from '../../../domain/time.ts';
import { type PlaceOf, writtenBy } from '../world.ts';

type Notice = PlaceOf<'mailbox'>['notices'][number];
/** A notice as the folder holds it: numbered from 1, oldest first. */
type Stored = { readonly uid: number; readonly notice: Notice; readonly from: string; readonly raw: Buffer };

export type DemoMail = {
  /** `127.0.0.1:port` */
  readonly address: string;
  close(): Promise<void>;
};

/** What every command of a longer line than this would be is not one of ours. */
const LINE_MAX = 65_536;

/**
 * The owner's mailbox as of the clock's time, on this machine alone: as much of IMAP4rev1 as reading new notices
 * takes. Whoever signs in is welcome.
 */
export async function serveMail(mailbox: PlaceOf<'mailbox'>, clock: Clock): Promise<DemoMail> {
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let waiting = '';
    socket.on('data', chunk => {
      waiting += chunk.toString('latin1');
      if (waiting.length > LINE_MAX) socket.destroy();
      const lines = waiting.split('\r\n');
      waiting = lines.pop() ?? '';
      for (const line of lines) answer(socket, line, received(mailbox, clock.now()));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What had come by `now`. */
function received({ sender, notices }: PlaceOf<'mailbox'>, now: string): Stored[] {
  return writtenBy(notices, now)
    .reverse()
    .map((notice, index) => ({ uid: index + 1, notice, from: sender, raw: message(sender, notice) }));
}

/** One line of the client: its tag, the command, and all that it says. */
function answer(socket: Socket, line: string, mails: readonly Stored[]): void {
  const [, tag = '*', command = ''] = /^(\S+) (?:UID )?(\S+)/i.exec(line) ?? [];
  const say = (text: string) => socket.write(`${text}\r\n`, 'latin1');
  switch (command.toUpperCase()) {
    case 'CAPABILITY':
      say('* CAPABILITY IMAP4rev1');
      break;
    case 'LIST':
      say('* LIST () "/" "INBOX"');
      break;
    case 'SELECT':
    case 'EXAMINE':
      say(`* ${mails.length} EXISTS`);
      say('* FLAGS (\\Seen)');
      say('* OK [UIDVALIDITY 1] valid');
      say(`* OK [UIDNEXT ${mails.length + 1}] next`);
      break;
    case 'SEARCH':
      say(`* SEARCH${found(line, mails)}`);
      break;
    case 'FETCH':
      for (const mail of asked(line, mails)) sendMail(socket, mail, line.includes('BODY'));
      break;
    case 'LOGOUT':
      say('* BYE');
      break;
  }
  say(`${tag} OK done`);
}

/** The client asks for senders, and for what is new to it. */
function found(line: string, mails: readonly Stored[]): string {
  const first = Number(/\bUID (\d+):\*/i.exec(line.replace(/^\S+ UID /i, ''))?.[1] ?? 1);
  const wanted = [...line.matchAll(/\bFROM "?([^\s")]+)/gi)].map(([, sender = '']) => sender);
  const isNamed = ({ from }: Stored) => wanted.some(sender => from.includes(sender));
  return mails
    .filter(mail => mail.uid >= first && isNamed(mail))
    .map(mail => ` ${mail.uid}`)
    .join('');
}

/** `UID FETCH 2,5:7 (…)` */
function asked(line: string, mails: readonly Stored[]): readonly Stored[] {
  const set = /FETCH (\S+)/i.exec(line)?.[1] ?? '';
  const ranges = set.split(',').map(part => part.split(':').map(Number));
  return mails.filter(({ uid }) => ranges.some(([from = 0, to = from]) => uid >= from && uid <= to));
}

function sendMail(socket: Socket, { uid, notice, from, raw }: Stored, whole: boolean): void {
  const [local, host] = from.split('@');
  const at = new Date(notice.at).toUTCString().split(' ');
  const day = `${at[1]}-${at[2]}-${at[3]} ${at[4]} +0000`;
  const sender = `((NIL NIL "${local}" "${host}"))`;
  const head = `UID ${uid} RFC822.SIZE ${raw.length} INTERNALDATE "${day}" ENVELOPE (NIL NIL ${sender} NIL NIL NIL NIL NIL NIL NIL)`;
  const body = whole ? ` BODY[]<0> {${raw.length}}\r\n` : '';
  socket.write(`* ${uid} FETCH (${head}${body}`, 'latin1');
  if (whole) socket.write(raw);
  socket.write(')\r\n');
}

/** A notice in the public form of the platform's mails. */
function message(sender: string, notice: Notice): Buffer {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const words = [
    `Avis de ${notice.author}`,
    `${notice.stars} sur 5 bulles`,
    `« ${notice.title} »`,
    notice.text,
    `Lire l’avis : ${notice.url}`,
  ];
  const head = [
    `From: <${sender}>`,
    `Subject: =?utf-8?B?${base64(`Vous avez un nouvel avis à ${notice.stars} bulles`)}?=`,
    `Date: ${new Date(notice.at).toUTCString()}`,
    `Message-ID: <${notice.at.replace(/\D/g, '')}@${sender.slice(sender.indexOf('@') + 1)}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body = base64(`${words.join('\n\n')}\n`).replace(/.{76}/g, '$&\r\n');
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}\r\n`);
}
