import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Collector, Cursor, Fetch, Read } from '../../src/domain/collector.ts';
import { cleanObservation } from '../../src/platform/worker/clean-observation.ts';
import { answerOf, type Case, casesOf, ids, load, settingOf } from './cases.ts';

const UPDATE = process.env['UPDATE_FIXTURES'] === '1';
/** Mutations tried per fixture: enough to break a reader that trusts its input, few enough to stay quick. */
const MUTATIONS = 15;

/** What a source may hold behind its address when it is not itself. */
const STRANGERS: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'white space': ' \n\t\n',
  'a login page':
    '<!doctype html><html><head><title>Connexion</title></head><body><h1>Connexion</h1><form method="post"><label>Adresse <input type="email" name="u"></label><label>Mot de passe <input type="password" name="p"></label><button>Se connecter</button></form></body></html>',
  'other JSON': '{"status":"maintenance","retry":30,"nested":{"a":[1,2,{"b":null}]}}',
  'a list of numbers': '[1,2,3]',
  'half a JSON': '{"hits":[{"objectID":"1","articles":[{',
  'one word': 'OK',
  'a picture': '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000\u0001',
};

/** What costs a careless reader the square of its length, or its stack. */
const HEAVY: Readonly<Record<string, string>> = {
  'deep elements': '<div>'.repeat(100_000),
  'deep items': '<div itemscope itemtype="https://schema.org/Review" itemprop="review">x'.repeat(20_000),
  'deep JSON': '['.repeat(200_000),
  'deep JSON-LD': `<script type="application/ld+json">${'{"review":['.repeat(50_000)}</script>`,
  'unclosed comments': `<script type="application/ld+json">{"@type":"Review",${'<!--'.repeat(100_000)}</script>`,
  'open quotes': '"a;'.repeat(100_000),
  'many quotes': `<script type="application/ld+json">{"name":"${'" '.repeat(100_000)}</script>`,
  'one endless line': `${'5 étoiles il y a 2 semaines '.repeat(20_000)}`,
  'many short lines': 'Marie D.\n★★★★★ il y a 2 jours\nBien\n'.repeat(20_000),
  'open tags': '<'.repeat(300_000),
};

describe.each(ids)('%s', id => {
  let collector: Collector;
  let cases: Case[];
  const setting = settingOf(id);

  beforeAll(async () => {
    collector = await load(id);
    cases = casesOf(id);
  });

  it('has a complete manifest', () => {
    expect(collector.id).toBe(id);
    for (const text of [collector.title.fr, collector.title.en, collector.terms])
      expect(text.trim().length).toBeGreaterThan(3);
    expect(URL.canParse(collector.homepage)).toBe(true);
    expect(collector.brings.length).toBeGreaterThan(0);
    const { minIntervalMs, maxPages, maxItems } = collector.limits;
    expect(minIntervalMs).toBeGreaterThanOrEqual(collector.needs === 'file' ? 0 : 1_000);
    expect(maxPages).toBeGreaterThanOrEqual(1);
    expect(maxPages).toBeLessThanOrEqual(50);
    expect(maxItems).toBeGreaterThanOrEqual(1);
    expect(cases.length).toBeGreaterThan(0);
  });

  it('takes its own options and refuses rubbish', () => {
    const good = setting.options as Record<string, unknown>;
    expect(collector.options.safeParse(good).success).toBe(true);
    for (const rubbish of [null, 'x', 7, [], {}, { ...good, unknown: 1 }])
      expect(collector.options.safeParse(rubbish).success, JSON.stringify(rubbish)).toBe(false);
    for (const name of Object.keys(good)) {
      for (const rubbish of [null, 42, '', [], {}, 'a\u0000b', 'x'.repeat(5_000)])
        expect(collector.options.safeParse({ ...good, [name]: rubbish }).success, `${name}: ${rubbish}`).toBe(
          false,
        );
    }
    for (const name of ['url', 'site', 'instance'].filter(each => each in good)) {
      for (const rubbish of ['javascript:alert(1)', 'file:///etc/passwd', 'kerlann', 'https://'])
        expect(collector.options.safeParse({ ...good, [name]: rubbish }).success, rubbish).toBe(false);
    }
  });

  it('asks purely, within bounds, whatever the cursor', () => {
    const options = frozen(collector.options.parse(setting.options));
    const cursors: Cursor[] = [
      {},
      { id: '\u0000', second: -1, post: Number.MAX_VALUE, posts: '"&?#', topics: '' },
    ];
    for (const since of cursors) {
      const asked = collector.requests(options, frozen(since));
      expect(collector.requests(options, since)).toEqual(asked);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.length).toBeLessThanOrEqual(collector.limits.maxPages);
      for (const fetch of asked) expectAskable(fetch);
    }
  });

  it('reads its fixtures, twice the same, within the bounds', async () => {
    for (const each of cases) {
      const read = await readCase(collector, each);
      if (UPDATE) writeFileSync(each.expectedFile, `${JSON.stringify(read, null, 2)}\n`);
      expect(read, each.name).toEqual(JSON.parse(readFileSync(each.expectedFile, 'utf8')));
      expect(await readCase(collector, each), each.name).toEqual(read);
      expectSound(collector, each, read);
    }
  });

  it('brings something, and only what its manifest says', async () => {
    const kinds = {
      mention: 'mentions',
      review: 'reviews',
      rating: 'ratings',
      page: 'pages',
      price: 'prices',
      job: 'jobs',
    };
    const reads = await Promise.all(cases.map(each => readCase(collector, each)));
    const brought = new Set(reads.flatMap(read => read.observations.map(({ kind }) => kinds[kind])));
    expect(brought.size).toBeGreaterThan(0);
    expect(collector.brings).toEqual(expect.arrayContaining([...brought]));
  });

  it('moves on: what it stored as cursor goes into valid requests', async () => {
    for (const each of cases) {
      const { cursor, next } = await readCase(collector, each);
      const options = collector.options.parse(each.options);
      for (const fetch of [...collector.requests(options, cursor ?? {}), ...(next ?? [])])
        expectAskable(fetch);
    }
  });

  it.each(Object.keys(STRANGERS))('does not take %s for its own', async stranger => {
    const bytes = Buffer.from(STRANGERS[stranger]!, stranger === 'a picture' ? 'latin1' : 'utf8');
    const read = await readCase(collector, { ...cases[0]!, answer: answerOf(setting, bytes) });
    expect(read.recognised).toBe(false);
    expect(read.observations).toEqual([]);
  });

  it.each(Object.keys(HEAVY))('gets through %s', async heavy => {
    const answer = answerOf(setting, Buffer.from(HEAVY[heavy]!));
    expectSound(collector, cases[0]!, await readCase(collector, { ...cases[0]!, answer }));
  });

  it('never throws on damaged bytes, and still keeps its bounds', async () => {
    for (const each of cases) {
      const property = fc.asyncProperty(damage(each.answer.bytes), async bytes => {
        const damaged = { ...each, answer: { ...each.answer, bytes } };
        expectSound(collector, damaged, await readCase(collector, damaged), ['neither text nor title']);
      });
      await fc.assert(property, { numRuns: MUTATIONS, seed: 1807 });
    }
  });
});

describe('every time zone', () => {
  const home = process.env['TZ'];
  afterEach(() => {
    if (home === undefined) delete process.env['TZ'];
    else process.env['TZ'] = home;
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu'])(
    'reads the same in %s',
    async zone => {
      process.env['TZ'] = 'UTC';
      expect(new Date(0).getTimezoneOffset()).toBe(0);
      process.env['TZ'] = zone;
      expect(new Date(0).getTimezoneOffset()).not.toBe(0);
      for (const id of ids) {
        const collector = await load(id);
        for (const each of casesOf(id))
          expect(await readCase(collector, each), `${id} ${each.name}`).toEqual(
            JSON.parse(readFileSync(each.expectedFile, 'utf8')),
          );
      }
    },
  );
});

async function readCase(collector: Collector, { answer, options, since }: Case): Promise<Read> {
  const read = await collector.read(frozen(answer), frozen(collector.options.parse(options)), frozen(since));
  // As it travels: absent and undefined are one.
  return JSON.parse(JSON.stringify(read)) as Read;
}

/** A reader that writes into what it was given would fail here. Typed arrays cannot be frozen. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

function expectAskable(fetch: Fetch): void {
  if (fetch.via === 'file') {
    expect(fetch.path.length).toBeGreaterThan(0);
    return;
  }
  if (fetch.via === 'mailbox') {
    expect(fetch.folder.length).toBeGreaterThan(0);
    expect(fetch.senders.length).toBeGreaterThan(0);
    expect(fetch.senders.length).toBeLessThanOrEqual(100);
    return;
  }
  expect(URL.canParse(fetch.url), fetch.url).toBe(true);
  expect(['http:', 'https:']).toContain(new URL(fetch.url).protocol);
  expect(fetch.url.length).toBeLessThan(4_096);
}

/**
 * Everything that the app would check of an answer holds already: nothing is cut, and nothing is dropped but for
 * the reasons given.
 */
function expectSound(collector: Collector, each: Case, read: Read, reasons: readonly string[] = []): void {
  if (!read.recognised) expect(read.observations).toEqual([]);
  expect(read.observations.length).toBeLessThanOrEqual(collector.limits.maxItems);
  expect((read.next ?? []).length).toBeLessThanOrEqual(collector.limits.maxPages);
  for (const fetch of read.next ?? []) expectAskable(fetch);
  for (const seen of read.observations) {
    const clean = cleanObservation(seen, each.answer);
    const verdict = typeof clean === 'string' ? clean : clean.kind;
    expect([seen.kind, ...reasons], JSON.stringify(seen).slice(0, 300)).toContain(verdict);
    if ('text' in seen) expect(seen.text.length).toBeLessThanOrEqual(20_000);
    if (seen.kind === 'page') {
      expect(seen.lines.length).toBeLessThanOrEqual(2_000);
      expect(seen.lines.filter(line => line.length > 500 || line === '')).toEqual([]);
    }
  }
}

/** The bytes with a few of them lost, doubled, replaced or flipped, or cut short. */
function damage(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.nat({ max: Math.max(0, bytes.length - 1) }),
    drop: fc.nat({ max: 40 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom(
          '"',
          '{',
          ']',
          '<',
          '>',
          '\u0000',
          '</script>',
          '<!--',
          'null',
          '-1e999',
          '9'.repeat(40),
          '\ud800',
        )
        .map(text => new Uint8Array(Buffer.from(text))),
    ),
  });
  return fc.array(edit, { minLength: 1, maxLength: 5 }).map(edits => {
    let damaged = Buffer.from(bytes);
    for (const { at, drop, put } of edits)
      damaged = Buffer.concat([damaged.subarray(0, at), put, damaged.subarray(at + drop)]);
    return new Uint8Array(damaged);
  });
}
