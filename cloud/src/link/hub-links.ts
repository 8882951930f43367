import { edgeStatusMessageSchema, entryBatchSchema, frontierSchema, parseTopic } from '@chute/protocol';
import type { Logger } from '@chute/service';
import type { z } from 'zod';
import type { BrokerMessage, EdgeName } from '../broker/broker.ts';
import type { PartnerId } from '../store/db.ts';
import { findEdge, saveEdgeStatus } from '../store/edges.ts';
import { EdgeLink, type EdgeLinkPorts } from './edge-link.ts';
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

  constructor(settings: EdgeLinkPorts) {
    this.#settings = settings;
    this.#log = settings.log;
  }

  /** Settles when what the message asked for is committed. Anything that is none of ours, or failed, is logged and let go: the edge sends it again. */
  async onMessage(message: BrokerMessage): Promise<void> {
    await this.#route(message).catch((error) => this.#log.error({ err: error, topic: message.topic }, 'message could not be handled'));
  }

  async #route({ topic, payload }: BrokerMessage): Promise<void> {
    const from = parseTopic(topic);
    if (!from) return this.#log.warn({ topic }, 'message on a topic that is none of ours');
    if (!(await this.#isInOrder(from))) return this.#log.warn({ topic }, 'message of an unknown or revoked edge');
    if (from.channel === 'log') {
      const batch = this.#parse(entryBatchSchema, { topic, payload });
      if (batch) await this.#linkOf(from).batch(batch);
    } else if (from.channel === 'frontierUp') {
      const frontier = this.#parse(frontierSchema, { topic, payload });
      if (frontier) await this.#linkOf(from).frontier(frontier);
    } else if (from.channel === 'status') {
      await this.#onStatus(from, { topic, payload });
    }
  }

  onEdgeGone(edge: EdgeName): void {
    const known = this.#links.get(keyOf(edge));
    if (!known) return;
    this.#links.delete(keyOf(edge));
    void known.link.close();
  }

  /** A link, or a person, added to a journal: the other edges that want it get it. */
  onStored({ partnerId, eventIds }: StoredEntries, by?: EdgeLink): void {
    for (const { edge, link } of this.#links.values()) {
      const wants = edge.partnerId === partnerId && eventIds.some((id) => link.eventIds.includes(id));
      if (wants && link !== by) link.reload();
    }
  }

  edgesOnline(partnerId: PartnerId, eventId: string): number {
    const heardSince = this.#settings.monotonicNowMs() - silentMs;
    return [...this.#links.values()].filter(
      ({ edge, link }) => edge.partnerId === partnerId && link.eventIds.includes(eventId) && link.heardAtMs >= heardSince,
    ).length;
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
    const link: EdgeLink = new EdgeLink({ partnerId, edgeId }, { ...this.#settings, onStored });
    this.#links.set(keyOf(edge), { edge: { partnerId, edgeId }, link });
    return link;
  }

  async #onStatus(edge: EdgeName, message: BrokerMessage): Promise<void> {
    const status = this.#parse(edgeStatusMessageSchema, message);
    if (!status) return;
    await this.#settings.db.withTenant(edge.partnerId, (tx) => saveEdgeStatus(tx, edge.edgeId, status));
    if (!status.online) this.onEdgeGone(edge);
  }

  /** The broker may not be ours, so its word that this is an edge of this partner is not enough. */
  async #isInOrder(edge: EdgeName): Promise<boolean> {
    const nowMs = this.#settings.monotonicNowMs();
    if ((this.#inOrderUntilMs.get(keyOf(edge)) ?? 0) > nowMs) return true;
    const row = await this.#settings.db.withTenant(edge.partnerId, (tx) => findEdge(tx, edge.edgeId));
    if (!row || row.revokedAt) return false;
    this.#inOrderUntilMs.set(keyOf(edge), nowMs + edgeMemoryMs);
    return true;
  }

  #parse<T>(schema: z.ZodType<T>, { topic, payload }: BrokerMessage): T | undefined {
    try {
      return schema.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
    } catch (error) {
      this.#log.warn({ err: error, topic }, 'message that cannot be understood');
      return undefined;
    }
  }
}

function keyOf({ partnerId, edgeId }: EdgeName): string {
  return `${partnerId}/${edgeId}`;
}
