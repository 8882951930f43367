import {
  type EdgeStatusMessage,
  type EntryBatch,
  edgeTopics,
  entryBatchSchema,
  type Frontier,
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
import { hubNotices } from './hub-notices.ts';
import { HubProgress } from './hub-progress.ts';
import type { HubPipe, HubTransport } from './hub-transport.ts';
import { type MissingPast, OwnPast } from './own-past.ts';
import { TakeOvers, type Twin } from './take-overs.ts';

const window = 4;
const batchSize = 500;
const retryMs = 2_000;
const statusEveryMs = 10_000;
/** Batches on their way to the disk: twice what a hub may send beyond our frontier. More are not taken; it sends them again. */
const storingMax = 8;

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
  #storing = 0;
  #cancelRetry = () => {};
  #cancelWake = () => {};
  #cancelStatus = () => {};
  #lastCommand: CommandResult | null = null;
  #progress: HubProgress;
  #ownPast: OwnPast;
  #takeOvers: TakeOvers;
  #oldDiskCopy: MissingPast | undefined;

  constructor(rim: HubLinkRim) {
    this.#at = rim;
    this.#sinceMs = rim.time.raceNowMs();
    this.#progress = new HubProgress(rim.time);
    this.#ownPast = new OwnPast(rim.raceLog);
    this.#takeOvers = new TakeOvers(rim.time);
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
    if (this.#isUp) this.#progress.waits(this.#machine.backlog().entries);
  }

  /** Something that the status says has changed. */
  tellStatus(): void {
    if (this.#isUp) this.#repeatStatus();
  }

  state(): { state: 'up' | 'down'; sinceMs: number; problem: string | null; waiting: number } {
    return { state: this.#isUp ? 'up' : 'down', sinceMs: this.#sinceMs, problem: this.#problem, waiting: this.#waiting() };
  }

  /** What the hub has not said it holds. While it says nothing, its last word counts. */
  #waiting(): number {
    const { entries, peerKnown } = this.#machine.backlog();
    if (peerKnown) return entries;
    const lacks = ({ journalId, seq }: JournalAt) => Math.max(0, seq - (this.#progress.lastStated(journalId) ?? 0));
    return this.#at.raceLog.held().reduce((sum, journal) => sum + lacks(journal), 0);
  }

  /** How far the hub has stated on this link to hold a journal, and what it had stated last; undefined while it has not. */
  hubHas(journalId: string): { now: number | undefined; last: number | undefined } {
    return { now: this.#machine.peerSeqOf(journalId), last: this.#progress.lastStated(journalId) };
  }

  /** How long the hub has taken nothing of what waits for it, though the link is up. */
  stalledMs(): number {
    return this.#isUp ? this.#progress.stalledMs() : 0;
  }

  /** Another box that comes to the hub under the name of this one. */
  twin(): Twin | undefined {
    return this.#takeOvers.twin();
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
        ca: credentials.mqtt_ca,
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
    if (this.#attempt === 1) notice(hubNotices.retry());
  }

  #opened(): void {
    this.#attempt = 0;
    this.#takeOvers.opened();
    this.#turn(true, null);
    this.#at.notice(hubNotices.up());
    this.#progress.opened(this.#machine.backlog().entries);
    this.#tell({ type: 'opened', linkId: this.#at.newId(), nowMs: this.#nowMs() });
    this.#repeatStatus();
    this.#at.up();
  }

  #closed(problem: string): void {
    this.#cancelStatus();
    if (this.#stopped) return;
    if (this.#isUp) this.#at.notice(hubNotices.down(problem));
    this.#turn(false, problem);
    this.#takeOvers.closed();
    this.#tell({ type: 'closed' });
    const attempt = Math.max(this.#attempt++, this.#takeOvers.attempt);
    const inMs = backoffMs({ attempt, firstMs: 500, maxMs: 15_000, random: this.#at.random });
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
      this.#tell({ type: 'frontier', frontier: frontier.data, nowMs });
      this.#heardFrontier(frontier.data);
    } else if (topic === this.#topics.feed) {
      const batch = entryBatchSchema.safeParse(message);
      if (batch.success) this.#tell({ type: 'batch', batch: batch.data, nowMs });
    } else if (topic === this.#topics.command) {
      this.#lastCommand = this.#at.command(message) ?? this.#lastCommand;
      this.#publishStatus(true);
    }
  }

  #heardFrontier(frontier: Frontier): void {
    const { storeId, whole } = frontier;
    if (frontier.twin) this.#takeOvers.toldOfTwin();
    if (this.#machine.backlog().peerKnown) this.#lookAtOwnPast(frontier);
    const { isAnother, lost } = this.#progress.stated({
      ...{ storeId, waiting: this.#machine.backlog().entries },
      // A whole one also says of journals that it does not list: there is nothing of them.
      positions: (whole ? this.#at.raceLog.held() : frontier.journals).flatMap(({ journalId }) => {
        const seq = this.#machine.peerSeqOf(journalId);
        return seq === undefined ? [] : [{ journalId, seq }];
      }),
    });
    if (isAnother || lost > 0) this.#at.notice(hubNotices.restored(lost));
  }

  #lookAtOwnPast(frontier: Frontier): void {
    this.#ownPast.missing(frontier).then(
      (missing) => missing && this.#tellOldDiskCopy(missing),
      () => {}, // the journal is in trouble, which is told elsewhere
    );
  }

  #tellOldDiskCopy(missing: MissingPast): void {
    this.#oldDiskCopy = missing;
    this.#at.notice(hubNotices.oldDiskCopy(missing));
    this.tellStatus();
  }

  #tell(input: LinkInput): void {
    for (const output of this.#machine.handle(input)) this.#do(output);
  }

  #do(output: LinkOutput): void {
    switch (output.type) {
      case 'send-frontier':
        this.#pipe?.publish(this.#topics.frontierUp, JSON.stringify({ ...output.frontier, writing: this.#at.raceLog.end().journalId }));
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
        this.#store(output.batch);
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

  #store(batch: EntryBatch): void {
    if (this.#storing >= storingMax) return;
    this.#storing += 1;
    this.#at.raceLog
      .importBatch(batch)
      .finally(() => {
        this.#storing -= 1;
      })
      .then(
        (journal) => this.#tell({ type: 'stored', journal, nowMs: this.#nowMs() }),
        () => {}, // not on disk, so not stated: the hub sends it again
      );
  }

  #diverged(at: Extract<LinkOutput, { type: 'diverged' }>): void {
    this.#at.notice(hubNotices.diverged(at));
    // A disk that does not take it now is told of elsewhere; the next link finds the same and tries again.
    if (at.reason === 'beyond-our-end') this.#at.raceLog.beginNewJournal().catch(() => {});
  }

  #repeatStatus(): void {
    this.#cancelStatus();
    this.#publishStatus(true);
    this.#cancelStatus = this.#at.time.after(statusEveryMs, () => this.#repeatStatus());
  }

  #publishStatus(online: boolean): void {
    this.#pipe?.publish(this.#topics.status, this.#statusPayload(online), { retain: true });
  }

  /** Who this box is may be in doubt: the hub keeps it beside the edge. */
  #identity(): EdgeStatusMessage['detail'] {
    return { twin: this.#takeOvers.twin() ?? null, oldDiskCopy: this.#oldDiskCopy ?? null };
  }

  #statusPayload(online: boolean): string {
    const detail = online ? { ...this.#at.status(), ...this.#identity(), lastCommand: this.#lastCommand } : {};
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
