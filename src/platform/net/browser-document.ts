import type { Page } from 'playwright-core';
import { VigieError } from '../../domain/errors.ts';

/** As for every other answer. */
const PAGE_BYTES_MAX = 10 * 1_048_576;

/**
 * Runs in a world of its own beside the page's scripts, where every object is the browser's. Elements are still
 * shared, and a form may be named "documentElement": the getters are taken from where no name can cover them.
 */
const OUTER_HTML = `(() => {
  const read = (kind, name, from) =>
    Object.getOwnPropertyDescriptor(kind.prototype, name).get.call(from);
  const root = read(Document, 'documentElement', document);
  const html = root === null ? '' : read(Element, 'outerHTML', root);
  if (html.length > ${PAGE_BYTES_MAX}) return null;
  return new TextEncoder().encode(html).length > ${PAGE_BYTES_MAX} ? null : html;
})()`;

/**
 * The document as drawn, in UTF-8, at most 10 MB. It is measured in the browser, out of the page's reach and in the
 * same breath as it is read: a flood does not cross into this process.
 *
 * @throws VigieError SourceTooLarge
 */
export async function drawnDocument(page: Page): Promise<Uint8Array> {
  const devtools = await page.context().newCDPSession(page);
  const { frameTree } = await devtools.send('Page.getFrameTree');
  const world = { frameId: frameTree.frame.id, worldName: 'vigie' };
  const { executionContextId: contextId } = await devtools.send('Page.createIsolatedWorld', world);
  const read = { expression: OUTER_HTML, contextId, returnByValue: true };
  const { result } = await devtools.send('Runtime.evaluate', read);
  const bytes = typeof result.value === 'string' ? new TextEncoder().encode(result.value) : null;
  if (bytes !== null && bytes.length <= PAGE_BYTES_MAX) return bytes;
  throw new VigieError('SourceTooLarge', { limitMb: PAGE_BYTES_MAX / 1_048_576, detail: 'drawn page' });
}
