import { join } from 'node:path';
import { letterHtml } from '../../../dashboards/letter/html.ts';
import { letterText } from '../../../dashboards/letter/text.ts';
import type { Letter } from '../../../dashboards/view-models/letter-parts.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { Handed } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Instant } from '../../domain/time.ts';
import { channels } from '../../generated/channels.ts';
import { EXIT, type ExitCode, type Io } from '../command.ts';
import { wordError } from '../wording.ts';
import { messageOf } from './compose.ts';

export type HandingLetter = {
  readonly letter: Letter;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly dataDir: string;
  readonly io: Pick<Io, 'stdout' | 'stderr' | 'env'>;
};

/** Saves the letter as a page and opens it; where nothing can be opened, says where it is. */
export async function openLetter(handing: HandingLetter): Promise<ExitCode> {
  const { letter, catalogue, dataDir, io } = handing;
  const path = join(dataDir, 'exports', `${nameOf(letter)}.html`);
  const [{ writeWhole }, { openFile }] = await Promise.all([
    import('../../platform/whole-file.ts'),
    import('../../platform/open-url.ts'),
  ]);
  await writeWhole(path, letterHtml(letter));
  await openFile(path, process.platform, io.env);
  io.stdout.write(`${say(catalogue, 'letter.cli.written', { path })}\n`);
  return EXIT.ok;
}

/** The letter as PDF at `path`, or under its own name in the folder where the command runs. */
export async function printLetter(
  { letter, catalogue, io }: HandingLetter,
  asked: string | null,
): Promise<ExitCode> {
  const path = asked ?? `${nameOf(letter)}.pdf`;
  const [{ writeWhole }, { printPdf }] = await Promise.all([
    import('../../platform/whole-file.ts'),
    import('../../platform/print.ts'),
  ]);
  await writeWhole(path, await printPdf(letterHtml(letter), io.env));
  io.stdout.write(`${say(catalogue, 'letter.cli.written', { path })}\n`);
  return EXIT.ok;
}

/** Sends it on every channel, and says of each what became of it. Without any channel she gets it here. */
export async function sendLetter(
  handing: HandingLetter,
  house: Pick<House, 'send'>,
  now: Instant,
): Promise<ExitCode> {
  const { letter, settings, catalogue, io } = handing;
  // Each time that she asks is another message: the same key would be taken for a repetition.
  const key = `letter:${letter.period.from}:${letter.period.to}:${now}`;
  const handed = await house.send(messageOf(letter, settings), key);
  if (handed.length === 0) {
    io.stderr.write(`${say(catalogue, 'letter.cli.noChannel')}\n`);
    io.stdout.write(letterText(letter));
    return EXIT.failure;
  }
  const lines = await Promise.all(handed.map(one => handedLine(catalogue, one)));
  const [sent, others] = [
    lines.filter((_, at) => isSent(handed[at])),
    lines.filter((_, at) => !isSent(handed[at])),
  ];
  if (sent.length > 0) io.stdout.write(`${sent.join('\n')}\n`);
  if (others.length > 0) io.stderr.write(`${others.join('\n')}\n`);
  if (sent.length === handed.length) return EXIT.ok;
  // What did not leave is still hers to read.
  if (sent.length === 0) await openLetter(handing);
  return sent.length === 0 ? EXIT.failure : EXIT.partial;
}

function isSent(handed: Handed | undefined): boolean {
  return handed?.status === 'sent';
}

async function handedLine(catalogue: Catalogue, handed: Handed): Promise<string> {
  const load = Object.hasOwn(channels, handed.channel) ? channels[handed.channel] : undefined;
  const channel = (await load?.())?.title[catalogue.language] ?? handed.channel;
  if (isSent(handed)) return say(catalogue, 'letter.cli.sent', { channel });
  const { error } = handed;
  if (error === null) return say(catalogue, 'letter.cli.notSent', { channel });
  return wordError(catalogue, new VigieError(error.code, error.params));
}

/** `vigie-2026-07-06` */
function nameOf({ period }: Letter): string {
  return `vigie-${period.from}`;
}
