import { VigieError } from '../domain/errors.ts';
import { installedBrowser, withBrowser } from './net/browser.ts';
import { USER_AGENT } from './net/user-agent.ts';

/** Drawing one document takes a second; the browser itself may take some on a busy machine. */
const PRINT_MS_MAX = 30_000;
/** The discard port: a browser whose only way out leads there reaches nothing at all. */
const NOWHERE = { address: 'http://127.0.0.1:9', print: '' };

/**
 * A self-contained HTML document as PDF, A4, through the system's browser. No network at all: scripts are off, every
 * request is refused, and the browser's proxy leads nowhere.
 *
 * @throws VigieError BrowserMissing when there is none, or it does not print within 30 s
 */
export async function printPdf(
  html: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Uint8Array> {
  const executablePath = installedBrowser(env);
  if (executablePath === undefined) throw new VigieError('BrowserMissing', { site: 'PDF' });
  const options = { env, userAgent: USER_AGENT };
  const run = { executablePath, proxy: NOWHERE, pageMs: PRINT_MS_MAX };
  try {
    return await withBrowser(options, run, async context => {
      await context.setOffline(true);
      await context.route('**/*', route => route.abort());
      const page = await context.newPage();
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      await page.setContent(html, { waitUntil: 'load', timeout: PRINT_MS_MAX });
      const margin = { top: '14mm', bottom: '14mm', left: '14mm', right: '14mm' };
      return await page.pdf({ format: 'A4', printBackground: true, margin });
    });
  } catch (error) {
    if (error instanceof VigieError && error.code === 'BrowserMissing') throw error;
    throw new VigieError('BrowserMissing', { site: 'PDF', detail: 'printing' }, error);
  }
}
