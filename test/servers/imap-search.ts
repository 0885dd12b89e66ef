import type { StoredMail } from './imap-server.ts';

/** One argument of a command: an atom or quoted text, a list, or a literal. */
export type Token = string | Token[];

/** The tokens of a command's line, whose literals were put in as `{n}` references. */
export function tokensOf(line: string, literals: readonly Buffer[]): Token[] {
  const stack: Token[][] = [[]];
  let literal = 0;
  for (const match of line.matchAll(
    /"((?:[^"\\]|\\.)*)"|\{\d+\+?\}|\(|\)|[^\s()"]+(?:\[[^\]]*\](?:<[\d.]+>)?)?/g,
  )) {
    const [token, quoted] = match;
    if (token === '(') stack.push([]);
    else if (token === ')') {
      const list = stack.pop()!;
      stack.at(-1)!.push(list);
    } else if (/^\{\d+\+?\}$/.test(token)) stack.at(-1)!.push(literals[literal++]!.toString('latin1'));
    else stack.at(-1)!.push(quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1'));
  }
  return stack[0]!;
}

export function headerOf(raw: Buffer, name: string): string {
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0]!;
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find(each => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? '' : line.slice(name.length + 1).trim();
}

/** Does a message number stand in `1,3:5,7:*`? */
export function inRange(set: string, number: number, last: number): boolean {
  return set.split(',').some(part => {
    const [from = 0, to = from] = part.split(':').map(edge => (edge === '*' ? last : Number(edge)));
    return number >= Math.min(from, to) && number <= Math.max(from, to);
  });
}

type Test = (mail: StoredMail) => boolean;

/** SEARCH keys as one test: FROM, SINCE, UID, HEADER, OR, NOT, ALL and lists of them. */
export function searchTest(tokens: readonly Token[], lastUid: number): Test {
  const queue = [...tokens];
  const word = () => String(queue.shift());
  const next = (): Test => {
    const token = queue.shift();
    if (Array.isArray(token)) return searchTest(token, lastUid);
    switch (String(token).toUpperCase()) {
      case 'ALL':
        return () => true;
      case 'CHARSET':
        word();
        return () => true;
      case 'FROM': {
        const wanted = word().toLowerCase();
        return mail => headerOf(mail.raw, 'from').toLowerCase().includes(wanted);
      }
      case 'HEADER': {
        const name = word();
        const wanted = word().toLowerCase();
        return mail => headerOf(mail.raw, name).toLowerCase().includes(wanted);
      }
      case 'SINCE': {
        const day = Date.parse(`${word()} UTC`);
        return mail => mail.receivedAt.getTime() >= day;
      }
      case 'UID': {
        const set = word();
        return mail => inRange(set, mail.uid, lastUid);
      }
      case 'OR': {
        const one = next();
        const other = next();
        return mail => one(mail) || other(mail);
      }
      case 'NOT': {
        const one = next();
        return mail => !one(mail);
      }
      default:
        throw new Error(`search key ${String(token)}`);
    }
  };
  const tests: Test[] = [];
  while (queue.length > 0) tests.push(next());
  return mail => tests.every(test => test(mail));
}
