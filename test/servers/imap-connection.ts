import type { Socket } from 'node:net';
import { headerOf, inRange, searchTest, type Token, tokensOf } from './imap-search.ts';
import type { Faults, Folder, ImapServer, StoredMail } from './imap-server.ts';

type World = {
  readonly user: string;
  readonly password: string;
  readonly folders: Map<string, Folder>;
  readonly faults: Faults;
  readonly opened: number[];
  readonly commands: string[];
  readonly add: ImapServer['add'];
};

const CAPABILITIES = 'IMAP4rev1 AUTH=PLAIN IDLE NAMESPACE UIDPLUS';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One client: reads lines and literals, answers each command. */
export class ImapConnection {
  readonly #socket: Socket;
  readonly #world: World;
  #buffer = Buffer.alloc(0);
  #line = '';
  #literals: Buffer[] = [];
  #signedIn = false;
  #selected = '';
  /** Set while the client waits in IDLE or answers a challenge. */
  #pending: ((line: string) => void) | null = null;

  constructor(socket: Socket, world: World) {
    this.#socket = socket;
    this.#world = world;
    socket.on('error', () => undefined);
    socket.on('data', chunk => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#take();
    });
    this.#say(`* OK [CAPABILITY ${CAPABILITIES}] ready`);
  }

  /** Tells a watching client that its folder has one more message. */
  grown(folder: string): void {
    if (folder === this.#selected) this.#say(`* ${this.#folder().messages.length} EXISTS`);
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`, 'latin1');
  }

  #folder(): Folder {
    return this.#world.folders.get(this.#selected)!;
  }

  #take(): void {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = this.#buffer.subarray(0, end).toString('latin1');
      const literal = /\{(\d+)(\+?)\}$/.exec(line);
      if (literal) {
        const length = Number(literal[1]);
        if (this.#buffer.length < end + 2 + length) {
          // Only once the client was told to go on does it send the text.
          if (literal[2] === '' && this.#buffer.length === end + 2) this.#say('+ go on');
          return;
        }
        this.#literals.push(Buffer.from(this.#buffer.subarray(end + 2, end + 2 + length)));
        this.#line += line;
        this.#buffer = this.#buffer.subarray(end + 2 + length);
        continue;
      }
      this.#buffer = this.#buffer.subarray(end + 2);
      const whole = this.#line + line;
      const literals = this.#literals;
      this.#line = '';
      this.#literals = [];
      if (this.#pending) this.#pending(whole);
      else this.#command(whole, literals);
    }
  }

  #command(line: string, literals: readonly Buffer[]): void {
    const [tag = '*', first = '', ...rest] = tokensOf(line, literals);
    let name = String(first).toUpperCase();
    const args: Token[] = rest;
    const byUid = name === 'UID';
    if (byUid) name = String(args.shift()).toUpperCase();
    this.#world.commands.push(name === 'LOGIN' ? 'LOGIN' : line.slice(String(tag).length + 1));
    const ok = (words = 'done') => this.#say(`${String(tag)} OK ${words}`);
    const no = (words: string) => this.#say(`${String(tag)} NO ${words}`);
    if (this.#world.faults.silent && this.#signedIn) return;
    switch (name) {
      case 'CAPABILITY':
        this.#say(`* CAPABILITY ${CAPABILITIES}`);
        ok();
        return;
      case 'NOOP':
        ok();
        return;
      case 'LOGIN':
        this.#signIn(String(args[0]), String(args[1]), ok, no);
        return;
      case 'AUTHENTICATE':
        this.#authenticate(args, ok, no);
        return;
      case 'NAMESPACE':
        this.#say('* NAMESPACE (("" "/")) NIL NIL');
        ok();
        return;
      case 'LIST':
      case 'LSUB':
        for (const path of this.#world.folders.keys()) this.#say(`* ${name} () "/" "${path}"`);
        ok();
        return;
      case 'SELECT':
      case 'EXAMINE':
        this.#select(String(args[0]), name === 'EXAMINE', ok, no);
        return;
      case 'SEARCH':
        this.#search(args, byUid, ok);
        return;
      case 'FETCH':
        this.#fetch(String(args[0]), args[1] ?? [], byUid, ok);
        return;
      case 'APPEND':
        this.#append(String(args[0]), literals, ok, no);
        return;
      case 'IDLE':
        this.#say('+ idling');
        this.#pending = () => {
          this.#pending = null;
          ok();
        };
        return;
      case 'LOGOUT':
        this.#say('* BYE');
        ok();
        this.#socket.end();
        return;
      default:
        this.#say(`${String(tag)} BAD ${name}`);
    }
  }

  #signIn(user: string, password: string, ok: () => void, no: (words: string) => void): void {
    this.#signedIn = user === this.#world.user && password === this.#world.password;
    if (this.#signedIn) ok();
    else no('[AUTHENTICATIONFAILED] wrong');
  }

  #authenticate(args: readonly Token[], ok: () => void, no: (words: string) => void): void {
    const take = (line: string) => {
      this.#pending = null;
      const [, user = '', password = ''] = Buffer.from(line, 'base64').toString('utf8').split('\u0000');
      this.#signIn(user, password, ok, no);
    };
    if (args[1] !== undefined) {
      take(String(args[1]));
      return;
    }
    this.#say('+ ');
    this.#pending = take;
  }

  #select(path: string, readOnly: boolean, ok: (words: string) => void, no: (words: string) => void): void {
    const folder = this.#world.folders.get(path);
    if (!folder) {
      no('[NONEXISTENT] no such folder');
      return;
    }
    this.#selected = path;
    this.#say(`* ${folder.messages.length} EXISTS`);
    this.#say('* 0 RECENT');
    this.#say('* FLAGS (\\Seen)');
    this.#say(`* OK [UIDVALIDITY ${folder.validity}] valid`);
    this.#say(`* OK [UIDNEXT ${folder.nextUid}] next`);
    ok(`[READ-${readOnly ? 'ONLY' : 'WRITE'}] selected`);
  }

  #search(args: readonly Token[], byUid: boolean, ok: () => void): void {
    const { messages } = this.#folder();
    const test = searchTest(args, messages.at(-1)?.uid ?? 0);
    const found = messages.flatMap((mail, index) => (test(mail) ? [byUid ? mail.uid : index + 1] : []));
    this.#say(`* SEARCH${found.map(number => ` ${number}`).join('')}`);
    ok();
  }

  #fetch(set: string, asked: Token, byUid: boolean, ok: () => void): void {
    const { messages } = this.#folder();
    const items = (Array.isArray(asked) ? asked : [asked]).map(String);
    for (const [index, mail] of messages.entries()) {
      const number = byUid ? mail.uid : index + 1;
      const last = byUid ? (messages.at(-1)?.uid ?? 0) : messages.length;
      if (!inRange(set, number, last)) continue;
      if (!this.#sendItems(index + 1, mail, items)) return;
    }
    ok();
  }

  /** False: the connection was cut in the middle, as the test asked. */
  #sendItems(sequence: number, mail: StoredMail, items: readonly string[]): boolean {
    const parts = [`UID ${mail.uid}`];
    let body: Buffer | null = null;
    for (const item of items) {
      const partial = /^BODY(\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?$/i.exec(item);
      if (item === 'RFC822.SIZE') parts.push(`RFC822.SIZE ${mail.raw.length}`);
      else if (item === 'INTERNALDATE') parts.push(`INTERNALDATE "${internalDate(mail.receivedAt)}"`);
      else if (item === 'FLAGS') parts.push(`FLAGS (${[...mail.flags].join(' ')})`);
      else if (item === 'ENVELOPE') parts.push(`ENVELOPE ${envelope(mail.raw)}`);
      else if (partial) {
        this.#world.opened.push(mail.uid);
        if (partial[1] === undefined) mail.flags.add('\\Seen');
        const start = Number(partial[2] ?? 0);
        body = mail.raw.subarray(start, partial[3] === undefined ? undefined : start + Number(partial[3]));
        parts.push(`BODY[]${partial[2] === undefined ? '' : `<${start}>`} {${body.length}}`);
      }
    }
    this.#socket.write(`* ${sequence} FETCH (${parts.join(' ')}`, 'latin1');
    if (body) {
      this.#socket.write('\r\n');
      if (this.#world.faults.dropInBody === this.#world.opened.length) {
        this.#socket.write(body.subarray(0, Math.floor(body.length / 2)), () => this.#socket.destroy());
        return false;
      }
      this.#socket.write(body);
    }
    this.#say(')');
    return true;
  }

  #append(
    path: string,
    literals: readonly Buffer[],
    ok: (words: string) => void,
    no: (words: string) => void,
  ): void {
    const folder = this.#world.folders.get(path);
    const raw = literals.at(-1);
    if (!folder || !raw) {
      no('[TRYCREATE] no such folder');
      return;
    }
    const uid = this.#world.add(raw, { folder: path });
    if (this.#world.faults.dropAfterAppend) this.#socket.destroy();
    else ok(`[APPENDUID ${folder.validity} ${uid}] appended`);
  }
}

function internalDate(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${two(date.getUTCDate())}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** Date, subject and From are all that is compared; the other seven fields are NIL. */
function envelope(raw: Buffer): string {
  const quoted = (text: string) => (text === '' ? 'NIL' : `"${text.replace(/["\\]/g, '\\$&')}"`);
  const from = headerOf(raw, 'from');
  const [, name = '', local = '', host = ''] = /^(.*?)\s*<?([^\s<>@]+)@([^\s<>]+)>?$/.exec(from) ?? [];
  const address =
    local === '' ? 'NIL' : `((${quoted(name.replace(/"/g, ''))} NIL ${quoted(local)} ${quoted(host)}))`;
  const id = quoted(headerOf(raw, 'message-id'));
  return `(${quoted(headerOf(raw, 'date'))} ${quoted(headerOf(raw, 'subject'))} ${address} NIL NIL NIL NIL NIL NIL ${id})`;
}
