import { isIP } from 'node:net';
import { isKey } from './console-key.ts';

export type Caller = {
  peer: string | undefined;
  host: string | undefined;
  origin: string | undefined;
  /** What was given as `Authorization: Bearer` or in the Socket.IO handshake. */
  key: string | undefined;
};

/**
 * May this caller change things, or see what only a timer sees? With the console key from anywhere; without it only a program on this machine.
 * A web page that a browser on this machine happens to show is no such program: it comes with another origin, or under a name that was
 * bent to point here, so both have to be ours.
 */
export function mayChange(caller: Caller, key: string): boolean {
  if (caller.key !== undefined) return isKey(caller.key, key);
  return isLoopback(caller.peer) && isOwnHost(caller.host) && (caller.origin === undefined || isSameHost(caller.origin, caller.host));
}

export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
}

function isLoopback(peer: string | undefined): boolean {
  return peer === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(peer ?? '');
}

function isOwnHost(host: string | undefined): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname ?? '';
  return name === 'localhost' || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.parse(origin)?.host === host;
}
