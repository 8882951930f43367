import type { Scope } from './scopes.ts';

/** Who is behind a request or a socket, once the secret was proved. */
export type Caller = {
  partnerId: string;
  keyId: string;
  scopes: ReadonlySet<Scope>;
  /** Set when the key belongs to an edge. */
  edgeId: string | null;
};

/** The platform's own keys carry partner 0: they make partners, and see none of what these own. */
export const platformPartnerId = '0';

/** Proves a token, or undefined. A revoked key is refused within `keyMemoryMs` of its revocation. */
export type Authenticate = (token: string) => Promise<Caller | undefined>;

/** The token of a request: `Authorization: Bearer …` or `X-API-Key`. */
export function tokenOf(headers: Record<string, string | string[] | undefined>): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (typeof authorization === 'string') return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  return typeof apiKey === 'string' ? apiKey : undefined;
}
