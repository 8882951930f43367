import { type EntryDraft, edgeTopics, type Frontier, genesisHash, journalStart, type SealedEntry, sealEntry } from '@chute/protocol';
import { newId } from '@chute/service';
import mqtt from 'mqtt';

type Credential = { partnerId: string; edgeId: string; password: string; eventId: string };

/** What the hub said first on each new link, against what it had said before. */
export type StepBack = { saidBefore: number; saysNow: number };

/**
 * An edge that only pushes: it sends its one journal as fast as the hub states its frontier, and writes down every frontier that it heard.
 * It lives in the tester's process, so what the hub acknowledged is known when the hub is gone.
 */
export class RestlessEdge {
  readonly stepsBack: StepBack[] = [];
  readonly entries: SealedEntry[] = [];
  #journalId = newId();
  #claimed = { seq: 0, hash: genesisHash };
  #client: mqtt.MqttClient | undefined;
  readonly #credential: Credential;
  readonly #batchSize: number;

  constructor({ batchSize = 50, ...credential }: Credential & { batchSize?: number }) {
    this.#credential = credential;
    this.#batchSize = batchSize;
  }

  get claimedSeq(): number {
    return this.#claimed.seq;
  }

  /** Connects anew and pushes until the hub has stated `frontiers` frontiers; resolves right then, so that a kill can follow at once. */
  push(url: string, frontiers: number): Promise<void> {
    this.hangUp();
    const { partnerId, edgeId, password } = this.#credential;
    const topics = edgeTopics(partnerId, edgeId);
    const client = mqtt.connect(url, {
      protocolVersion: 4,
      clientId: edgeId,
      username: `${partnerId}/${edgeId}`,
      password,
      reconnectPeriod: 0,
    });
    this.#client = client;
    const linkId = newId();
    let heard = 0;
    return new Promise((resolve, reject) => {
      client.on('error', reject);
      client.on('connect', () => {
        client.subscribe(topics.frontierDown, { qos: 1 }, () =>
          client.publish(topics.frontierUp, JSON.stringify(this.#whole(linkId)), { qos: 1 }),
        );
      });
      client.on('message', (_topic, payload) => {
        const frontier = JSON.parse(payload.toString()) as Frontier;
        const listed = frontier.journals.find(({ journalId }) => journalId === this.#journalId);
        const at = listed ?? (frontier.whole ? { seq: 0, hash: genesisHash } : undefined);
        if (frontier.linkId !== linkId || !at) return;
        this.#note(at, heard++ === 0);
        if (heard >= frontiers) resolve();
        client.publish(topics.log, JSON.stringify(this.#batch(linkId, at.seq)), { qos: 1 });
      });
    });
  }

  hangUp(): void {
    this.#client?.removeAllListeners('error');
    this.#client?.on('error', () => {});
    this.#client?.end(true);
  }

  async stop(): Promise<void> {
    this.hangUp();
  }

  #note(at: { seq: number; hash: string }, isFirstOfLink: boolean): void {
    const ours = at.seq === 0 ? genesisHash : this.entries[at.seq - 1]!.hash;
    const isBehind = at.seq < this.#claimed.seq || ours !== at.hash;
    if (isFirstOfLink && isBehind) this.stepsBack.push({ saidBefore: this.#claimed.seq, saysNow: at.seq });
    if (isFirstOfLink || at.seq > this.#claimed.seq) this.#claimed = at;
  }

  #whole(linkId: string): Frontier {
    this.#grow(1);
    const last = this.entries.at(-1)!;
    const journals = [{ journalId: this.#journalId, seq: last.seq, hash: last.hash }];
    return { storeId: this.#journalId, linkId, whole: true, eventIds: [this.#credential.eventId], journals };
  }

  #batch(linkId: string, after: number) {
    this.#grow(after + this.#batchSize);
    const prevHash = after === 0 ? genesisHash : this.entries[after - 1]!.hash;
    return {
      linkId,
      journalId: this.#journalId,
      fromSeq: after + 1,
      prevHash,
      entries: this.entries.slice(after, after + this.#batchSize),
    };
  }

  #grow(length: number): void {
    while (this.entries.length < length) {
      const last = this.entries.at(-1);
      const end = last
        ? { journalId: this.#journalId, seq: last.seq, hash: last.hash, lamport: last.seq }
        : journalStart(this.#journalId, 0);
      const { seq, hash, body } = sealEntry(this.#draft(end.seq), end);
      this.entries.push({ seq, hash, body });
    }
  }

  #draft(number: number): EntryDraft {
    const head = { sessionId: this.#journalId, arrivedAtMs: Date.UTC(2026, 8, 20, 8) + number, monotonicMs: number, bootId: 'restless' };
    if (number === 0) return { ...head, kind: 'session-open', eventId: this.#credential.eventId, setupHash: null };
    const fields = {
      location: 'FINISH',
      ident: String(number),
      identIs: 'chip' as const,
      sourceSeq: number,
      reader: '0F2A38',
      antenna: 1,
      count: 1,
    };
    const time = new Date(Date.UTC(2026, 8, 20, 8) + number * 10).toISOString().slice(0, 23);
    return { ...head, kind: 'read', clockId: 'ctp01:0F2A38', timeText: time, raw: '', ...fields };
  }
}
