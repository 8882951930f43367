import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * What a program, an edge or a screen shows to prove who it is: `chute_<partnerId>_<keyId>_<secret>`.
 * The partner in it is a claim that chooses the tenant of the look-up; the secret proves it. Partner 0 is the platform itself.
 */
export type Credential = { partnerId: string; keyId: string; secret: string };

/** A fresh credential with 256 random bits: `token` is shown once, `secretHash` is what is stored. */
export function mintCredential({ partnerId, keyId }: { partnerId: string; keyId: string }): { token: string; secretHash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `chute_${partnerId}_${keyId}_${secret}`, secretHash: secretHash(secret) };
}

/** The parts of a token, or undefined when it cannot be one of ours. */
export function parseCredential(token: string): Credential | undefined {
  const match = /^chute_(0|[1-9]\d{0,17})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(token);
  return match ? { partnerId: match[1]!, keyId: match[2]!, secret: match[3]! } : undefined;
}

export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time, so that an answer's delay tells nothing about the hash. */
export function secretMatches(secret: string, storedHash: Buffer): boolean {
  const given = secretHash(secret);
  return given.length === storedHash.length && timingSafeEqual(given, storedHash);
}
