import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../collectors/readers/decode.ts';

const TEXT = 'Été à Nîmes';
const xml = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>${TEXT}</a>`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const wide = (text: string, big: boolean, bytes: 2 | 4) => {
  const out = Buffer.alloc(text.length * bytes);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (bytes === 2) big ? out.writeUInt16BE(code, at * 2) : out.writeUInt16LE(code, at * 2);
    else big ? out.writeUInt32BE(code, at * 4) : out.writeUInt32LE(code, at * 4);
  }
  return out;
};

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(xml('utf-8')), ''],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${xml('utf-8')}`), ''],
    ['UTF-8 that a header calls Latin-1', Buffer.from(xml('utf-8')), 'text/xml; charset=iso-8859-1'],
    ['UTF-8 that calls itself UTF-16', Buffer.from(xml('utf-16')), ''],
    ['an unknown charset', Buffer.from(xml('x-klingon')), 'text/xml; charset=x-klingon-9'],
    ['Latin-1 by its declaration', latin1(xml('ISO-8859-1')), 'application/xml'],
    ['Latin-1 by the header', latin1(xml('utf-8')), 'text/xml; charset="iso-8859-1"'],
    ['Latin-1 that calls itself UTF-8', latin1(xml('utf-8')), 'text/xml; charset=us-ascii'],
    ['Latin-1 by its meta', latin1(`<html><head><meta charset=windows-1252></head>${TEXT}`), 'text/html'],
    [
      'UTF-16 with a mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide(xml('utf-16'), false, 2)]),
      'application/xml',
    ],
    ['UTF-16 without', wide(xml('utf-16'), true, 2), ''],
    ['UTF-32 without', wide(xml('utf-32'), false, 4), ''],
    ['UTF-32 big-endian', wide(xml('utf-32'), true, 4), ''],
  ])('%s', (_, bytes, contentType) => {
    const text = decodeBytes(bytes, contentType);
    expect(text).toContain(TEXT);
    expect(text.charCodeAt(0)).toBe(0x3c);
  });

  it('knows the curly quotes of Windows and the euro of Latin-9', () => {
    expect(decodeBytes(Buffer.from([0x93, 0x41, 0x94, 0x80]), 'text/plain; charset=windows-1252')).toBe(
      '“A”€',
    );
    expect(
      decodeBytes(
        Buffer.concat([latin1('<?xml version="1.0" encoding="iso-8859-15"?>'), Buffer.from([0xa4])]),
        '',
      ),
    ).toMatch(/€$/);
  });

  it('keeps UTF-8 of which a few bytes are broken', () => {
    const bytes = Buffer.concat([Buffer.from('é'.repeat(50)), Buffer.from([0xc3])]);
    expect(decodeBytes(bytes, '')).toBe(`${'é'.repeat(50)}\ufffd`);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 30 }), (bytes, label) => {
        expect(typeof decodeBytes(bytes, `text/xml; charset=${label}`)).toBe('string');
      }),
      { numRuns: 500, seed: 1807 },
    );
  });
});
