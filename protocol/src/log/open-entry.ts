import { type Entry, type LoggedEntry, sha256Hex } from '@chute/timing';
import { z } from 'zod';
import { entrySchemaOf } from './entry-schema.ts';
import type { SealedEntry, Sha256Hex } from './sealed-entry.ts';
import { currentVersion, type RawEntry, upcast } from './upcast.ts';

/** An entry that can be scored, or why not. What cannot be scored is still stored, forwarded and listed. */
export type OpenedEntry = { entry: Entry } | { unscored: string };

/**
 * Reads an entry's body, from any version this program knows. With a `SealedEntry` its hash and sequence are checked as well.
 * Errors: never throws; a body that cannot be understood comes back as `unscored` with a reason for a person.
 */
export function openEntry(stored: string | SealedEntry, sha256: Sha256Hex = sha256Hex): OpenedEntry {
  const body = typeof stored === 'string' ? stored : stored.body;
  if (typeof stored !== 'string' && sha256(body) !== stored.hash) return { unscored: 'the text is not the one that was hashed' };
  const written = jsonObject(body);
  if (!written) return { unscored: 'not a JSON object' };
  if (typeof stored !== 'string' && written.seq !== stored.seq)
    return { unscored: `says it is number ${String(written.seq)}, but stands at ${stored.seq}` };
  return openWritten(written);
}

/** As scoring takes it: the place comes from the journal it was read from, which the entry has to agree with. */
export function loggedEntry(journalId: string, sealed: SealedEntry, sha256: Sha256Hex = sha256Hex): LoggedEntry {
  const place = { journalId, seq: sealed.seq, hash: sealed.hash };
  const opened = openEntry(sealed, sha256);
  if ('unscored' in opened) return { ...place, entry: null, unscored: opened.unscored };
  if (opened.entry.journalId !== journalId) return { ...place, entry: null, unscored: `belongs to journal ${opened.entry.journalId}` };
  return { ...place, entry: opened.entry };
}

function openWritten(written: RawEntry): OpenedEntry {
  if (typeof written.v !== 'number') return { unscored: 'says no version' };
  if (written.v > currentVersion) return { unscored: `version ${written.v} is newer than this program knows (${currentVersion})` };
  const current = upcast(written);
  if (!current) return { unscored: `version ${written.v} cannot be brought to ${currentVersion}` };
  const schema = entrySchemaOf(current.kind);
  if (!schema) return { unscored: `kind ${JSON.stringify(current.kind)?.slice(0, 80)} is not known to this program` };
  const parsed = schema.safeParse(current);
  return parsed.success ? { entry: parsed.data } : { unscored: z.prettifyError(parsed.error).replaceAll('\n', ' ') };
}

function jsonObject(body: string): RawEntry | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawEntry) : undefined;
  } catch {
    return undefined;
  }
}
