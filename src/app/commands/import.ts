import { basename, dirname, resolve } from 'node:path';
import { subjectOf } from '../../domain/brand.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { BOUNDS } from '../../platform/net/egress.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { fileAnswer } from '../collecting/file-answer.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { openHouse } from '../host/open-house.ts';
import { importBytes } from '../importing/import-bytes.ts';
import { recognise } from '../importing/recognise.ts';
import { tellImported } from '../importing/tell-imported.ts';
import { openAsking } from '../setup/asking.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Ajoute vos avis : un copier-coller, une page enregistrée, un tableau',
    en: 'Adds your reviews: a copy and paste, a saved page, a table',
  },
  usage: 'import [file|-] [--name SITE] [--about COMPETITOR]',
  examples: [
    'vigie import',
    'vigie import avis-google.html',
    'vigie import export.csv --name Trustpilot',
    'vigie import - < avis.txt',
  ],
  options: { name: { type: 'string' }, about: { type: 'string' } },
  async run(invocation) {
    const { flags, io, values, clock, signal } = invocation;
    const path = settingsPath(flags.config, io.env);
    const settings = await loadSettings(path);
    const catalogue = catalogueFor(invocation, settings);
    const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
    const about = knownRival(settings, text(values['about']));
    const given = await bytesGiven(invocation, catalogue);
    if (given === 'stopped') return EXIT.interrupted;
    if (given === null) {
      io.stderr.write(`${say(catalogue, 'import.nothingPasted')}\n`);
      return EXIT.ok;
    }
    if (flags.dryRun) return tellOnly(invocation, catalogue, settings, given);
    const dataDir = dataDirectory(flags.dataDir, io.env);
    const asked = { ...given, name: text(values['name']), about };
    const open = (settings: Settings) => openHouse({ settings, settingsDir: dirname(path), dataDir, clock });
    const imported = await importBytes(asked, { settingsPath: path, dataDir, clock }, open, signal);
    const { name, recognised, fresh } = imported;
    const { collector, said } = recognised;
    const told = tellImported(catalogue, settings, imported, clock.now());
    const lines = flags.quiet ? [] : [told, say(catalogue, 'import.next')];
    return tellAnyway(invocation, { name, collector, items: said, new: fresh }, lines);
  },
};

type Given = { readonly bytes: Uint8Array; readonly otherwise: string };

/** A file, what is piped in, or a paste; null when nothing was pasted, `stopped` on Ctrl+C. */
async function bytesGiven(
  { positionals, io, flags, clock }: Invocation,
  catalogue: Catalogue,
): Promise<Given | 'stopped' | null> {
  const [place] = positionals;
  const pasted = say(catalogue, 'import.pasted');
  if (place !== undefined && place !== '-') {
    const { bytes } = await fileAnswer({ via: 'file', path: place }, resolve('.'), clock);
    return { bytes, otherwise: wordsOf(place) || pasted };
  }
  if (io.stdin.isTTY !== true) {
    const bytes = await bytesPiped(io.stdin, pasted);
    return bytes.length === 0 ? null : { bytes, otherwise: pasted };
  }
  if (!flags.input)
    throw new VigieError('UsageInvalid', { word: '--no-input', mend: 'vigie import avis.html' });
  const asking = openAsking(io);
  try {
    const text = await asking.paste(`${say(catalogue, 'init.paste')}\n${say(catalogue, 'import.pasteEnd')}`);
    if (text === null) return 'stopped';
    if (text) asking.tell(say(catalogue, 'import.reading', { n: text.split('\n').length }));
    return text ? { bytes: Buffer.from(text), otherwise: pasted } : null;
  } finally {
    asking.close();
  }
}

/** @throws VigieError SourceTooLarge as soon as more came: what is piped in may never end */
async function bytesPiped(stdin: Invocation['io']['stdin'], site: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BOUNDS.bytes)
      throw new VigieError('SourceTooLarge', { site, limitMb: BOUNDS.bytes / 1_048_576 });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function tellOnly(
  { io, clock }: Invocation,
  catalogue: Catalogue,
  { timezone }: Settings,
  { bytes, otherwise }: Given,
): Promise<ExitCode> {
  const recognised = await recognise(bytes, { timezone, observedAt: clock.now() });
  if (!recognised) throw new VigieError('NothingRecognised', { site: otherwise });
  const site = recognised.site ?? otherwise;
  io.stdout.write(`${say(catalogue, 'import.would', { site, n: recognised.said })}\n`);
  return EXIT.ok;
}

/** `./avis_google (1).html` → `avis google` */
function wordsOf(path: string): string {
  return basename(path)
    .replace(/\.\w{1,6}$/u, '')
    .replace(/\(\d+\)/g, '')
    .replace(/[-_\s]+/g, ' ')
    .trim()
    .slice(0, 100);
}

/** By any spelling of the name: as the settings have it. */
function knownRival({ competitors }: Settings, about: string | null): string | null {
  if (about === null) return null;
  const names = competitors.map(rival => rival.name);
  const found = names.find(name => subjectOf(name) === subjectOf(about));
  if (found) return found;
  throw new VigieError('UsageInvalid', {
    word: `--about ${about}`,
    mend: nearest(about, names) || names[0] || 'vigie import',
  });
}
