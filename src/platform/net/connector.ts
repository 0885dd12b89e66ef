import type { LookupAddress } from 'node:dns';
import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isLoopback, isPublicAddress } from './addresses.ts';
import type { NetworkPolicy, Route } from './policy.ts';
import { routeTo, unsafe } from './policy.ts';

/** A name may have dozens of addresses; trying more than these is not a connection but a scan. */
const ADDRESSES_MAX = 16;

/**
 * Resolves and keeps public addresses only. The socket connects to what this returns, so a name cannot be
 * public when checked and private when used.
 */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error: Error | null, found: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const open = found.filter(entry => isPublicAddress(entry.address)).slice(0, ADDRESSES_MAX);
    const first = open[0];
    if (!first) return callback(unsafe('name of a private address', hostname), '', 0);
    if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};

/** Answers of a port where nobody listens or nobody comes: asking again in plain words would not help. */
const NOBODY = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/**
 * For a name that the settings connect to this very machine (tests, the demo): the real name's certificate
 * cannot be had here, and nothing leaves the machine, so any certificate will do, and a server without TLS too.
 */
function localConnector(connectMs: number): buildConnector.connector {
  const common = { timeout: connectMs, allowH2: false } as const;
  const unverified = buildConnector({ ...common, rejectUnauthorized: false });
  const plain = buildConnector(common);
  return (options, callback) => {
    if (options.protocol !== 'https:') return plain(options, callback);
    unverified(options, (...[error, socket]) => {
      const code = error && 'code' in error ? String(error.code) : '';
      if (error === null) callback(null, socket);
      else if (NOBODY.has(code)) callback(error, null);
      else plain({ ...options, protocol: 'http:' }, callback);
    });
  };
}

/** True when the settings connect a name to this very machine; to any other address they bring no leniency. */
export function isHere(route: Route): boolean {
  return route.elsewhere && isLoopback(route.host);
}

/**
 * The only way a socket is opened: the policy decides for each host and port, the resolved address is checked
 * at connect.
 */
export function guardedConnector(policy: NetworkPolicy, connectMs: number): buildConnector.connector {
  const common = { timeout: connectMs, allowH2: false } as const;
  const guarded = buildConnector({ ...common, lookup: publicLookup });
  const direct = buildConnector(common);
  const local = localConnector(connectMs);
  return (options, callback) => {
    const asked = options.hostname.replace(/^\[|\]$/g, '');
    const secure = options.protocol === 'https:';
    const port = options.port === '' ? (secure ? 443 : 80) : Number(options.port);
    try {
      const route = routeTo(asked, port, policy);
      const connect = route.guarded ? guarded : isHere(route) ? local : direct;
      const { servername: _drop, ...rest } = options;
      connect(
        {
          ...rest,
          hostname: route.host,
          port: String(route.port),
          // The certificate must be the asked name's, wherever the settings connect it to. TLS names no address.
          ...(secure && isIP(asked) === 0 ? { servername: options.servername ?? asked } : {}),
        },
        callback,
      );
    } catch (error) {
      callback(error as Error, null);
    }
  };
}
