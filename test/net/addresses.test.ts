import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/platform/net/addresses.ts';
import { routeTo, safeUrl } from '../../src/platform/net/policy.ts';

const corpora = process.env.VIGIE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora');
const table = join(corpora, 'hostile/addresses.json');

describe('addresses', () => {
  it.skipIf(!existsSync(table))('classifies the whole table (skipped: corpora not found)', () => {
    const { refuse, accept } = JSON.parse(readFileSync(table, 'utf8')) as Record<
      'refuse' | 'accept',
      string[]
    >;
    expect(refuse.filter(isPublicAddress)).toEqual([]);
    expect(accept.filter(address => !isPublicAddress(address))).toEqual([]);
  });

  const byte = fc.nat(255);
  const privateIPv4 = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127, 0, 240, 255, 224), byte, byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  );
  const hex = (a: number, b: number) => (a * 256 + b).toString(16);

  it('refuses a private IPv4 in whatever IPv6 it is wrapped', () => {
    fc.assert(
      fc.property(privateIPv4, ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const words = `${hex(a, b)}:${hex(c, d)}`;
        const forms = [
          dotted,
          `::ffff:${dotted}`,
          `::ffff:${words}`,
          `::${words}`,
          `64:ff9b::${words}`,
          `64:ff9b:1::${words}`,
          `2002:${words}::1`,
          `2001:0:${words}::`,
        ];
        expect(forms.filter(isPublicAddress)).toEqual([]);
      }),
    );
  });

  it('judges a mapped or translated IPv4 as the IPv4 that it is', () => {
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const verdict = isPublicAddress(dotted);
        expect(isPublicAddress(`::ffff:${dotted}`)).toBe(verdict);
        expect(isPublicAddress(`64:ff9b::${hex(a, b)}:${hex(c, d)}`)).toBe(verdict);
      }),
    );
    expect(isPublicAddress('::ffff:8.8.8.8')).toBe(true);
  });

  it('takes no text for an address', () => {
    fc.assert(
      fc.property(fc.string(), words => {
        fc.pre(!/^[\d.]+$|:/.test(words));
        expect(isPublicAddress(words)).toBe(false);
      }),
    );
    for (const odd of ['0x7f.1', '2130706433', '127.1', '[::1]', '8.8.8', '010.8.8.8'])
      expect(isPublicAddress(odd)).toBe(false);
  });
});

describe('the policy', () => {
  const policy = {
    allowPrivate: ['127.0.0.1:8080', '[::1]:9', 'intranet.local:80'],
    connectTo: { 'a.test': '127.0.0.1:7' },
  };

  it('opens exactly what is written', () => {
    expect(routeTo('127.0.0.1', 8080, policy)).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      guarded: false,
    });
    expect(routeTo('::1', 9, policy).guarded).toBe(false);
    expect(routeTo('INTRANET.local', 80, policy).guarded).toBe(false);
    expect(routeTo('a.test', 443, policy)).toEqual({
      host: '127.0.0.1',
      port: 7,
      guarded: false,
      elsewhere: true,
    });
    expect(routeTo('b.test', 80, policy).guarded).toBe(true);
    expect(routeTo('intranet.local', 81, policy).guarded).toBe(true);
    for (const [host, port] of [
      ['127.0.0.1', 8081],
      ['127.0.0.1', 7],
      ['::1', 8080],
      ['::ffff:7f00:1', 8080],
    ] as const)
      expect(() => routeTo(host, port, policy)).toThrow('SourceUnsafe');
  });

  it('gives a prototype no say', () => {
    expect(routeTo('constructor', 80, policy).guarded).toBe(true);
  });

  it('reads every spelling of an address as the URL standard does', () => {
    for (const spelling of [
      'http://2130706433/',
      'http://0x7f.1/',
      'http://127.0.0.1./',
      'http://①②⑦.⓪.⓪.①/',
      'http://0/',
    ]) {
      const { hostname } = safeUrl(spelling);
      expect(() => routeTo(hostname, 80, { allowPrivate: [], connectTo: {} })).toThrow('SourceUnsafe');
    }
    for (const address of [
      'file:///etc/passwd',
      'data:text/plain,x',
      'ftp://a.test/',
      'http://u:p@a.test/',
      'no address',
    ])
      expect(() => safeUrl(address)).toThrow('SourceUnsafe');
  });
});
