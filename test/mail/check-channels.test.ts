import { describe, expect, it } from 'vitest';
import { checkChannels } from '../../src/app/setup/check-channels.ts';
import { settingsJsonSchema } from '../../src/app/setup/settings-schema.ts';

const check = (...channels: object[]) =>
  checkChannels(`channels:\n${channels.map(channel => `  - ${JSON.stringify(channel)}\n`).join('')}`, {
    channels,
  });

describe('channels in the settings', () => {
  it('are taken as they are meant', async () => {
    const fine = [
      { channel: 'email', to: 'yves@kerlann.example', smtp: 'smtp://localhost:2525' },
      { channel: 'inbox' },
      { channel: 'desktop' },
      { channel: 'ntfy', topic: 'kerlann-7f3a', url: 'https://ntfy.example' },
      { channel: 'webhook', url: 'https://hooks.example/T1', form: 'slack' },
    ];
    expect(await check(...fine)).toEqual([]);
  });

  it.each([
    [{ channel: 'emial' }, 'channels[0].channel', 'email'],
    [{ channel: 'webhook', url: 'https://x.example', forme: 'slack' }, 'channels[0].forme', 'form'],
    [{ channel: 'webhook', url: 'https://x.example', form: 'slak' }, 'channels[0].form', 'slack'],
  ])('%o is told with its mend', async (channel, path, mend) => {
    expect(await check(channel)).toMatchObject([{ path, line: 2, mend }]);
  });

  it.each([
    [{ channel: 'email', to: 'yves@kerlann.example' }, 'channels[0].smtp'],
    [{ channel: 'email', to: 'yves@kerlann.example', smtp: 'https://smtp.example' }, 'channels[0].smtp'],
    [{ channel: 'email', to: 'y@k.example', smtp: 'smtp://y:secret@smtp.example' }, 'channels[0].smtp'],
    [{ channel: 'webhook', url: 'javascript:alert(1)' }, 'channels[0].url'],
    [{ channel: 'webhook', url: 'file:///etc/passwd' }, 'channels[0].url'],
    [{ channel: 'ntfy', topic: 'a/../b' }, 'channels[0].topic'],
    [{ channel: 'inbox', password: 'x' }, 'channels[0].password'],
  ])('%o is no channel', async (channel, path) => {
    const problems = await check(channel);
    expect(problems.map(problem => problem.path)).toEqual([path]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('have their own form in the schema for editors', async () => {
    const { properties } = (await settingsJsonSchema()) as {
      properties: { channels: { items: { oneOf: { properties: { channel: { const: string } } }[] } } };
    };
    expect(properties.channels.items.oneOf.map(one => one.properties.channel.const)).toEqual([
      'desktop',
      'email',
      'inbox',
      'ntfy',
      'webhook',
    ]);
  });
});
