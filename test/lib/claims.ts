import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Head, liveNamespace, type Snapshot } from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';
import { ask } from './house.ts';

/**
 * What a program said that it holds, written down by the one who heard it: sequence and hash by journal. Kept in the tester's process, so that a kill cannot take it along.
 */
export class Claims {
  readonly #highest = new Map<string, Map<number, string>>();

  note(journalId: string, seq: number, hash: string): void {
    if (seq > 0) this.#of(journalId).set(seq, hash);
  }

  get count(): number {
    return [...this.#highest.values()].reduce((sum, positions) => sum + positions.size, 0);
  }

  /** Claims that the disk does not bear out: not there, or another entry. */
  broken(held: ReadonlyMap<string, ReadonlyMap<number, string>>): string[] {
    return [...this.#highest].flatMap(([journalId, positions]) =>
      [...positions].flatMap(([seq, hash]) => (held.get(journalId)?.get(seq) === hash ? [] : [`${journalId} ${seq}`])),
    );
  }

  #of(journalId: string): Map<number, string> {
    const positions = this.#highest.get(journalId) ?? new Map<number, string>();
    this.#highest.set(journalId, positions);
    return positions;
  }
}

/** Listens to the live feed and notes every frontier that it states. */
export function listenForClaims(url: string, eventId: string, claims: Claims): Socket {
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'], reconnection: false });
  socket.on('connect', () => socket.emit('subscribe', { eventId, audience: 'public', cursor: null }, () => {}));
  socket.on('head', (head: Head) => {
    for (const { journalId, seq, hash } of head.basis.frontier) claims.note(journalId, seq, hash);
  });
  socket.on('snapshot', (_snapshot: Snapshot) => {});
  return socket;
}

/** Asks `/status` again and again until it no longer answers. */
export async function pollForClaims(url: string, claims: Claims): Promise<void> {
  type Status = { journal: { journal_id: string; seq: number; hash: string } };
  for (;;) {
    try {
      const { journal } = await ask<Status>(`${url}/status`);
      claims.note(journal.journal_id, journal.seq, journal.hash);
    } catch {
      return;
    }
  }
}

const edgeMain = fileURLToPath(new URL('../../edge/src/main.ts', import.meta.url));

/** `held`: the hash of each entry, by journal and place. `readNumbers`: what the decoder called each read, in no order. */
export type OnDisk = { integrity: string; held: Map<string, Map<number, string>>; readNumbers: number[] };

/** What is on an edge's disk, read by a program that writes nothing, while the edge is down. */
export async function entriesOnDisk(dataDir: string): Promise<OnDisk> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [edgeMain, 'journal-dump'], {
    env: { ...process.env, CHUTE_DATA_DIR: dataDir },
    maxBuffer: 1 << 30,
  });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { journal_id?: string; seq: number; hash: string; body: string; integrity?: string });
  const held = new Map<string, Map<number, string>>();
  const readNumbers: number[] = [];
  for (const { journal_id, seq, hash, body } of lines) {
    if (journal_id === undefined) continue;
    const positions = held.get(journal_id) ?? new Map<number, string>();
    held.set(journal_id, positions.set(seq, hash));
    const entry = JSON.parse(body) as { kind: string; sourceSeq: number };
    if (entry.kind === 'read') readNumbers.push(entry.sourceSeq);
  }
  return { integrity: lines.at(-1)!.integrity!, held, readNumbers };
}
