import { once } from 'node:events';
import { loadData } from '../../platform/data-files.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { type Command, EXIT } from '../command.ts';
import type { Line } from '../processing/analysis.ts';
import { analysis } from '../processing/analysis.ts';
import { textLines } from '../processing/text-lines.ts';

/** Lines analysed together: enough to spread the stages' fixed costs, few enough to answer while reading. */
const CHUNK_LINES = 250;
/** Longer lines are no text that anyone wrote; stages read 20,000 characters of a text. */
const LINE_BYTES_MAX = 2_000_000;

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Analyse des textes, un par ligne en JSON : langue, ton, sujets, intention, entreprise, récit',
    en: 'Analyses texts, one per line as JSON: language, tone, topics, intent, firm, story',
  },
  usage: 'analyze [--config FILE]',
  examples: [
    `echo '{"text":"Très bon conseil, et pose soignée."}' | vigie analyze`,
    'vigie analyze --config vigie.yaml < texts.jsonl',
  ],
  options: {},
  async run({ flags, io }) {
    const settings = flags.config === null ? null : await loadSettings(flags.config);
    const analyse = analysis(settings, loadData(settings?.firm.trade ?? ''));
    let failed = false;
    const answer = async (lines: readonly Line[]): Promise<void> => {
      const answers = await analyse(lines);
      failed ||= answers.some(one => 'error' in one);
      const text = answers.map(one => `${JSON.stringify(one)}\n`).join('');
      if (!io.stdout.write(text)) await once(io.stdout, 'drain');
    };
    let chunk: Line[] = [];
    let number = 0;
    for await (const text of textLines(io.stdin, LINE_BYTES_MAX)) {
      number += 1;
      if (text?.trim() === '') continue;
      chunk.push({ number, text });
      if (chunk.length < CHUNK_LINES) continue;
      await answer(chunk);
      chunk = [];
    }
    if (chunk.length > 0) await answer(chunk);
    return failed ? EXIT.partial : EXIT.ok;
  },
};
