/** `pass`: the mailbox's provider vouches for the sender. `fail`: it says that it is not. `unknown`: it says nothing. */
export type Authenticity = 'pass' | 'fail' | 'unknown';

/** Longest header looked at, characters. */
const HEADER_LENGTH_MAX = 4_000;

/**
 * What the receiving provider found out about the sender (RFC 8601). Only the topmost `Authentication-Results`
 * counts: a provider puts its own above everything that came with the message.
 *
 * @param headers in the order of the message, names in lower case
 * @param from address in From
 */
export function authenticityOf(
  headers: readonly { readonly key: string; readonly value: string }[],
  from: string,
): Authenticity {
  const results = headers.find(({ key }) => key === 'authentication-results')?.value;
  if (results === undefined) return 'unknown';
  // Comments may hold anything, also words that look like results.
  const text = withoutComments(results.slice(0, HEADER_LENGTH_MAX)).toLowerCase();
  const methods = text
    .split(';')
    .slice(1)
    .map(part => part.trim());
  const result = (name: string) => methods.flatMap(part => resultOf(part, name));
  const dmarc = result('dmarc')[0]?.verdict;
  if (dmarc === 'pass') return 'pass';
  if (dmarc === 'fail') return 'fail';
  const dkim = result('dkim');
  const spf = result('spf');
  const own = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  if ([...dkim, ...spf].some(({ verdict, domain }) => verdict === 'pass' && isAligned(domain, own)))
    return 'pass';
  return dkim.length + spf.length > 0 ? 'fail' : 'unknown';
}

/** One level deep is what providers write; deeper ones are left as they are. */
function withoutComments(value: string): string {
  return value.replace(/\([^()]{0,1000}\)/g, ' ');
}

function resultOf(part: string, name: string): { verdict: string; domain: string }[] {
  const verdict = new RegExp(`^${name}\\s*=\\s*([a-z]{2,12})`).exec(part)?.[1];
  if (verdict === undefined) return [];
  const property =
    /\b(?:header\.d|header\.i|smtp\.mailfrom|smtp\.from)\s*=\s*"?([^\s;"]{1,250})/.exec(part)?.[1] ?? '';
  return [{ verdict, domain: property.slice(property.lastIndexOf('@') + 1) }];
}

/** Relaxed alignment: one is the other or stands under it. Without a list of public suffixes, `.fr` must not be either. */
function isAligned(domain: string, own: string): boolean {
  if (!domain.includes('.') || !own.includes('.')) return false;
  return domain === own || domain.endsWith(`.${own}`) || own.endsWith(`.${domain}`);
}
