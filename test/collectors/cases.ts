import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Answer, Collector, Cursor, Fetch } from '../../src/domain/collector.ts';
import { collectors } from '../../src/generated/collectors.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** When every fixture was read: relative dates are counted from here. */
export const OBSERVED_AT = '2026-11-22T07:00:00.000Z';

/** `collector.json`: what all fixtures of a collector share; `<case>.answer.json`: what one has of its own. */
type Setting = {
  readonly options: unknown;
  readonly url: string;
  readonly contentType: string;
  readonly via?: Fetch['via'];
  readonly since?: Cursor;
};

/** One fixture: bytes as a source sends them and, beside them, what they mean. */
export type Case = {
  readonly name: string;
  readonly options: unknown;
  readonly since: Cursor;
  readonly answer: Answer;
  readonly expectedFile: string;
};

/** Every collector of the generated registry. */
export const ids: readonly string[] = Object.keys(collectors);

export function load(id: string): Promise<Collector> {
  return collectors[id]!();
}

export function settingOf(id: string): Setting {
  return JSON.parse(readFileSync(join(FIXTURES, id, 'collector.json'), 'utf8'));
}

export function casesOf(id: string): Case[] {
  const folder = join(FIXTURES, id);
  const shared = settingOf(id);
  const inputs = readdirSync(folder).filter(
    file => file !== 'collector.json' && !file.endsWith('.expected.json') && !file.endsWith('.answer.json'),
  );
  return inputs.sort().map(file => {
    const name = basename(file, extname(file));
    const own = join(folder, `${name}.answer.json`);
    const setting: Setting = { ...shared, ...(existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')) : {}) };
    return {
      name,
      options: setting.options,
      since: setting.since ?? {},
      answer: answerOf(setting, readFileSync(join(folder, file))),
      expectedFile: join(folder, `${name}.expected.json`),
    };
  });
}

export function answerOf(setting: Setting, bytes: Uint8Array): Answer {
  const via = setting.via ?? 'http';
  const fetch = fetchOf(via, setting.url);
  const { url, contentType } = setting;
  return { fetch, url, status: 200, contentType, bytes: new Uint8Array(bytes), observedAt: OBSERVED_AT };
}

function fetchOf(via: Fetch['via'], url: string): Fetch {
  if (via === 'file') return { via, path: basename(url) };
  if (via === 'mailbox') return { via, folder: 'INBOX', senders: ['@google.com'], after: null };
  return { via, url };
}
