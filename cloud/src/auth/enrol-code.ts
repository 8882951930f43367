import { createHash, randomInt } from 'node:crypto';

/** No letters that are read for one another: people type it from one screen to another. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A one-time code for a new edge, such as `12-7KQF-02MN-XWPA`: the partner, so that no look-up runs without a tenant, and 60 random bits.
 * `codeHash` is what is stored.
 */
export function mintEnrolCode(partnerId: string): { code: string; codeHash: Buffer } {
  const groups = [0, 1, 2].map(() => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join(''));
  const code = [partnerId, ...groups].join('-');
  return { code, codeHash: enrolCodeHash(code) };
}

/** The partner that a typed code claims, with the code as it was minted; undefined when it cannot be one of ours. */
export function parseEnrolCode(typed: string): { partnerId: string; codeHash: Buffer } | undefined {
  const code = typed.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const match = /^([1-9]\d{0,17})(-[0-9A-HJKMNP-TV-Z]{4}){3}$/.exec(code);
  return match ? { partnerId: match[1]!, codeHash: enrolCodeHash(code) } : undefined;
}

function enrolCodeHash(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
