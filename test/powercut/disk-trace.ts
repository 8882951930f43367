import { readFileSync } from 'node:fs';

/** One call that changed a watched file, in the order of the disk. `atMs` is the machine's steady clock (`process.hrtime`), the same in all processes. */
export type DiskEvent = { atMs: number } & (
  | { op: 'opened' | 'created'; inode: number; path: string }
  | { op: 'wrote'; inode: number; offset: number; bytes: Buffer }
  | { op: 'truncated'; inode: number; size: number }
  | { op: 'synced' | 'sync-failed'; inode: number }
  | { op: 'unlinked' | 'made-folder'; path: string }
  | { op: 'renamed'; from: string; to: string }
);

const headerBytes = 32;

/** Reads what disk-shim.c wrote down. Errors: throws on a record that it does not know. */
export function readDiskTrace(file: string): DiskEvent[] {
  const trace = readFileSync(file);
  const events: DiskEvent[] = [];
  let at = 0;
  while (at < trace.length) {
    const end = at + headerBytes + trace.readUInt32LE(at + 4);
    events.push(diskEvent(trace.subarray(at, at + headerBytes), trace.subarray(at + headerBytes, end)));
    at = end;
  }
  return events;
}

function diskEvent(header: Buffer, bytes: Buffer): DiskEvent {
  const op = header.readUInt32LE(0);
  const [inode, offset, atNs] = [8, 16, 24].map((at) => Number(header.readBigUInt64LE(at))) as [number, number, number];
  const atMs = atNs / 1e6;
  switch (op) {
    case 1:
      return { op: 'opened', inode, path: bytes.toString(), atMs };
    case 2:
      return { op: 'wrote', inode, offset, bytes, atMs };
    case 3:
      return { op: 'synced', inode, atMs };
    case 4:
      return { op: 'sync-failed', inode, atMs };
    case 5:
      return { op: 'truncated', inode, size: offset, atMs };
    case 6:
      return { op: 'unlinked', path: bytes.toString(), atMs };
    case 7: {
      const [from, to] = bytes.toString().split('\n') as [string, string];
      return { op: 'renamed', from, to, atMs };
    }
    case 8:
      return { op: 'made-folder', path: bytes.toString(), atMs };
    case 9:
      return { op: 'created', inode, path: bytes.toString(), atMs };
    default:
      throw new Error(`the trace holds a record of kind ${op}: disk-shim.c and disk-trace.ts disagree`);
  }
}
