import { describe, expect, test } from 'vitest';
import { sourceSchema } from '../../../src/domain/settings/settings.ts';
import { configuredSource } from '../../../src/domain/settings/source.ts';

const nameOf = (options: Record<string, unknown>) => configuredSource(sourceSchema.parse(options)).name;

describe('a source without a name is called by words of the shop', () => {
  test.each([
    [{ collector: 'saved-page', path: './google.html' }, 'Google'],
    [{ collector: 'saved-page', path: 'C:\\Avis\\pages_jaunes.mhtml' }, 'Pages jaunes'],
    [{ collector: 'table', path: '~/Documents/avis-google.2026.csv' }, 'Avis google.2026'],
    [{ collector: 'table', path: 'échanges' }, 'Échanges'],
    [{ collector: 'table', path: './.csv' }, '.csv'],
    [{ collector: 'hacker-news', query: 'kerlann' }, 'Hacker News'],
    [{ collector: 'gdelt', query: '"Menuiserie Kerlann"' }, 'GDELT'],
    [{ collector: 'youtube-channel', channel: 'UC1234567890' }, 'YouTube'],
    [
      { collector: 'mastodon-tag', instance: 'https://mastodon.social', tag: '#Vannes' },
      '#Vannes (mastodon.social)',
    ],
    [
      { collector: 'mastodon-tag', instance: 'https://piaille.fr', tag: 'menuiserie' },
      '#menuiserie (piaille.fr)',
    ],
    [{ collector: 'feed', url: 'https://www.echo.example/rss.xml' }, 'echo.example'],
    [{ collector: 'wordpress', site: 'https://gazette.example' }, 'gazette.example'],
    [{ collector: 'hacker-news', query: 'kerlann', name: 'Forum des codeurs' }, 'Forum des codeurs'],
  ])('%j', (options, name) => {
    expect(nameOf(options)).toBe(name);
  });

  test('a slip in the options still has a name', () => {
    expect(nameOf({ collector: 'feed', url: 'not an address' })).toBe('feed');
    expect(nameOf({ collector: 'table', path: 12 })).toBe('table');
  });

  test('its identity does not hang on its name', () => {
    const options = { collector: 'saved-page', path: './google.html' };
    const named = configuredSource(sourceSchema.parse({ ...options, name: 'Avis' }));
    expect(named.id).toBe(configuredSource(sourceSchema.parse(options)).id);
  });
});
