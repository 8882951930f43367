import type { DiskEvent } from './disk-trace.ts';

/** Something that was said to be on disk: from then on no power cut may take it away. */
export type Claim = { journalId: string; seq: number; hash: string };

/** What had been said at each instant of a recording: its lines stand in a file that is part of the trace, not of the disk. */
export class ClaimLines {
  readonly claims: Claim[] = [];
  readonly #path: string;
  #inode: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether the event was of this file. */
  take(event: DiskEvent): boolean {
    if ('path' in event && event.path === this.#path) {
      if ('inode' in event) this.#inode = event.inode;
      return true;
    }
    if (!('inode' in event) || event.inode !== this.#inode) return false;
    if (event.op === 'wrote') for (const line of event.bytes.toString().trim().split('\n')) this.claims.push(JSON.parse(line) as Claim);
    return true;
  }
}
