import { type EntryBatch, edgeTopics, type Frontier, genesisHash } from '@chute/protocol';
import { newId } from '@chute/service';
import mqtt from 'mqtt';
import { FinishJournal } from './finish-journal.ts';

type Credential = { partnerId: string; edgeId: string; password: string; eventId: string };

const batchSize = 50;

/** What the hub said first on each new link, against what it had said before. */
export type StepBack = { saidBefore: number; saysNow: number };

/**
 * An edge that only pushes: it sends its one journal as fast as the hub states its frontier, and writes down every frontier that it heard.
 * It lives in the tester's process, so what the hub acknowledged is known when the hub is gone.
 */
export class RestlessEdge {
  readonly stepsBack: StepBack[] = [];
  readonly #journal: FinishJournal;
  #claimed = { seq: 0, hash: genesisHash };
  #client: mqtt.MqttClient | undefined;
  readonly #credential: Credential;

  constructor(credential: Credential) {
    this.#credential = credential;
    this.#journal = new FinishJournal(credential.eventId);
  }

  get claimedSeq(): number {
    return this.#claimed.seq;
  }

  /** What its journal has at this place. */
  hashAt(seq: number): string {
    return this.#journal.at(seq).hash;
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
        const listed = frontier.journals.find(({ journalId }) => journalId === this.#journal.journalId);
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
    const isBehind = at.seq < this.#claimed.seq || this.#journal.at(at.seq).hash !== at.hash;
    if (isFirstOfLink && isBehind) this.stepsBack.push({ saidBefore: this.#claimed.seq, saysNow: at.seq });
    if (isFirstOfLink || at.seq > this.#claimed.seq) this.#claimed = at;
  }

  #whole(linkId: string): Frontier {
    const journal = this.#journal.grow(1);
    const journals = [journal.at(journal.entries.length)];
    return { storeId: journal.journalId, linkId, whole: true, eventIds: [journal.eventId], journals };
  }

  #batch(linkId: string, after: number): EntryBatch {
    return { linkId, ...this.#journal.grow(after + batchSize).fetch({ fromSeq: after + 1, limit: batchSize }) };
  }
}
