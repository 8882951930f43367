import type { DriverRecord } from '../session.ts';
import { base64FromBytes } from '../text.ts';

/** A record as one line of text, bytes and all: quick to compare by the thousand. */
export function printRecord(record: DriverRecord): string {
  return JSON.stringify({ ...record, raw: base64FromBytes(record.raw) });
}
