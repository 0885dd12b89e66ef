import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** What a server needs to speak TLS, and the print by which one browser is told to believe it. */
export type OwnCertificate = {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** Base64 SHA-256 of the public key (SPKI), as `--ignore-certificate-errors-spki-list` wants it. */
  readonly print: string;
};

/** Universal tags of DER (X.690). */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT = 0x06;
const UTF8 = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
/** `[0]` around the version. */
const VERSION = 0xa0;

const COMMON_NAME = Buffer.from('550403', 'hex');
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');

/**
 * A new key with a certificate signed by itself (RFC 5280, the least of it: nobody reads its name or its dates).
 * It lives in memory as long as one page is drawn: whoever holds the program does not hold this key.
 */
export function ownCertificate(): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = der(SEQUENCE, der(OBJECT, ECDSA_WITH_SHA256));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(OBJECT, COMMON_NAME), der(UTF8, Buffer.from('vigie')))),
  );
  const dates = der(SEQUENCE, utcTime('000101000000Z'), utcTime('491231235959Z'));
  const serial = der(INTEGER, Buffer.from([1]));
  const version = der(VERSION, der(INTEGER, Buffer.from([2])));
  const signed = der(SEQUENCE, version, serial, algorithm, name, dates, name, spki);
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', signed, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(der(SEQUENCE, signed, algorithm, signature)),
    print: createHash('sha256').update(spki).digest('base64'),
  };
}

function utcTime(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text, 'latin1'));
}

/** One element: tag, length (short or long form), content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
