import { afterEach, describe, expect, it } from 'vitest';
import { openSending } from '../../src/app/delivering/sending.ts';
import type { Channel, Message, Sending } from '../../src/domain/channel.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { channel as ntfy } from '../../src/platform/channels/ntfy.ts';
import { channel as webhook } from '../../src/platform/channels/webhook.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { notificationOf } from '../../src/platform/desktop-notification.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { hostileStrings } from '../dashboards/hostile.ts';
import { localServer, redirect } from '../net/local-server.ts';
import { MESSAGE, sending } from './sent-message.ts';

const HOSTILE = hostileStrings() ?? [];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Posted = Parameters<Sending['post']>[0];

async function posted<S>(
  channel: Channel<S>,
  message: Message,
  options: S,
  secret: string | null = null,
): Promise<Posted> {
  let seen: Posted | undefined;
  const post: Sending['post'] = async request => {
    seen = request;
    return { status: 200, text: 'ok' };
  };
  await channel.send(
    message,
    'clé-1'.normalize('NFC'),
    options,
    sending({ post, secret: async () => secret }),
  );
  return seen!;
}

describe('ntfy and webhook', () => {
  const HOOK = 'https://hooks.example/T1/B2';

  it('carry the message as JSON, with key and token', async () => {
    const told = await posted(ntfy, MESSAGE, { topic: 'kerlann-7f3a' }, 'tk_1');
    expect(told).toMatchObject({
      url: 'https://ntfy.sh/',
      headers: { authorization: 'Bearer tk_1', 'idempotency-key': 'clé-1' },
    });
    expect(JSON.parse(told.body)).toMatchObject({
      topic: 'kerlann-7f3a',
      title: MESSAGE.subject,
      click: MESSAGE.link,
    });
    const generic = JSON.parse((await posted(webhook, MESSAGE, { url: HOOK })).body);
    expect(generic).toEqual({
      key: 'clé-1',
      kind: 'alert',
      subject: MESSAGE.subject,
      summary: MESSAGE.summary,
      text: MESSAGE.text,
      link: MESSAGE.link,
    });
  });

  it.each([
    [429, 'DeliveryFailed'],
    [500, 'DeliveryFailed'],
    [302, 'DeliveryFailed'],
    [401, 'DeliveryRefused'],
    [404, 'DeliveryRefused'],
  ])('tell %i as %s, with the host and never the address', async (status, code) => {
    const given = sending({ post: async () => ({ status, text: 'https://hooks.example/T1/B2' }) });
    const error = await webhook.send(MESSAGE, 'k', { url: HOOK }, given).catch(failed => failed);
    expect(error).toMatchObject({ code, params: { provider: 'hooks.example', status } });
    expect(JSON.stringify(error)).not.toContain('B2');
  });
});

describe('a webhook through the one door', () => {
  it('is posted once, and a redirect is no receipt', async () => {
    const bodies: string[] = [];
    const server = await localServer({
      '/hook': (request, response) => {
        request.setEncoding('utf8').on('data', (part: string) => bodies.push(part));
        request.on('end', () => response.end('ok'));
      },
      '/moved': redirect(302, '/hook'),
    });
    closing.push(() => server.close());
    const store = await openStore({ dataDir: ':memory:' });
    closing.push(() => store.close());
    const settings = settingsSchema.parse({
      firm: { name: 'Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
      network: { connectTo: { 'hooks.example': server.at } },
    });
    const opened = await openSending({ store, settings, settingsDir: '.', clock: systemClock });
    closing.push(() => opened.close());
    const given = opened.sending(AbortSignal.timeout(90_000));
    const receipt = await webhook.send(MESSAGE, 'k-9', { url: 'http://hooks.example/hook' }, given);
    expect(receipt.said).toBe('HTTP 200');
    expect(JSON.parse(bodies.join(''))).toMatchObject({ key: 'k-9', subject: MESSAGE.subject });
    expect(server.seen[0]?.headers).toMatchObject({
      'idempotency-key': 'k-9',
      'content-type': 'application/json',
    });
    const moved = webhook.send(MESSAGE, 'k-9', { url: 'http://hooks.example/moved' }, given);
    await expect(moved).rejects.toMatchObject({ code: 'DeliveryRefused' });
    expect(server.seen.map(({ path }) => path)).toEqual(['/hook', '/moved']);
    const near = webhook.send(MESSAGE, 'k', { url: `http://${server.at}/hook` }, given);
    await expect(near).rejects.toMatchObject({ code: 'DeliveryRefused' });
  });
});

describe.skipIf(HOSTILE.length === 0)('hostile words on the way out (skipped: corpora not found)', () => {
  const hostile = (s: string): Message => ({ ...MESSAGE, subject: s, summary: s, text: s, link: null });

  it('call nobody, link nothing and load nothing in Slack’s form', async () => {
    for (const { title, s } of HOSTILE) {
      const { body } = await posted(webhook, hostile(s), { url: 'https://hooks.example/x', form: 'slack' });
      const { text } = JSON.parse(body) as { text: string };
      expect(text, title).not.toMatch(/[<>]|@(?:everyone|channel|here)|\]\(/);
      expect(text, title).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(body.isWellFormed(), title).toBe(true);
      expect(text.length, title).toBeLessThan(16_000);
    }
  });

  it('stay words in ntfy and in the generic form', async () => {
    for (const { title, s } of HOSTILE) {
      const told = await posted(ntfy, hostile(s), { topic: 't' });
      expect(Object.keys(told.headers).sort(), title).toEqual(['content-type', 'idempotency-key']);
      const { title: subject, message } = JSON.parse(told.body) as { title: string; message: string };
      for (const text of [subject, message])
        expect(text, title).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(Object.keys(JSON.parse(told.body)).sort(), title).toEqual([
        'message',
        'priority',
        'title',
        'topic',
      ]);
      const generic = JSON.parse(
        (await posted(webhook, hostile(s), { url: 'https://hooks.example/x' })).body,
      );
      expect(Object.keys(generic), title).toEqual(['key', 'kind', 'subject', 'summary', 'text', 'link']);
    }
  });

  it('are arguments or environment of the desktop’s program, never its script', () => {
    for (const { title, s } of HOSTILE) {
      const linux = notificationOf('linux', hostile(s));
      expect(linux.args.slice(0, 2), title).toEqual(['--app-name=Vigie', '--']);
      expect(linux.args, title).toHaveLength(4);
      expect(linux.args[3], title).not.toMatch(/[<>]/);
      const apple = notificationOf('darwin', hostile(s));
      expect(apple.args.slice(0, 7), title).toEqual(notificationOf('darwin', MESSAGE).args.slice(0, 7));
      expect(apple.args, title).toHaveLength(9);
      const windows = notificationOf('win32', hostile(s));
      expect(windows.args, title).toEqual(notificationOf('win32', MESSAGE).args);
      for (const text of [...linux.args, ...apple.args.slice(7), ...Object.values(windows.env)])
        expect(text, title).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  });
});
