import {
  type EdgeStatusMessage,
  edgeTopics,
  entryBatchSchema,
  frontierSchema,
  type JournalAt,
  type LinkInput,
  type LinkOutput,
  type Notice,
  ReplicationLink,
} from '@chute/protocol';
import { backoffMs } from '../backoff.ts';
import type { EdgeTime } from '../edge-time.ts';
import type { RaceLog } from '../race-log.ts';
import type { CommandResult } from './commands.ts';
import type { HubCredentials } from './hub-credentials.ts';
import type { HubPipe, HubTransport } from './hub-transport.ts';

const window = 4;
const batchSize = 500;
const retryMs = 2_000;
const statusEveryMs = 10_000;

export type HubLinkRim = {
  credentials: HubCredentials;
  transport: HubTransport;
  raceLog: RaceLog;
  time: EdgeTime;
  random: () => number;
  newId: () => string;
  notice: (notice: Notice) => void;
  status: () => EdgeStatusMessage['detail'];
  command: (payload: unknown) => CommandResult | undefined;
  /** The hub is reachable: what is fetched over HTTP is worth another try. */
  up: () => void;
};

/** Runs the replication machine over a pipe that comes and goes, both ways, for as long as the edge lives. */
export class HubLink {
  #at: HubLinkRim;
  #topics;
  #machine: ReplicationLink;
  #pipe: HubPipe | undefined;
  #isUp = false;
  #sinceMs: number;
  #problem: string | null = null;
  #attempt = 0;
  #stopped = false;
  #cancelRetry = () => {};
  #cancelWake = () => {};
  #cancelStatus = () => {};
  #lastCommand: CommandResult | null = null;
  /** How far the hub said it has each journal. */
  #hubHas = new Map<string, number>();

  constructor(rim: HubLinkRim) {
    this.#at = rim;
    this.#sinceMs = rim.time.raceNowMs();
    this.#topics = edgeTopics(rim.credentials.partner_id, rim.credentials.edge_id);
    this.#machine = new ReplicationLink({
      storeId: rim.raceLog.storeId,
      role: 'edge',
      eventIds: () => rim.raceLog.wantedEvents(),
      window,
      batchSize,
      retryMs,
      newLinkId: rim.newId,
      isOurs: (journalId) => journalId === rim.raceLog.end().journalId,
      jitter: rim.random,
    });
    this.#tell({ type: 'held', journals: rim.raceLog.held(), nowMs: this.#nowMs() });
    this.#connect();
  }

  /** Our disk moved on. */
  held(journals: JournalAt[]): void {
    this.#tell({ type: 'held', journals, nowMs: this.#nowMs() });
  }

  /** Something that the status says has changed. */
  tellStatus(): void {
    if (this.#isUp) this.#repeatStatus();
  }

  state(): { state: 'up' | 'down'; sinceMs: number; problem: string | null; waiting: number; hubHas: ReadonlyMap<string, number> } {
    const { entries } = this.#machine.backlog();
    return { state: this.#isUp ? 'up' : 'down', sinceMs: this.#sinceMs, problem: this.#problem, waiting: entries, hubHas: this.#hubHas };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry();
    this.#cancelWake();
    this.#cancelStatus();
    if (this.#isUp) this.#publishStatus(false);
    await this.#pipe?.close();
  }

  #connect(): void {
    const { credentials, transport, notice } = this.#at;
    this.#pipe = transport(
      {
        url: credentials.mqtt_url,
        clientId: credentials.edge_id,
        username: `${credentials.partner_id}/${credentials.edge_id}`,
        password: credentials.credential,
        subscribe: [this.#topics.feed, this.#topics.frontierDown, this.#topics.command],
        will: { topic: this.#topics.status, payload: this.#statusPayload(false) },
      },
      {
        open: () => this.#opened(),
        message: (topic, payload) => this.#heard(topic, payload),
        closed: (problem) => this.#closed(problem),
      },
    );
    if (this.#attempt === 1) notice({ level: 'info', code: 'hub-retry', text: 'the hub is not reachable; reads are kept and sent later' });
  }

  #opened(): void {
    this.#attempt = 0;
    this.#turn(true, null);
    this.#at.notice({ level: 'info', code: 'hub-up', text: 'the link to the hub is up' });
    this.#tell({ type: 'opened', linkId: this.#at.newId(), nowMs: this.#nowMs() });
    this.#repeatStatus();
    this.#at.up();
  }

  #closed(problem: string): void {
    this.#cancelStatus();
    if (this.#stopped) return;
    if (this.#isUp)
      this.#at.notice({
        level: 'warn',
        code: 'hub-down',
        text: 'the link to the hub is lost; reads are kept and sent later',
        facts: { problem },
      });
    this.#turn(false, problem);
    this.#tell({ type: 'closed' });
    const inMs = backoffMs({ attempt: this.#attempt++, firstMs: 500, maxMs: 15_000, random: this.#at.random });
    this.#cancelRetry = this.#at.time.after(inMs, () => this.#connect());
  }

  #turn(isUp: boolean, problem: string | null): void {
    if (this.#isUp !== isUp) this.#sinceMs = this.#at.time.raceNowMs();
    this.#isUp = isUp;
    this.#problem = problem;
  }

  /** The last function that sees what the broker brought: whatever is not understood is dropped, and asked for again by the machine. */
  #heard(topic: string, payload: Uint8Array): void {
    const message = jsonOrUndefined(payload);
    const nowMs = this.#nowMs();
    if (topic === this.#topics.frontierDown) {
      const frontier = frontierSchema.safeParse(message);
      if (!frontier.success) return;
      if (frontier.data.whole) this.#hubHas.clear();
      for (const { journalId, seq } of frontier.data.journals) this.#hubHas.set(journalId, seq);
      this.#tell({ type: 'frontier', frontier: frontier.data, nowMs });
    } else if (topic === this.#topics.feed) {
      const batch = entryBatchSchema.safeParse(message);
      if (batch.success) this.#tell({ type: 'batch', batch: batch.data, nowMs });
    } else if (topic === this.#topics.command) {
      this.#lastCommand = this.#at.command(message) ?? this.#lastCommand;
      this.#publishStatus(true);
    }
  }

  #tell(input: LinkInput): void {
    for (const output of this.#machine.handle(input)) this.#do(output);
  }

  #do(output: LinkOutput): void {
    switch (output.type) {
      case 'send-frontier':
        this.#pipe?.publish(this.#topics.frontierUp, JSON.stringify(output.frontier));
        break;
      case 'send-batch':
        this.#pipe?.publish(this.#topics.log, JSON.stringify(output.batch));
        break;
      case 'fetch':
        this.#at.raceLog.read(output).then(
          (range) => this.#tell({ type: 'fetched', ...range, nowMs: this.#nowMs() }),
          () => {}, // the journal is in trouble, which is told elsewhere; the machine asks again
        );
        break;
      case 'store':
        this.#at.raceLog.importBatch(output.batch).then(
          (journal) => this.#tell({ type: 'stored', journal, nowMs: this.#nowMs() }),
          () => {}, // not on disk, so not stated: the hub sends it again
        );
        break;
      case 'diverged':
        this.#diverged(output);
        break;
      case 'wake-at':
        this.#cancelWake();
        this.#cancelWake = this.#at.time.after(Math.max(0, output.atMs - this.#nowMs()), () =>
          this.#tell({ type: 'tick', nowMs: this.#nowMs() }),
        );
        break;
    }
  }

  #diverged({ journalId, reason, peerSeq }: Extract<LinkOutput, { type: 'diverged' }>): void {
    const { notice, raceLog } = this.#at;
    const text =
      reason === 'beyond-our-end'
        ? 'the hub has more of this journal than this edge: its data folder is an old copy or a clone. A new journal was begun; find the other one'
        : 'the hub has another entry at the same place of this journal: it is not sent any more. Keep both data folders and ask for help';
    notice({ level: 'error', code: `diverged-${reason}`, text, facts: { journalId, peerSeq } });
    if (reason === 'beyond-our-end') void raceLog.beginNewJournal();
  }

  #repeatStatus(): void {
    this.#cancelStatus();
    this.#publishStatus(true);
    this.#cancelStatus = this.#at.time.after(statusEveryMs, () => this.#repeatStatus());
  }

  #publishStatus(online: boolean): void {
    this.#pipe?.publish(this.#topics.status, this.#statusPayload(online), { retain: true });
  }

  #statusPayload(online: boolean): string {
    const detail = online ? { ...this.#at.status(), lastCommand: this.#lastCommand } : {};
    const message: EdgeStatusMessage = { online, atMs: this.#at.time.raceNowMs(), software: 'chute-edge 0.1.0', detail };
    return JSON.stringify(message);
  }

  #nowMs(): number {
    return this.#at.time.steadyMs();
  }
}

function jsonOrUndefined(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
