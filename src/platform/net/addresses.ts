import ipaddr from 'ipaddr.js';

/**
 * True for an address of the public internet. Everything else is refused: loopback, private, link-local,
 * shared, reserved, documentation, benchmarking, multicast, tunnels (6to4, Teredo, local NAT64) and whatever
 * cannot be read. IPv4 inside IPv6 (mapped, compatible, well-known NAT64) is judged as the IPv4 that it is.
 *
 * @param address as `net.isIP` or the resolver gives it; a zone (`%eth0`) or brackets make it local or unreadable
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return ipaddr.IPv4.isValidFourPartDecimal(address) && isPublic(parsed);
  const inner = innerIPv4((parsed as ipaddr.IPv6).parts);
  if (inner) return isPublic(inner);
  return isGlobalUnicast((parsed as ipaddr.IPv6).parts) && isPublic(parsed);
}

/** True for the literal addresses and the name of this very machine. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === 'unicast';
}

/** 2000::/3 is all that is handed out so far; whatever else is named by no table is not public either. */
function isGlobalUnicast(parts: readonly number[]): boolean {
  return ((parts[0] ?? 0) & 0xe000) === 0x2000;
}

/**
 * The IPv4 that the last 32 bits carry under ::ffff:0:0/96, ::/96 or 64:ff9b::/96. The last is how a network
 * without IPv4 of its own reaches every ordinary host, so it must not be refused as a whole.
 */
function innerIPv4(parts: readonly number[]): ipaddr.IPv4 | null {
  const prefix = parts.slice(0, 6).join(',');
  const carries = prefix === '0,0,0,0,0,65535' || prefix === '0,0,0,0,0,0' || prefix === '100,65435,0,0,0,0';
  if (!carries) return null;
  const [high = 0, low = 0] = parts.slice(6);
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
}
