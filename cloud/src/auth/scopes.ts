import { z } from 'zod';

/** What a key may do. Roles are named sets of these. */
export const scopes = [
  'read:events',
  'write:events',
  'read:participants',
  'write:participants',
  'read:results',
  'write:results',
  'read:timing',
  'write:timing',
  'admin:users',
  'admin:partner',
] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

export const roles = {
  owner: [...scopes],
  admin: scopes.filter((scope) => scope !== 'admin:partner'),
  timer: scopes.filter((scope) => !scope.startsWith('admin:')),
  announcer: ['read:events', 'read:participants', 'read:results'],
  viewer: ['read:events', 'read:results'],
  /** Reads what it times and sends what it heard. Offering the setup of an event that the hub does not know is `write:timing`. */
  edge: ['read:events', 'read:participants', 'read:results', 'read:timing', 'write:timing'],
  display: ['read:events', 'read:results'],
} as const satisfies Record<string, readonly Scope[]>;
export const roleSchema = z.enum(Object.keys(roles) as [keyof typeof roles, ...(keyof typeof roles)[]]);
export type Role = z.infer<typeof roleSchema>;
