import { VigieError } from '../../domain/errors.ts';
import type { Egress } from './egress.ts';
import { safeUrl, unsafe } from './policy.ts';

/** A message is some kilobytes; what a receiver of messages answers is a word. */
const BODY_BYTES_MAX = 262_144;
const ANSWER_BYTES_MAX = 65_536;
const ANSWER_LENGTH_MAX = 2_000;

export type Post = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * A bounded POST through the one door, for channels: any status is an answer here. A redirect is not followed:
 * whoever is to get the message is the address that the owner wrote.
 *
 * @throws VigieError SourceUnreachable (nobody answered), SourceUnsafe, SourceTooLarge
 */
export function postThrough(egress: Egress, onHost: (host: string) => void = () => undefined): Post {
  return async ({ url, headers, body }) => {
    if (Buffer.byteLength(body) > BODY_BYTES_MAX)
      throw new VigieError('SourceTooLarge', { limitMb: 1, detail: 'body' });
    const asked = safeUrl(url);
    try {
      const answer = await egress.request({
        url,
        method: 'POST',
        headers,
        body,
        maxBytes: ANSWER_BYTES_MAX,
        onHost,
        beforeHop: async hop => {
          if (hop.href !== asked.href) throw unsafe('redirected message', hop.host);
        },
      });
      return {
        status: answer.status,
        text: Buffer.from(answer.bytes).toString('utf8').slice(0, ANSWER_LENGTH_MAX),
      };
    } catch (error) {
      const status = error instanceof VigieError ? Number(error.params.status) : Number.NaN;
      if (Number.isInteger(status)) return { status, text: '' };
      throw error;
    }
  };
}
