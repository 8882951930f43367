import {
  type Correction,
  correctionEntry,
  type EntryBatch,
  type EntryDraft,
  edgeTopics,
  type Frontier,
  type JournalEnd,
  journalStart,
  type LinkInput,
  type Person,
  ReplicationLink,
  sealEntry,
  type UnstampedDraft,
} from '@chute/protocol';
import { MemoryJournals } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import { type Setup, setupHash } from '@chute/timing';
import type { Fetch } from '../link/hub-http.ts';
import type { HubTransport, TransportEvents } from '../link/hub-transport.ts';

/** A hub on paper: the same replication machine over journals in memory, and the few answers an edge asks for over HTTP. Its line can be cut. */
export class PaperHub {
  readonly url = 'http://hub.example';
  readonly code = 'one-time-code';
  readonly partnerId = '7';
  readonly edgeId = newId();
  readonly journals = new MemoryJournals();
  readonly events = new Map<string, Setup>();
  readonly statuses: { online: boolean; detail: Record<string, unknown> }[] = [];
  /** Journals that came from the edge first. */
  readonly broughtByEdge = new Set<string>();
  /** A hub of an earlier release does not. */
  saysWhose = true;
  persons: Person[] = [];
  /** How often a whole setup was asked for. */
  setupsSent = 0;
  /** The event that the code is made for. */
  eventId: string | null = null;
  #isUp = true;
  #line: TransportEvents | undefined;
  #topics = edgeTopics(this.partnerId, this.edgeId);
  #end: JournalEnd = journalStart(newId(), 0);
  #machine = new ReplicationLink({ storeId: newId(), role: 'hub', eventIds: () => [], window: 4, batchSize: 500, retryMs: 200 });

  /** For `EdgeRim`. */
  transport: HubTransport = (settings, on) => {
    const isMine = settings.username === `${this.partnerId}/${this.edgeId}` && settings.password === 'chute_7_k_secret';
    queueMicrotask(() => {
      if (!this.#isUp || !isMine) return on.closed('no answer');
      this.#line = on;
      on.open();
    });
    return {
      publish: (topic, payload) => queueMicrotask(() => this.#line === on && this.#heard(topic, JSON.parse(payload))),
      close: async () => {
        await Promise.resolve(); // what was published before has arrived
        if (this.#line === on) this.#line = undefined;
      },
    };
  };

  fetch = (async (input: string, request: { method?: string; body?: string } = {}) => {
    if (!this.#isUp) throw new TypeError('fetch failed');
    const { pathname, searchParams } = new URL(input);
    const [, eventId = '', what] = /^\/api\/v1\/partners\/7\/events\/([^/]+)\/(setup|persons)$/.exec(pathname) ?? [];
    const setup = this.events.get(eventId);
    if (pathname === '/api/v1/edges/claim') return this.#claim(JSON.parse(request.body!).code);
    if (what === 'setup' && request.method === 'PUT') {
      this.events.set(eventId, JSON.parse(request.body!).setup);
      return Response.json({});
    }
    if (!setup) return Response.json({ detail: 'there is no such event' }, { status: 404 });
    if (what === 'setup' && request.method === 'HEAD') return new Response(null);
    if (what === 'setup') this.setupsSent += 1;
    if (what === 'setup') return Response.json({ setup, setup_hash: setupHash(setup) });
    const items = this.persons.filter(({ revision }) => revision > Number(searchParams.get('since')));
    return Response.json({ items, revision: Math.max(0, ...this.persons.map(({ revision }) => revision)) });
  }) as Fetch;

  /** Nothing goes over the line any more, in neither direction. */
  cutLine(): void {
    this.#isUp = false;
    const line = this.#line;
    this.#line = undefined;
    line?.closed('the cable was pulled');
    this.#machine.handle({ type: 'closed' });
  }

  mendLine(): void {
    this.#isUp = true;
  }

  /** Someone corrects something on the web. */
  enters(eventId: string, correction: Correction): void {
    if (this.#end.seq === 0) this.#write({ kind: 'session-open', eventId, setupHash: null });
    this.#write(correctionEntry(correction));
    const { journalId, seq, hash } = this.#end;
    this.#tell({ type: 'held', journals: [{ journalId, seq, hash }], nowMs: performance.now() });
  }

  commands(command: { name: string }): void {
    this.#say(this.#topics.command, { id: newId(), expiresAtMs: Date.now() + 60_000, command });
  }

  #claim(code: string): Response {
    if (code !== this.code) return Response.json({ detail: 'this code is not known, or was used' }, { status: 404 });
    const credential = 'chute_7_k_secret';
    return Response.json({ partner_id: '7', edge_id: this.edgeId, credential, mqtt_url: 'mqtt://hub.example', event_id: this.eventId });
  }

  #write(draft: UnstampedDraft): void {
    const stamp = { sessionId: this.#end.journalId, arrivedAtMs: 1_790_000_000_000, monotonicMs: 1, bootId: 'hub' };
    const sealed = sealEntry({ ...draft, ...stamp } as EntryDraft, { ...this.#end, lamport: this.#end.lamport + 1_000 });
    this.#end = { ...this.#end, seq: sealed.seq, hash: sealed.hash, lamport: sealed.entry.lamport };
    this.journals.write(this.#end.journalId, [sealed]);
  }

  #heard(topic: string, message: unknown): void {
    if (topic === this.#topics.status) this.statuses.push(message as (typeof this.statuses)[number]);
    if (topic === this.#topics.log) this.broughtByEdge.add((message as EntryBatch).journalId);
    if (topic === this.#topics.log) this.#tell({ type: 'batch', batch: message as EntryBatch, nowMs: performance.now() });
    if (topic !== this.#topics.frontierUp) return;
    this.#tell({ type: 'held', journals: this.journals.ends(), nowMs: performance.now() });
    this.#tell({ type: 'frontier', frontier: message as Frontier, nowMs: performance.now() });
  }

  #tell(input: LinkInput): void {
    for (const output of this.#machine.handle(input)) {
      const nowMs = performance.now();
      if (output.type === 'send-frontier') this.#say(this.#topics.frontierDown, this.#addressed(output.frontier));
      if (output.type === 'send-batch') this.#say(this.#topics.feed, output.batch);
      if (output.type === 'store') this.#tell({ type: 'stored', journal: this.journals.store(output.batch), nowMs });
      if (output.type === 'fetch') this.#tell({ ...output, ...this.journals.fetch(output), type: 'fetched', nowMs });
    }
  }

  #addressed(frontier: Frontier): Frontier {
    return frontier.whole && this.saysWhose ? { ...frontier, yours: [...this.broughtByEdge] } : frontier;
  }

  #say(topic: string, message: unknown): void {
    const line = this.#line;
    queueMicrotask(() => line === this.#line && line?.message(topic, Buffer.from(JSON.stringify(message))));
  }
}
