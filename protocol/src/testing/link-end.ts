import type { LinkInput, LinkOutput, LinkSettings } from '../replication/link.ts';
import type { EntryBatch, Frontier, JournalPosition } from '../replication/messages.ts';
import { ReplicationLink } from '../replication/replication-link.ts';
import { MemoryJournals } from './memory-journals.ts';

export function anEnd(role: LinkSettings['role'], settings: Partial<LinkSettings> = {}): End {
  return new End(role, settings);
}

/** One end with a disk that answers at once; what it says to the outside is returned. Wake-ups are kept: `at` ticks when one is due. */
export class End {
  readonly disk = new MemoryJournals();
  eventIds = ['saturday'];
  fetches = 0;
  #nowMs = 0;
  #wakeAtMs = Infinity;
  readonly #role: LinkSettings['role'];
  readonly link: ReplicationLink;

  constructor(role: LinkSettings['role'], settings: Partial<LinkSettings>) {
    this.#role = role;
    this.link = new ReplicationLink({
      storeId: 'store-of-ours',
      role,
      eventIds: () => this.eventIds,
      window: 4,
      batchSize: 10,
      retryMs: 1_000,
      ...settings,
    });
  }

  told(input: { type: LinkInput['type'] } & Record<string, unknown>): LinkOutput[] {
    return this.link.handle({ ...input, nowMs: this.#nowMs } as unknown as LinkInput).flatMap((output) => {
      if (output.type === 'wake-at') {
        this.#wakeAtMs = output.atMs;
        return [];
      }
      if (output.type !== 'fetch') return [output];
      this.fetches += 1;
      return this.told({ ...output, type: 'fetched', ...this.disk.fetch(output) });
    });
  }

  at(nowMs: number): LinkOutput[] {
    this.#nowMs = nowMs;
    if (nowMs < this.#wakeAtMs) return [];
    this.#wakeAtMs = Infinity;
    return this.told({ type: 'tick' });
  }

  opens(linkId: string): LinkOutput[] {
    this.told({ type: 'held', journals: this.disk.ends() });
    return this.told({ type: 'opened', linkId });
  }

  /** A link on which the hub, which holds nothing, has answered. */
  upWith(linkId: string): this {
    this.opens(linkId);
    this.hears(whole(linkId));
    return this;
  }

  /** On the disk only: the link is told when it opens, or with `onDisk`. */
  writes(journalId: string, count: number): this {
    const from = this.disk.end(journalId).seq + 1;
    this.disk.write(journalId, batchOf(journalId, { from, count }).entries);
    return this;
  }

  onDisk(journalId: string): LinkOutput[] {
    return this.told({ type: 'held', journals: [this.disk.end(journalId)] });
  }

  hears(frontier: Frontier): LinkOutput[] {
    if (this.#role === 'hub') this.told({ type: 'held', journals: this.disk.ends() });
    return this.told({ type: 'frontier', frontier });
  }

  gets(batch: EntryBatch): LinkOutput[] {
    return this.told({ type: 'batch', batch });
  }

  hasStored(batch: EntryBatch): LinkOutput[] {
    return this.gets(batch).flatMap((output) =>
      output.type === 'store' ? this.told({ type: 'stored', journal: this.disk.store(output.batch) }) : [output],
    );
  }

  position(journalId: string, seq: number): JournalPosition {
    return { journalId, seq, hash: hashOf(journalId, seq) };
  }
}

export function whole(linkId: string, ...rest: (JournalPosition | { storeId: string })[]): Frontier {
  return frontierOf(linkId, true, rest);
}

export function partial(linkId: string, ...rest: (JournalPosition | { storeId: string })[]): Frontier {
  return frontierOf(linkId, false, rest);
}

function frontierOf(linkId: string, isWhole: boolean, rest: (JournalPosition | { storeId: string })[]): Frontier {
  const journals = rest.filter((one) => 'journalId' in one);
  const storeId = rest.find((one) => 'storeId' in one)?.storeId ?? 'store-of-theirs';
  return { storeId, linkId, whole: isWhole, eventIds: [], journals };
}

export function batchOf(journalId: string, { from, count, linkId = 'L1' }: { from: number; count: number; linkId?: string }): EntryBatch {
  const entries = Array.from({ length: count }, (_, at) => ({
    seq: from + at,
    hash: hashOf(journalId, from + at),
    body: `${journalId} ${from + at}`,
  }));
  return { linkId, journalId, fromSeq: from, prevHash: hashOf(journalId, from - 1), entries };
}

export function hashOf(journalId: string, seq: number): string {
  return seq === 0 ? '0'.repeat(64) : `${journalId} ${seq}`.padEnd(64, '.');
}

export function sentBy(outputs: LinkOutput[]): [number, number][] {
  return outputs.flatMap((output) =>
    output.type === 'send-batch' ? [[output.batch.fromSeq, output.batch.entries.at(-1)!.seq] as [number, number]] : [],
  );
}
