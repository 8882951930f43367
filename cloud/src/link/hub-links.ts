import { entryBatchSchema, type Frontier, frontierSchema, parseTopic } from '@chute/protocol';
import type { Logger } from '@chute/service';
import type { z } from 'zod';
import type { BrokerMessage, EdgeName } from '../broker/broker.ts';
import type { RefusalReason } from '../ingest/ingest-tally.ts';
import type { EventKey } from '../store/all-tenants.ts';
import type { PartnerId } from '../store/db.ts';
import { EdgeLink, type EdgeLinkPorts } from './edge-link.ts';
import { EdgeTwins } from './edge-twins.ts';
import { storableStatusSchema } from './storable-status.ts';
import type { StoredEntries } from './stored-entries.ts';

/** An edge that is known to be in order is not looked up again for so long. */
const edgeMemoryMs = 20_000;
/** An edge states its whole frontier every 20 s: one that was silent this long is gone, whatever the broker says. */
const silentMs = 60_000;

/** The links of all edges of all partners, and the one place where a topic chooses among them. Tenant and edge come from the topic alone. */
export class HubLinks {
  readonly #settings: EdgeLinkPorts;
  readonly #log: Logger;
  readonly #links = new Map<string, { edge: EdgeName; link: EdgeLink }>();
  readonly #inOrderUntilMs = new Map<string, number>();
  readonly #twins: EdgeTwins;

  constructor(settings: EdgeLinkPorts) {
    this.#settings = settings;
    this.#log = settings.log;
    this.#twins = new EdgeTwins(settings.monotonicNowMs);
  }

  /** Settles when what the message asked for is committed. Anything that is none of ours, or failed, is logged and let go: the edge sends it again. */
  async onMessage(message: BrokerMessage): Promise<void> {
    await this.#route(message).catch((error) => this.#log.error({ err: error, topic: message.topic }, 'message could not be handled'));
  }

  async #route({ topic, payload }: BrokerMessage): Promise<void> {
    const from = parseTopic(topic);
    if (!from) return this.#refuse('not-our-topic', { topic }, 'message on a topic that is none of ours');
    if (!(await this.#isInOrder(from))) return this.#refuse('unknown-edge', { topic }, 'message of an unknown or revoked edge');
    if (from.channel === 'log') {
      const batch = this.#parse(entryBatchSchema, { topic, payload });
      if (batch) await this.#linkOf(from).batch(batch);
    } else if (from.channel === 'frontierUp') {
      const frontier = this.#parse(frontierSchema, { topic, payload });
      if (frontier) await this.#onFrontier(from, frontier);
    } else if (from.channel === 'status') {
      await this.#onStatus(from, { topic, payload });
    }
  }

  async #onFrontier(edge: EdgeName, frontier: Frontier): Promise<void> {
    const { partnerId, edgeId } = edge;
    if (this.#twins.heard(edgeId, frontier)) {
      this.#log.error({ partnerId, edgeId }, 'two boxes use the name of one edge, as after a card was copied: a person must look');
    }
    await this.#linkOf(edge).frontier(frontier);
  }

  onEdgeGone(edge: EdgeName): void {
    const known = this.#links.get(keyOf(edge));
    if (!known) return;
    this.#links.delete(keyOf(edge));
    void known.link.close();
  }

  /** A link, or a person, added to a journal: the other edges that want it get it. */
  onStored({ partnerId, eventIds }: Omit<StoredEntries, 'journal'>, by?: EdgeLink): void {
    for (const { edge, link } of this.#links.values()) {
      const wants = edge.partnerId === partnerId && eventIds.some((id) => link.eventIds.includes(id));
      if (wants && link !== by) link.reload();
    }
  }

  /** Events that an edge connected here asks for. */
  eventsWanted(): EventKey[] {
    const wanted = [...this.#links.values()].flatMap(({ edge: { partnerId }, link }) =>
      link.eventIds.map((eventId) => ({ partnerId, eventId })),
    );
    return [...new Map(wanted.map((event) => [`${event.partnerId}/${event.eventId}`, event])).values()];
  }

  edgesOnline(partnerId: PartnerId, eventId: string): number {
    const heardSince = this.#settings.monotonicNowMs() - silentMs;
    return [...this.#links.values()].filter(
      ({ edge, link }) => edge.partnerId === partnerId && link.eventIds.includes(eventId) && link.heardAtMs >= heardSince,
    ).length;
  }

  /** Of every connected edge: what it says it holds, and we do not yet. */
  lags(): { edgeId: string; entries: number }[] {
    return [...this.#links.values()].map(({ edge, link }) => ({ edgeId: edge.edgeId, entries: link.lagEntries() }));
  }

  /** Edges whose name two boxes use at once. */
  twins(): string[] {
    return this.#twins.list();
  }

  /** The edge was revoked: what it sends from now on is let go. */
  forget(edge: EdgeName): void {
    this.#inOrderUntilMs.delete(keyOf(edge));
    this.onEdgeGone(edge);
  }

  async stop(): Promise<void> {
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map(({ link }) => link.close()));
  }

  #linkOf(edge: EdgeName): EdgeLink {
    const known = this.#links.get(keyOf(edge));
    if (known) return known.link;
    const { partnerId, edgeId } = edge;
    const onStored = (stored: StoredEntries) => {
      this.onStored(stored, link);
      this.#settings.onStored(stored);
    };
    const link: EdgeLink = new EdgeLink({ partnerId, edgeId }, { ...this.#settings, onStored, hasTwin: () => this.#twins.isTwin(edgeId) });
    this.#links.set(keyOf(edge), { edge: { partnerId, edgeId }, link });
    return link;
  }

  async #onStatus(edge: EdgeName, message: BrokerMessage): Promise<void> {
    const status = this.#parse(storableStatusSchema, message);
    if (!status) return;
    await this.#settings.store.saveStatus(edge, status);
    if (!status.online) this.onEdgeGone(edge);
  }

  /** The broker may not be ours, so its word that this is an edge of this partner is not enough. */
  async #isInOrder(edge: EdgeName): Promise<boolean> {
    const nowMs = this.#settings.monotonicNowMs();
    if ((this.#inOrderUntilMs.get(keyOf(edge)) ?? 0) > nowMs) return true;
    if (!(await this.#settings.store.isInOrder(edge))) return false;
    this.#inOrderUntilMs.set(keyOf(edge), nowMs + edgeMemoryMs);
    return true;
  }

  #refuse(reason: RefusalReason, facts: object, sentence: string): void {
    this.#settings.tally?.refuse(reason);
    this.#log.warn(facts, sentence);
  }

  #parse<T>(schema: z.ZodType<T>, { topic, payload }: BrokerMessage): T | undefined {
    try {
      return schema.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
    } catch (error) {
      this.#refuse('not-understood', { err: error, topic }, 'message that cannot be understood');
      return undefined;
    }
  }
}

function keyOf({ partnerId, edgeId }: EdgeName): string {
  return `${partnerId}/${edgeId}`;
}
