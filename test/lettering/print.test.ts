import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { installedBrowser } from '../../src/platform/net/browser.ts';
import { printPdf } from '../../src/platform/print.ts';

test.skipIf(installedBrowser(process.env) === undefined)(
  'a document is printed, and whatever it asks for, nobody is asked (skipped: no browser)',
  async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('x');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const html = `<html><head><link rel="stylesheet" href="http://127.0.0.1:${port}/a.css"></head><body><h1>Lettre</h1><img src="http://127.0.0.1:${port}/b.png"><script>fetch('http://127.0.0.1:${port}/c')</script></body></html>`;
    try {
      const pdf = Buffer.from(await printPdf(html, process.env));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.length).toBeGreaterThan(2_000);
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  },
);

test('without a browser it says so', async () => {
  await expect(printPdf('<p>x</p>', { VIGIE_BROWSER: '/nowhere/browser' })).rejects.toMatchObject({
    code: 'BrowserMissing',
  });
});
