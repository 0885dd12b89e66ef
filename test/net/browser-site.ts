type PageAnswer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
};

const REVIEWS = `<div id="avis"></div><script>
  setTimeout(() => {
    const data = { '@context': 'https://schema.org', '@type': 'LocalBusiness', name: 'Menuiserie Kerlann',
      aggregateRating: { '@type': 'AggregateRating', ratingValue: 4.3, reviewCount: 17, bestRating: 5 } };
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.textContent = JSON.stringify(data);
    document.body.append(script);
    document.querySelector('#avis').innerHTML = '<p class="avis">Belle pose, chantier propre.</p>';
  }, 300);
</script>`;

/** Not laid out: the browser would take seconds over such a word. */
const HUGE = `'<p hidden>' + 'x'.repeat(11 * 1024 * 1024)`;

/** A page whose own world is bent: every string and every element there says that it is `length` long. */
function lie(length: number, written: string): string {
  return `<script>
    document.write(${written});
    const claim = { length: ${length}, toString: () => 'short', slice: () => 'short' };
    Object.defineProperty(Element.prototype, 'outerHTML', { get: () => claim });
    Object.defineProperty(Document.prototype, 'documentElement', { get: () => ({ outerHTML: claim }) });
    globalThis.TextEncoder = class { encode() { return new Uint8Array(1); } };
  </script>`;
}

/**
 * Pages that try what a stranger's page might.
 *
 * @param secretPort where on this machine nothing of them may lead
 */
export function answers(path: string, secretPort: number): PageAnswer {
  const there = `127.0.0.1:${secretPort}`;
  switch (path) {
    case '/reviews':
      return { status: 200, body: REVIEWS };
    case '/redirect':
      return { status: 302, headers: { location: `http://${there}/secret` }, body: '' };
    case '/hop':
      return { status: 302, headers: { location: 'http://site.example/redirect' }, body: '' };
    case '/script-redirect':
      return { status: 200, body: `<script>location.href = 'http://${there}/secret'</script>` };
    case '/to-file':
      return { status: 302, headers: { location: 'file:///etc/hostname' }, body: '' };
    case '/everything':
      return {
        status: 200,
        body: `<p class="drawn">ok</p><img src="http://${there}/i"><iframe src="http://${there}/f"></iframe>
          <link rel="stylesheet" href="http://localhost:${secretPort}/c">
          <script src="http://[::1]:${secretPort}/s"></script>
          <script>
            fetch('http://${there}/fetch', { mode: 'no-cors' }).catch(() => {});
            new WebSocket('ws://${there}/ws');
            navigator.sendBeacon('http://${there}/beacon', 'x');
            window.open('http://${there}/popup');
            navigator.serviceWorker && navigator.serviceWorker.register('/worker.js').catch(() => {});
            new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${secretPort}' }] });
            const a = document.createElement('a');
            a.href = 'http://${there}/download'; a.download = 'x'; document.body.append(a); a.click();
          </script>`,
      };
    case '/hang':
      return { status: 200, body: '<p>x</p><script>for (;;) {}</script>' };
    case '/loop':
      return { status: 200, body: '<script>location.replace("/loop?" + Math.random())</script>' };
    case '/status':
      return { status: 410, body: 'gone' };
    case '/huge':
      return { status: 200, body: `<script>document.write(${HUGE})</script>` };
    case '/claims-little':
      return { status: 200, body: lie(1, HUGE) };
    case '/claims-much':
      return { status: 200, body: lie(1e12, `'<p>Belle pose.</p>'`) };
    case '/clobbered':
      return {
        status: 200,
        body: `<form name="documentElement"><input name="outerHTML"></form><p>Belle pose.</p>`,
      };
    case '/refused-then-down':
      return {
        status: 200,
        body: `<script>
          fetch('https://${there}/').catch(() => {}).then(() => { location.href = 'https://down.example/'; });
        </script>`,
      };
    case '/to-blank':
      return { status: 200, body: `<script>location.replace('about:blank')</script>` };
    case '/secure-everywhere':
      return { status: 302, headers: { location: 'https://other.example/after-redirect' }, body: '' };
    case '/after-redirect':
      return {
        status: 200,
        body: `<p class="scheme"></p><script src="https://shop.example/loaded.js"></script>`,
      };
    case '/loaded.js':
      return {
        status: 200,
        body: `document.querySelector('p').textContent = 'drawn by ' + location.protocol`,
      };
    default:
      return { status: 404, body: '' };
  }
}
