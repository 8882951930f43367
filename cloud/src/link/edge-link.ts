import { type EntryBatch, edgeTopics, type Frontier, type LinkInput, type LinkOutput, ReplicationLink } from '@chute/protocol';
import type { Logger } from '@chute/service';
import type { Broker, EdgeName } from '../broker/broker.ts';
import type { IngestTally } from '../ingest/ingest-tally.ts';
import { type JournalRow, journalAt } from '../store/journals.ts';
import { EdgeLag } from './edge-lag.ts';
import type { LinkStore } from './link-store.ts';
import type { StoredEntries } from './stored-entries.ts';

export type EdgeLinkPorts = {
  store: LinkStore;
  log: Logger;
  storeId: string;
  publish: Broker['publish'];
  /** After the commit of a batch of this edge. */
  onStored: (stored: StoredEntries) => void;
  /** For operators; nothing is counted without it. */
  tally?: IngestTally;
  /** Batches beyond the edge's frontier: 4, or 1 where replicas share a subscription. */
  window: number;
  monotonicNowMs: () => number;
  /** Another process takes turns with this edge at its name. */
  hasTwin?: () => boolean;
  /** The machine's, unless another is given: chance, and how to be called back. */
  random?: () => number;
  later?: (ms: number, run: () => void) => () => void;
};

/** Messages that may wait for one edge. Beyond that they are dropped: the link sends them again. */
const waitingMax = 64;
const retryMs = 2_000;
const batchSize = 500;

type HubInput =
  | { type: 'frontier'; frontier: Frontier }
  | { type: 'batch'; batch: EntryBatch }
  | { type: 'tick' }
  | { type: 'reload' }
  | { type: 'closed' };

/** The hub's end of one edge's link: runs the machine's wishes against database and broker, one input after the other. */
export class EdgeLink {
  readonly #edge: EdgeName;
  readonly #ports: EdgeLinkPorts;
  readonly #machine: ReplicationLink;
  /** Journals of the hub that are still open: nobody else can hold more of them. */
  readonly #ours = new Set<string>();
  readonly #lag = new EdgeLag();
  /** What this edge brought first: when its disk knows less of it, that is an older copy. */
  #yours: string[] = [];
  #eventIds: string[] = [];
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;
  #reloads = false;
  #cancelAlarm = () => {};
  heardAtMs: number;

  constructor(edge: EdgeName, ports: EdgeLinkPorts) {
    this.#edge = edge;
    this.#ports = ports;
    this.heardAtMs = ports.monotonicNowMs();
    this.#machine = new ReplicationLink({
      storeId: ports.storeId,
      role: 'hub',
      eventIds: () => [],
      window: ports.window,
      batchSize,
      retryMs,
      isOurs: (journalId) => this.#ours.has(journalId),
      jitter: ports.random ?? Math.random,
    });
  }

  get eventIds(): readonly string[] {
    return this.#eventIds;
  }

  /** What the edge says it holds, and we do not yet. */
  lagEntries(): number {
    return this.#lag.entries();
  }

  /** Settles when all that the message asked for is committed, or has failed and was logged. */
  frontier(frontier: Frontier): Promise<void> {
    this.heardAtMs = this.#ports.monotonicNowMs();
    return this.#queue({ type: 'frontier', frontier });
  }

  batch(batch: EntryBatch): Promise<void> {
    this.heardAtMs = this.#ports.monotonicNowMs();
    return this.#queue({ type: 'batch', batch });
  }

  /** Something was stored that this edge may want. Several at once are one look. */
  reload(): void {
    if (this.#reloads) return;
    this.#reloads = true;
    void this.#queue({ type: 'reload' });
  }

  /** The connection is gone. */
  close(): Promise<void> {
    this.#cancelAlarm();
    this.#eventIds = [];
    return this.#queue({ type: 'closed' });
  }

  #queue(input: HubInput): Promise<void> {
    const { log } = this.#ports;
    if (this.#waiting >= waitingMax && input.type !== 'closed') {
      log.warn({ ...this.#edge, type: input.type }, 'edge sends faster than we store: message dropped');
      if (input.type === 'reload') this.#reloads = false;
      if (input.type === 'batch') this.#ports.tally?.batch('dropped');
      return this.#turn;
    }
    this.#waiting += 1;
    this.#turn = this.#turn
      .then(() => this.#take(input))
      .catch((error) => {
        if (input.type === 'batch') this.#ports.tally?.batch('failed');
        log.error({ err: error, ...this.#edge, type: input.type }, 'link step failed, the edge will send again');
      })
      .finally(() => {
        this.#waiting -= 1;
      });
    return this.#turn;
  }

  async #take(input: HubInput): Promise<void> {
    if (input.type === 'frontier') {
      this.#lag.stated(input.frontier);
      await this.#beforeFrontier(input.frontier);
    }
    if (input.type === 'reload') this.#reloads = false;
    if (input.type === 'reload') {
      const journals = await this.#load({ eventIds: this.#eventIds, journals: [] });
      // What this edge writes itself has grown because it sent it, to us or to another replica: it is not to come back to it.
      return this.#give(journals.filter(({ edgeId }) => edgeId !== this.#edge.edgeId));
    }
    await this.#drive({ ...input, nowMs: this.#now() } as LinkInput);
  }

  /** The answer to a whole frontier lists all that the machine knows to be held, so it is told first. */
  async #beforeFrontier(frontier: Frontier): Promise<void> {
    if (!frontier.whole) return;
    this.#eventIds = frontier.eventIds;
    const journals = await this.#load({ ...frontier, ofEdge: this.#edge.edgeId });
    this.#yours = journals.filter(({ edgeId }) => edgeId === this.#edge.edgeId).map(({ journalId }) => journalId);
    await this.#give(journals);
  }

  async #load(wanted: Parameters<LinkStore['journalsFor']>[1]): Promise<JournalRow[]> {
    const journals = await this.#ports.store.journalsFor(this.#edge.partnerId, wanted);
    for (const journal of journals) this.#lag.stored(journal, 0);
    return journals;
  }

  async #give(journals: JournalRow[]): Promise<void> {
    for (const { journalId, kind, sealed } of journals) {
      if (kind === 'hub' && !sealed) this.#ours.add(journalId);
      else this.#ours.delete(journalId);
    }
    await this.#drive({ type: 'held', journals: journals.map(journalAt), nowMs: this.#now() });
  }

  async #drive(input: LinkInput): Promise<void> {
    for (const output of this.#machine.handle(input)) await this.#execute(output);
  }

  async #execute(output: LinkOutput): Promise<void> {
    const topics = edgeTopics(this.#edge.partnerId, this.#edge.edgeId);
    switch (output.type) {
      case 'send-frontier':
        return this.#send(topics.frontierDown, this.#addressed(output.frontier));
      case 'send-batch':
        return this.#send(topics.feed, output.batch);
      case 'fetch': {
        const fetched = await this.#ports.store.fetchEntries(this.#edge.partnerId, output);
        return this.#drive({ ...fetched, nowMs: this.#now() });
      }
      case 'store':
        return this.#store(output.batch);
      case 'diverged':
        return this.#onDiverged(output);
      case 'wake-at':
        this.#cancelAlarm();
        this.#cancelAlarm = (this.#ports.later ?? unheldTimer)(
          Math.max(0, output.atMs - this.#now()),
          () => void this.#queue({ type: 'tick' }),
        );
    }
  }

  /** What the hub knows of this edge, and the machine does not. */
  #addressed(frontier: Frontier): Frontier {
    const twin = this.#ports.hasTwin?.() ? { twin: true } : {};
    return frontier.whole ? { ...frontier, ...twin, yours: this.#yours } : { ...frontier, ...twin };
  }

  /** Not waited for: what the broker loses, the machine sends again. */
  #send(topic: string, message: Frontier | EntryBatch): void {
    this.#ports
      .publish(topic, JSON.stringify(message))
      .catch((error) => this.#ports.log.debug({ err: error, topic }, 'message to an edge not sent'));
  }

  async #store(batch: EntryBatch): Promise<void> {
    const { store, log, onStored, tally } = this.#ports;
    const { outcome, journal, eventIds, conflicts, sealedOurs } = await store.appendBatch(this.#edge, batch);
    const facts = { ...this.#edge, journalId: batch.journalId, fromSeq: batch.fromSeq };
    tally?.batch(outcome, { entries: this.#lag.stored(journal, batch.fromSeq - 1), conflicts });
    if (conflicts > 0) log.error({ ...facts, conflicts }, 'entries came again with another hash: both are kept, a person must look');
    if (outcome === 'diverged') log.error(facts, 'this journal has another past here: not appended, a person must look');
    if (outcome === 'malformed') log.warn(facts, 'batch refused: it was damaged on its way, or its numbers do not follow each other');
    if (sealedOurs) log.error(facts, 'an edge held more of our own journal than we did: it is sealed, a person must look');
    await this.#drive({ type: 'stored', journal, nowMs: this.#now() });
    if (outcome === 'stored') onStored({ partnerId: this.#edge.partnerId, journal, eventIds });
  }

  async #onDiverged({ journalId, peerSeq, reason }: Extract<LinkOutput, { type: 'diverged' }>): Promise<void> {
    this.#ports.log.error({ ...this.#edge, journalId, peerSeq, reason }, 'edge and hub disagree about a journal: a person must look');
    if (!this.#ours.has(journalId)) return;
    // This database is an older copy of itself: what we write from now on goes to a new journal. What we had not written on yet, the edge brings back.
    await this.#ports.store.sealHubJournal(this.#edge.partnerId, journalId);
    this.#ours.delete(journalId);
  }

  #now(): number {
    return this.#ports.monotonicNowMs();
  }
}

/** A timer that keeps no process alive. */
function unheldTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
