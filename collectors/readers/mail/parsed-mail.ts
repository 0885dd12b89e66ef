import PostalMime, { type Address, type Email } from 'postal-mime';
import { cleanLine } from '../../../src/domain/text/clean.ts';

/** A notice has three parts; a bomb of ten thousand costs more than its length. */
const PARTS_MAX = 50;
const HEADER_BYTES_MAX = 131_072;
const DEPTH_MAX = 10;
/** The longest that RFC 5321 allows. */
const ADDRESS_LENGTH_MAX = 254;

/**
 * The mail of these bytes, at most `bytesMax` of them; null when they are none (a header that never ends, parts within
 * parts without end). Mails within the mail stay closed.
 */
export async function parsedMail(raw: Uint8Array, bytesMax: number): Promise<Email | null> {
  try {
    return await PostalMime.parse(bounded(raw.subarray(0, bytesMax)), {
      maxNestingDepth: DEPTH_MAX,
      maxHeadersSize: HEADER_BYTES_MAX,
      maxRfc822NestingDepth: 0,
      forceRfc822Attachments: true,
    });
  } catch {
    // The parser's own limits, and whatever hostile bytes bring it to.
    return null;
  }
}

/** Small letters; '' when there is none. Of a group its first member. */
export function addressOf(address: Address | undefined): string {
  const written = address?.address ?? address?.group?.[0]?.address ?? '';
  return cleanLine(written, ADDRESS_LENGTH_MAX).toLowerCase();
}

/** Cut before the part that is one too many. */
function bounded(bytes: Uint8Array): Uint8Array {
  let parts = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x2d && bytes[at + 2] === 0x2d && ++parts > PARTS_MAX)
      return bytes.subarray(0, at + 1);
  }
  return bytes;
}
