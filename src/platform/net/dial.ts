import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { VigieError } from '../../domain/errors.ts';
import { isLoopback, isPublicAddress } from './addresses.ts';
import type { NetworkPolicy } from './policy.ts';
import { isNamedLocal, routeTo, unsafe } from './policy.ts';

/** Where a mail server may be dialled: an address that was checked, so that no name can change between the two. */
export type Dial = {
  readonly address: string;
  readonly port: number;
  /** For the certificate, which must be the asked name's; undefined for a bare address. */
  readonly servername: string | undefined;
  /** The settings name it (`network`): it may speak plainly. */
  readonly named: boolean;
  /** This very machine: the real name's certificate cannot be had here. */
  readonly here: boolean;
};

/**
 * The address of a server that is no web server, under the same rules as every request: private addresses only where
 * the settings name them, at connect and not before.
 *
 * @throws VigieError SourceUnsafe, SourceUnreachable
 */
export async function dialOf(host: string, port: number, policy: NetworkPolicy): Promise<Dial> {
  const asked = host.replace(/^\[|\]$/g, '').toLowerCase();
  const route = routeTo(asked, port, policy);
  const servername = isIP(asked) === 0 ? asked : undefined;
  const named = isNamedLocal(asked, port, policy);
  if (!route.guarded && isIP(route.host) !== 0)
    return { address: route.host, port: route.port, servername, named, here: isLoopback(route.host) };
  const found = await lookup(route.host, { all: true }).catch(error => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new VigieError('SourceUnreachable', { host: asked, reason: 'network', detail: code }, error);
  });
  const open = route.guarded ? found.filter(entry => isPublicAddress(entry.address)) : found;
  // Providers' mail hosts all answer on IPv4; many homes still have a broken IPv6.
  const chosen = open.find(entry => entry.family === 4) ?? open[0];
  if (!chosen) throw unsafe('name of a private address', asked);
  return {
    address: chosen.address,
    port: route.port,
    servername,
    named,
    here: named && isLoopback(chosen.address),
  };
}
