/**
 * Writes the letters of the invented firms and draws them: `node test/letters/write.ts <folder> [fr|en] [firm or firm-week…]`. For
 * each firm and week: text, HTML, PNG at 375 and 800 pixels, light and dark; words and reading time on stdout.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { letterHtml } from '../../dashboards/letter/html.ts';
import { letterText } from '../../dashboards/letter/text.ts';
import { wordCount } from '../../dashboards/view-models/letter-parts.ts';
import { FIRMS, SCENARIOS } from '../../src/app/demo/names.ts';
import { playDemo } from '../../src/app/demo/time-machine.ts';
import { writeLetter } from '../../src/app/lettering/write-letter.ts';
import { lastWeek, localDay } from '../../src/domain/time.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { dataRoot } from '../../src/platform/files.ts';
import { installedBrowser } from '../../src/platform/net/browser.ts';

const WORDS_PER_MINUTE = 200;
const [folder = 'letters', language = 'fr', ...only] = process.argv.slice(2);
const JUNE = { from: '2026-06-01', to: '2026-06-30' };

await mkdir(folder, { recursive: true });
const executablePath = installedBrowser(process.env);
const browser = executablePath ? await chromium.launch({ executablePath, args: ['--no-sandbox'] }) : null;
for (const firm of FIRMS)
  for (const scenario of SCENARIOS) {
    if (only.length > 0 && !only.includes(firm) && !only.includes(`${firm}-${scenario}`)) continue;
    const asked = language === 'en' ? 'en' : 'fr';
    const demo = await playDemo({ firm, scenario, data: dataRoot(), language: asked });
    try {
      const mailbox = { address: `contact@${firm}.example`, imap: 'imaps://imap.example:993' };
      const settings = { ...demo.settings, mailbox };
      const catalogue = loadCatalogue(asked);
      const key = new Uint8Array(32).fill(1);
      const now = demo.clock.now();
      const writing = { house: demo.house, settings, catalogue, now, key };
      const week = lastWeek(localDay(now, settings.timezone));
      for (const period of scenario === 'calm' ? [week, JUNE] : [week]) {
        const name = `${firm}-${scenario}${period === JUNE ? '-june' : ''}-${asked}`;
        const letter = await writeLetter(writing, period);
        const html = letterHtml(letter);
        await writeFile(join(folder, `${name}.txt`), letterText(letter));
        await writeFile(join(folder, `${name}.html`), html);
        const words = wordCount(letter);
        const reply = letter.reply?.text?.split(/\s+/u).length ?? 0;
        const seconds = Math.round((words / WORDS_PER_MINUTE) * 60);
        const bytes = Buffer.byteLength(html);
        console.log(
          `${name}: ${words} words, ${seconds} s, reply ${reply}, ${bytes} bytes: ${letter.subject} (${letter.subject.length})`,
        );
        await drawn(name, html);
      }
    } finally {
      await demo.close();
    }
  }
await browser?.close();

async function drawn(name: string, html: string): Promise<void> {
  if (!browser) return;
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [375, 800]) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await page.setContent(html);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
}
