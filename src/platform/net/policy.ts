import { isIP } from 'node:net';
import { VigieError } from '../../domain/errors.ts';
import { isPublicAddress } from './addresses.ts';

/** The `network` part of the settings that opens a private address, and nothing else does. */
export type NetworkPolicy = {
  /** `host:port` exactly as a URL has it (default port spelled out). */
  readonly allowPrivate: readonly string[];
  /** name → `host:port` to connect to instead of resolving that name. */
  readonly connectTo: Readonly<Record<string, string>>;
};

/** Where a connection may go. */
export type Route = {
  readonly host: string;
  readonly port: number;
  /** The resolved address is still to be checked at connect. */
  readonly guarded: boolean;
  /** `connectTo` says so: not where the name itself leads. */
  readonly elsewhere: boolean;
};

/** A URL longer than this is no address that a person or a site wrote on purpose. */
const URL_LENGTH_MAX = 8_192;

/** Parses and checks what can be told before connecting: length, scheme, userinfo. Throws SourceUnsafe. */
export function safeUrl(text: string, base?: string): URL {
  if (text.length > URL_LENGTH_MAX || !URL.canParse(text, base)) throw unsafe('unreadable address', '');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw unsafe('neither http nor https', url.host);
  if (url.username !== '' || url.password !== '')
    throw unsafe('name or password inside an address', url.host);
  return url;
}

/** The host without brackets, and the port written out. */
export function hostAndPort(url: URL): { host: string; port: number } {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: unbracketed(url.hostname), port };
}

/** Decides where a host may be connected to. Throws SourceUnsafe for a literal private address. */
export function routeTo(host: string, port: number, policy: NetworkPolicy): Route {
  const name = host.toLowerCase();
  const elsewhere = Object.hasOwn(policy.connectTo, name) ? policy.connectTo[name] : undefined;
  if (elsewhere !== undefined) return { ...splitHostPort(elsewhere), guarded: false, elsewhere: true };
  if (isAllowedPrivate(name, port, policy)) return { host: name, port, guarded: false, elsewhere: false };
  if (isIP(name) !== 0 && !isPublicAddress(name)) throw unsafe('private address', name);
  return { host: name, port, guarded: isIP(name) === 0, elsewhere: false };
}

/** True for the hosts that the settings name: tests, the demo, an intranet. */
export function isNamedLocal(host: string, port: number, policy: NetworkPolicy): boolean {
  const name = host.toLowerCase();
  return Object.hasOwn(policy.connectTo, name) || isAllowedPrivate(name, port, policy);
}

export function unsafe(detail: string, host: string): VigieError {
  return new VigieError('SourceUnsafe', { host: host.slice(0, 100), detail });
}

function isAllowedPrivate(name: string, port: number, policy: NetworkPolicy): boolean {
  const written = name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
  return policy.allowPrivate.some(allowed => allowed.toLowerCase() === written);
}

function splitHostPort(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new VigieError('SettingsInvalid', { path: 'network.connectTo', expected: 'host:port', got: text });
  return { host: unbracketed(text.slice(0, colon)), port };
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
