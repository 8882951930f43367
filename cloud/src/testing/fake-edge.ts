import {
  type EdgeTopics,
  edgeTopics,
  entryBatchSchema,
  type Frontier,
  frontierSchema,
  type LinkInput,
  type LinkOutput,
  ReplicationLink,
  type SealedEntry,
} from '@chute/protocol';
import { MemoryJournals } from '@chute/protocol/testing';
import { newId } from '@chute/service';

/** An edge's end of a link: the true machine over journals in memory. `say` is its way to the hub, `receive` the way back. */
export class FakeEdge {
  readonly journals = new MemoryJournals();
  readonly topics: EdgeTopics;
  /** As the hub said them. */
  readonly frontiers: Frontier[] = [];
  readonly #machine: ReplicationLink;
  #alarm: NodeJS.Timeout | undefined;
  readonly #say: (topic: string, payload: string) => void;

  constructor(self: { partnerId: string; edgeId: string; eventIds: string[]; say: (topic: string, payload: string) => void }) {
    this.topics = edgeTopics(self.partnerId, self.edgeId);
    this.#say = self.say;
    const eventIds = () => self.eventIds;
    this.#machine = new ReplicationLink({
      storeId: newId(),
      role: 'edge',
      eventIds,
      window: 4,
      batchSize: 100,
      retryMs: 50,
      newLinkId: newId,
    });
  }

  hears(topic: string): boolean {
    return [this.topics.feed, this.topics.frontierDown].includes(topic);
  }

  /** Has these entries of the journal on its disk now. */
  holds({ journalId, entries }: { journalId: string; entries: readonly SealedEntry[] }): this {
    this.journals.write(journalId, entries.slice(this.journals.end(journalId).seq));
    return this;
  }

  connect(): void {
    this.moved();
    this.#drive({ type: 'opened', linkId: newId(), nowMs: performance.now() });
  }

  /** Is switched off. */
  stop(): void {
    clearTimeout(this.#alarm);
    this.#machine.handle({ type: 'closed' });
  }

  /** Its journals have grown. */
  moved(): void {
    this.#drive({ type: 'held', journals: this.journals.ends(), nowMs: performance.now() });
  }

  receive(topic: string, payload: string): void {
    const nowMs = performance.now();
    if (topic === this.topics.frontierDown) {
      const frontier = frontierSchema.parse(JSON.parse(payload));
      this.frontiers.push(frontier);
      this.#drive({ type: 'frontier', frontier, nowMs });
    } else this.#drive({ type: 'batch', batch: entryBatchSchema.parse(JSON.parse(payload)), nowMs });
  }

  #drive(input: LinkInput): void {
    for (const output of this.#machine.handle(input)) this.#execute(output);
  }

  #execute(output: LinkOutput): void {
    const nowMs = performance.now();
    if (output.type === 'send-frontier') this.#say(this.topics.frontierUp, JSON.stringify(output.frontier));
    else if (output.type === 'send-batch') this.#say(this.topics.log, JSON.stringify(output.batch));
    else if (output.type === 'fetch') this.#drive({ ...output, ...this.journals.fetch(output), type: 'fetched', nowMs });
    else if (output.type === 'store') this.#drive({ type: 'stored', journal: this.journals.store(output.batch), nowMs });
    else if (output.type === 'wake-at') this.#wakeIn(output.atMs - nowMs);
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(() => this.#drive({ type: 'tick', nowMs: performance.now() }), Math.max(0, ms));
    this.#alarm.unref();
  }
}
