import type { JournalAt, LinkInput, LinkOutput, LinkSettings } from '../replication/link.ts';
import type { EntryBatch, Frontier } from '../replication/messages.ts';
import { ReplicationLink } from '../replication/replication-link.ts';
import { FaultyPipe, type PipeFaults } from './faulty-pipe.ts';
import { MemoryJournals } from './memory-journals.ts';
import { between, seededRandom } from './seeded-random.ts';
import { VirtualTime } from './virtual-time.ts';

type Message = { frontier: Frontier } | { batch: EntryBatch };
/** `LinkInput` without the time, which the world adds. */
type Told = LinkInput extends infer Input ? (Input extends LinkInput ? Omit<Input, 'nowMs'> : never) : never;

const eventId = idOf('event', 1);
const tuning = { window: 4, batchSize: 8, retryMs: 1_000, eventIds: () => [eventId] };

/** A hub and its edges in virtual time, all from one seed: disks that answer later, pipes that lose, processes that die, backups that come back. */
export class ReplicationWorld {
  readonly time = new VirtualTime();
  readonly random: () => number;
  readonly hub: Hub;
  readonly edges: Edge[];
  /** Every entry anyone ever wrote, and those that were on no disk any more when a backup came back. */
  readonly written = new Map<string, Set<number>>();
  readonly lost = new Map<string, number>();
  readonly diverged: Extract<LinkOutput, { type: 'diverged' }>[] = [];
  #ids = 0;

  constructor({ seed, edges, faults }: { seed: number; edges: number; faults: PipeFaults }) {
    this.random = seededRandom(seed);
    this.hub = new Hub(this);
    this.edges = Array.from({ length: edges }, () => new Edge(this, faults));
  }

  newId(kind: string): string {
    this.#ids += 1;
    return idOf(kind, this.#ids);
  }

  between(from: number, to: number): number {
    return between(this.random, { from, to });
  }

  nodes(): Node[] {
    return [this.hub, ...this.edges];
  }

  /** Equal journals on every disk, without a hole. */
  converged(): boolean {
    const [first, ...others] = this.nodes().map((node) => JSON.stringify(node.disk.ends()));
    return others.every((ends) => ends === first);
  }

  /** The world goes on until all disks agree; false when they do not in this time. */
  converges(withinMs: number): boolean {
    const untilMs = this.time.nowMs + withinMs;
    while (!this.converged() && this.time.nowMs < untilMs) this.time.runUntil(this.time.nowMs + 500);
    return this.converged();
  }

  noteWritten(journalId: string, seq: number): void {
    const seqs = this.written.get(journalId) ?? new Set();
    this.written.set(journalId, seqs.add(seq));
  }

  /** Before a disk goes back to a backup: what is on no other disk, and not in the backup, may be gone for good. */
  noteLoss(node: Node, backup: MemoryJournals): void {
    for (const journalId of this.written.keys()) {
      const others = this.nodes().filter((other) => other !== node);
      const kept = Math.max(backup.end(journalId).seq, ...others.map((other) => other.disk.end(journalId).seq));
      if (kept < node.disk.end(journalId).seq) this.lost.set(journalId, Math.min(kept, this.lost.get(journalId) ?? kept));
    }
  }
}

/** What hub and edge have in common: a disk, a process that may die, and a journal of its own. */
abstract class Node {
  readonly world: ReplicationWorld;
  disk = new MemoryJournals();
  backup = new MemoryJournals();
  storeId: string;
  ownJournalId: string;
  /** Grows when the process dies: what its disk still has to answer goes nowhere. */
  incarnation = 0;
  readonly #wakeAtMs = new WeakMap<ReplicationLink, number>();

  constructor(world: ReplicationWorld) {
    this.world = world;
    this.storeId = world.newId('store');
    this.ownJournalId = world.newId('journal');
  }

  abstract restart(): void;
  abstract onDisk(journal: JournalAt, from: ReplicationLink | null): void;

  writes(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const body = this.world.newId('entry');
      const end = this.disk.write(this.ownJournalId, [{ hash: body.replaceAll('-', '').padStart(64, '0'), body }]);
      this.world.noteWritten(this.ownJournalId, end.seq);
    }
    this.onDisk(this.disk.end(this.ownJournalId), null);
  }

  backsUp(): void {
    this.backup = this.disk.copy();
  }

  /** The disk dies, and its last backup takes its place. */
  comesBackFromBackup(): void {
    this.world.noteLoss(this, this.backup);
    this.disk = this.backup.copy();
    this.restart();
  }

  linkSettings(role: LinkSettings['role']): LinkSettings {
    const { world } = this;
    const isOurs = (journalId: string) => journalId === this.ownJournalId;
    return { ...tuning, storeId: this.storeId, role, isOurs, jitter: world.random, newLinkId: () => world.newId('link') };
  }

  /** Tells a link something, and does what it asks: the disk answers later, the pipe takes messages. */
  tell(link: ReplicationLink, pipe: FaultyPipe<Message>, told: Told): void {
    const { world, incarnation } = this;
    const later = (delayMs: number, next: () => Told) =>
      world.time.later(delayMs, () => {
        if (incarnation === this.incarnation) this.tell(link, pipe, next());
      });
    for (const output of link.handle({ ...told, nowMs: world.time.nowMs } as LinkInput)) {
      if (output.type === 'send-frontier') pipe.send({ frontier: output.frontier });
      else if (output.type === 'send-batch') pipe.send({ batch: output.batch });
      else if (output.type === 'wake-at') this.#wakes(link, output.atMs, pipe);
      else if (output.type === 'fetch') later(world.between(1, 5), () => ({ ...output, type: 'fetched', ...this.disk.fetch(output) }));
      else if (output.type === 'store') later(world.between(1, 20), () => this.#stores(output.batch, link));
      else world.diverged.push(output);
    }
  }

  /** The latest instant asked for replaces those before. */
  #wakes(link: ReplicationLink, atMs: number, pipe: FaultyPipe<Message>): void {
    this.#wakeAtMs.set(link, atMs);
    const { incarnation } = this;
    this.world.time.later(atMs - this.world.time.nowMs, () => {
      if (incarnation === this.incarnation && this.#wakeAtMs.get(link) === atMs) this.tell(link, pipe, { type: 'tick' });
    });
  }

  #stores(batch: EntryBatch, from: ReplicationLink): Told {
    const before = this.disk.end(batch.journalId).seq;
    const journal = this.disk.store(batch);
    if (journal.seq > before) this.onDisk(journal, from);
    return { type: 'stored', journal };
  }
}

export class Edge extends Node {
  readonly up: FaultyPipe<Message>;
  readonly down: FaultyPipe<Message>;
  #link: ReplicationLink;

  constructor(world: ReplicationWorld, faults: PipeFaults) {
    super(world);
    const pipe = { random: world.random, faults, later: (delayMs: number, run: () => void) => world.time.later(delayMs, run) };
    this.up = new FaultyPipe<Message>({ ...pipe, deliver: (message) => world.hub.hears(this, message) });
    this.down = new FaultyPipe<Message>({ ...pipe, deliver: (message) => this.#tellLink(toldBy(message)) });
    this.#link = new ReplicationLink(this.linkSettings('edge'));
    this.connects();
  }

  /** A new process: it opens a new journal, the older ones are sealed. */
  restart(): void {
    this.incarnation += 1;
    this.ownJournalId = this.world.newId('journal');
    this.#link = new ReplicationLink(this.linkSettings('edge'));
    this.#tellLink({ type: 'held', journals: this.disk.ends() });
    this.connects();
  }

  connects(): void {
    this.#tellLink({ type: 'opened', linkId: this.world.newId('link') });
  }

  loses(): void {
    this.#tellLink({ type: 'closed' });
  }

  onDisk(journal: JournalAt): void {
    this.#tellLink({ type: 'held', journals: [journal] });
  }

  #tellLink(told: Told): void {
    this.tell(this.#link, this.up, told);
  }
}

export class Hub extends Node {
  readonly #links = new Map<Edge, ReplicationLink>();

  /** A new process on the same database. */
  restart(): void {
    this.incarnation += 1;
    this.#links.clear();
  }

  /** A database from a backup has another storeId, and the hub writes to another journal from then on. */
  override comesBackFromBackup(): void {
    this.storeId = this.world.newId('store');
    this.ownJournalId = this.world.newId('journal');
    super.comesBackFromBackup();
  }

  hears(edge: Edge, message: Message): void {
    this.tell(this.#linkOf(edge), edge.down, { type: 'held', journals: this.disk.ends() });
    this.tell(this.#linkOf(edge), edge.down, toldBy(message));
  }

  onDisk(journal: JournalAt, from: ReplicationLink | null): void {
    for (const [edge, link] of this.#links) if (link !== from) this.tell(link, edge.down, { type: 'held', journals: [journal] });
  }

  #linkOf(edge: Edge): ReplicationLink {
    const known = this.#links.get(edge);
    if (known) return known;
    const link = new ReplicationLink(this.linkSettings('hub'));
    this.#links.set(edge, link);
    return link;
  }
}

function toldBy(message: Message): Told {
  return 'frontier' in message ? { type: 'frontier', ...message } : { type: 'batch', ...message };
}

function idOf(kind: string, number: number): string {
  const tail = `${kind.charCodeAt(0).toString(16)}${number.toString(16).padStart(10, '0')}`;
  return `00000000-0000-7000-8000-${tail}`;
}
