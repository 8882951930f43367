import { edgeTopics, type LinkInput, type LinkOutput, ReplicationLink } from '@chute/protocol';
import { newId } from '@chute/service';
import mqtt from 'mqtt';
import type { FinishJournal } from '../lib/finish-journal.ts';

type Credential = { partnerId: string; edgeId: string; password: string };

/** An edge with a backlog that was sealed before any clock started. It sends as every edge does, by the same machine; its disk is memory. */
export class BacklogEdge {
  readonly #journal: FinishJournal;
  readonly #client: mqtt.MqttClient;
  readonly #topics: ReturnType<typeof edgeTopics>;
  readonly #link: ReplicationLink;
  readonly #heard = new Set<() => void>();
  #written = 0;

  private constructor(client: mqtt.MqttClient, { partnerId, edgeId }: Credential, journal: FinishJournal) {
    this.#client = client;
    this.#journal = journal;
    this.#topics = edgeTopics(partnerId, edgeId);
    const eventIds = () => [journal.eventId];
    this.#link = new ReplicationLink({ storeId: newId(), role: 'edge', eventIds, window: 4, batchSize: 500, retryMs: 2_000 });
  }

  static async connect(url: string, credential: Credential, journal: FinishJournal): Promise<BacklogEdge> {
    const { partnerId, edgeId, password } = credential;
    const login = { clientId: edgeId, username: `${partnerId}/${edgeId}`, password };
    const client = await mqtt.connectAsync(url, { protocolVersion: 4, ...login, reconnectPeriod: 0 });
    const edge = new BacklogEdge(client, credential, journal);
    client.on('message', (_topic, payload) =>
      edge.#drive({ type: 'frontier', frontier: JSON.parse(payload.toString()), nowMs: performance.now() }),
    );
    await client.subscribeAsync(edge.#topics.frontierDown, { qos: 1 });
    edge.#drive({ type: 'opened', linkId: newId(), nowMs: performance.now() });
    return edge;
  }

  /** Sends the journal up to here; settles when the hub has stated that it holds it. */
  async sendUpTo(seq: number): Promise<void> {
    const { journalId } = this.#journal;
    this.#written = seq;
    this.#drive({ type: 'held', journals: [this.#journal.at(seq)], nowMs: performance.now() });
    while ((this.#link.peerSeqOf(journalId) ?? 0) < seq) await new Promise<void>((heard) => this.#heard.add(heard));
  }

  stop(): Promise<void> {
    return this.#client.endAsync(true);
  }

  #drive(input: LinkInput): void {
    for (const output of this.#link.handle(input)) this.#execute(output);
    for (const heard of this.#heard) heard();
    this.#heard.clear();
  }

  #execute(output: LinkOutput): void {
    if (output.type === 'send-frontier') this.#publish(this.#topics.frontierUp, output.frontier);
    if (output.type === 'send-batch') this.#publish(this.#topics.log, output.batch);
    if (output.type === 'fetch') this.#fetch(output);
  }

  #fetch({ fromSeq, limit }: { fromSeq: number; limit: number }): void {
    const fetched = this.#journal.fetch({ fromSeq, limit: Math.min(limit, this.#written + 1 - fromSeq) });
    this.#drive({ type: 'fetched', ...fetched, nowMs: performance.now() });
  }

  #publish(topic: string, message: object): void {
    this.#client.publish(topic, JSON.stringify(message), { qos: 1 });
  }
}
