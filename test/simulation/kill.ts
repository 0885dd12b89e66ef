import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SMTPServer } from 'smtp-server';

/**
 * `node test/simulation/kill.ts --kills 50 --restarts 20`: real programs, a real mail server and a real webhook on
 * loopback. Each round kills -9 the program once a server has taken its message and before it says so; then it is
 * started again. Prints how often each message was taken.
 */
const { values } = parseArgs({ options: { kills: { type: 'string' }, restarts: { type: 'string' } } });
const kills = Number(values.kills ?? 50);
const restarts = Number(values.restarts ?? 20);
/** A server's answer, long enough for the kill to come first. */
const ANSWER_MS = 400;

const taken: { channel: 'email' | 'webhook'; key: string }[] = [];
let onTaken: (channel: 'email' | 'webhook') => boolean = () => false;
const take = (channel: 'email' | 'webhook', key: string, answer: () => void): void => {
  taken.push({ channel, key });
  if (onTaken(channel)) setTimeout(answer, ANSWER_MS);
  else answer();
};

const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  disableReverseLookup: true,
  logger: false,
  onData(stream, _session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      take('email', /^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? 'none', () => callback());
    });
  },
});
smtp.on('error', () => undefined);
const webhook = createServer((request, response) => {
  request.resume().on('end', () => {
    take('webhook', String(request.headers['idempotency-key']), () => response.end('ok'));
  });
});
smtp.listen(0, '127.0.0.1');
webhook.listen(0, '127.0.0.1');
await Promise.all([once(smtp.server, 'listening'), once(webhook, 'listening')]);
const ports = [smtp.server, webhook].map(server => (server.address() as AddressInfo).port);

const folder = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
const settingsFile = join(folder, 'settings.json');
const [smtpPort, webPort] = ports;
writeFileSync(
  settingsFile,
  JSON.stringify({
    firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
    channels: [
      { channel: 'email', to: 'yves@kerlann.example', smtp: `smtp://127.0.0.1:${smtpPort}` },
      { channel: 'webhook', url: `http://127.0.0.1:${webPort}/alerte` },
    ],
    network: { allowPrivate: ports.map(port => `127.0.0.1:${port}`) },
  }),
);

const child = join(import.meta.dirname, 'kill-child.ts');
/** Runs the program for round `n`; kills it when `channel` took a message. True: it was killed. */
async function run(n: number, channel: 'email' | 'webhook' | null): Promise<boolean> {
  const program = spawn(process.execPath, [child, join(folder, 'data'), settingsFile, String(n)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let killed = false;
  onTaken = by => {
    if (by !== channel || killed) return false;
    killed = program.kill('SIGKILL');
    return true;
  };
  program.stdout.resume();
  const [code] = (await once(program, 'exit')) as [number | null];
  if (!killed && code !== 0) throw new Error(`round ${n} ended with ${code}`);
  return killed;
}

let killedRounds = 0;
for (let n = 0; n < kills; n += 1) {
  if (await run(n, n % 2 === 0 ? 'email' : 'webhook')) killedRounds += 1;
  await run(n, null);
}
const before = taken.length;
for (let n = 0; n < restarts; n += 1) await run(kills - 1, null);

const perMessage = [...Map.groupBy(taken, one => `${one.channel} ${one.key}`).values()];
const times = (wanted: number) => perMessage.filter(takes => takes.length === wanted).length;
const keys = (channel: string) =>
  new Set(taken.filter(one => one.channel === channel).map(one => one.key)).size;
const lines = [
  `${killedRounds} of ${kills} programs killed -9 between a server's taking and the note of it`,
  `messages: ${keys('email')} by mail, ${keys('webhook')} by webhook (one key each); ${kills} promised`,
  `taken once: ${times(1)}, twice: ${times(2)}, more often: ${perMessage.filter(takes => takes.length > 2).length}`,
  `${restarts} restarts: ${taken.length - before} messages`,
];
process.stdout.write(`${lines.join('\n')}\n`);
smtp.close();
webhook.close();
rmSync(folder, { recursive: true, force: true });
const fine =
  killedRounds === kills &&
  keys('email') === kills &&
  keys('webhook') === kills &&
  perMessage.every(takes => takes.length <= 2) &&
  taken.length === before;
process.exitCode = fine ? 0 : 1;
