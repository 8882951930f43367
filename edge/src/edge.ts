import {
  type Correction,
  correctionEntry,
  type EntryBatch,
  type EventSetupBody,
  type Head,
  type JournalAt,
  type OperatorCommand,
  type Person,
} from '@chute/protocol';
import type { Logger, Running } from '@chute/service';
import { type EntryRef, setupHash } from '@chute/timing';
import type { Ballast } from './ballast.ts';
import { ClockWatch } from './clock-watch.ts';
import { conditionsOf } from './conditions.ts';
import { freeBytes } from './disk-space.ts';
import type { EdgeTime } from './edge-time.ts';
import { EventRoom } from './event/event-room.ts';
import { importedPerson, PersonRecords } from './event/person-records.ts';
import { RaceSession, UnknownEventError } from './event/race-session.ts';
import { readSetupFile } from './event/setup-file.ts';
import { Setups } from './event/setups.ts';
import { Heartbeat } from './heartbeat.ts';
import type { ClaimBody, EdgeDoor, ImportBody, SessionBody } from './http/edge-door.ts';
import { Problem } from './http/problem.ts';
import { openWebServer, type WebServer, type WebSettings } from './http/web-server.ts';
import { JournalCallError, type JournalTrouble } from './journal/journal-client.ts';
import type { JournalPlace } from './journal/messages.ts';
import type { JournalChannel } from './journal/worker-channel.ts';
import { obeyCommand } from './link/commands.ts';
import { fetchPersons, offerUnknownEvent } from './link/hub-errands.ts';
import { type Fetch, HubRequestError } from './link/hub-http.ts';
import { HubMembership } from './link/hub-membership.ts';
import type { HubTransport } from './link/hub-transport.ts';
import type { LiveFeed } from './live/live-feed.ts';
import { Lookout } from './lookout.ts';
import { EdgeMetrics } from './metrics.ts';
import { NoticeBoard } from './notice-board.ts';
import { Decoders, type OpenPort } from './ports/decoders.ts';
import { RaceLog, type Stored } from './race-log.ts';
import type { ScoringRun } from './scoring/event-scoring.ts';
import type { EdgeSettings } from './settings.ts';
import { type EdgeStatus, edgeStatus } from './status.ts';

const errandsEveryMs = 30_000;

/** Everything an edge gets from outside. A test passes its own time, chance, transport and journal thread; `main.ts` passes the machine's. */
export type EdgeRim = {
  settings: EdgeSettings;
  log: Logger;
  time: EdgeTime;
  random: () => number;
  newId: () => string;
  fetch: Fetch;
  transport: HubTransport;
  /** This process can keep no more reads: it must end, so that its supervisor starts another. */
  fatal: (error: Error) => void;
  /** Where the board's pages are; builds them when it is first asked. */
  boardFolder: () => Promise<string>;
  /** Room kept aside on the disk; none when absent. */
  ballast?: Ballast;
  /** Free room on the disk of a folder. */
  freeBytes?: (folder: string) => number;
  connectJournal?: (place: JournalPlace) => JournalChannel;
  openWeb?: (edge: EdgeDoor, settings: WebSettings) => Promise<WebServer>;
  openPort?: OpenPort;
  /** As soon as what is at hand is done. */
  soon?: (run: () => void) => void;
};

/** Brings an edge up. Errors: `JournalDoubtError`, `ListenError`, `CredentialsError`, `SettingsError`. */
export async function createEdge(rim: EdgeRim): Promise<Edge> {
  const notices = new NoticeBoard({ log: rim.log, nowMs: rim.time.raceNowMs });
  let edge: Edge | undefined;
  const raceLog = await RaceLog.open({
    folder: rim.settings.dataFolder,
    newId: rim.newId,
    time: rim.time,
    stored: (stored) => edge?.stored(stored),
    trouble: (trouble) => edge?.diskTrouble(trouble),
    conflict: (facts) => {
      const text = 'another node holds other entries at places that are taken here: both are kept, ours are scored; ask for help';
      notices.post('journal', { level: 'error', code: 'entry-conflict', text, facts });
    },
    died: rim.fatal,
    ...(rim.connectJournal ? { connect: rim.connectJournal } : {}),
  });
  edge = new Edge(rim, raceLog, notices);
  try {
    await edge.start();
    return edge;
  } catch (error) {
    await edge.stop();
    throw error;
  }
}

/** The box beside the mats: its parts, and how an entry travels between them. */
export class Edge implements EdgeDoor, Running {
  readonly #rim: EdgeRim;
  readonly #raceLog: RaceLog;
  readonly #notices: NoticeBoard;
  readonly #setups: Setups;
  readonly #session: RaceSession;
  readonly #hub: HubMembership;
  readonly #decoders: Decoders;
  readonly #heartbeat: Heartbeat;
  readonly #clockWatch: ClockWatch;
  readonly #lookout: Lookout;
  readonly metrics: EdgeMetrics;
  readonly #startedAtMs: number;
  #room: EventRoom | undefined;
  #web: WebServer | undefined;
  #trouble: JournalTrouble | null = null;
  /** Chosen by a person, but nobody could say yet what it is. */
  #awaitedEvent: string | undefined;
  #cancelErrands = () => {};

  constructor(rim: EdgeRim, raceLog: RaceLog, notices: NoticeBoard) {
    const { time, random, newId } = rim;
    this.#rim = rim;
    this.#raceLog = raceLog;
    this.#notices = notices;
    this.#startedAtMs = time.raceNowMs();
    this.#hub = new HubMembership({
      ...{ folder: rim.settings.dataFolder, name: rim.settings.name, fetch: rim.fetch, transport: rim.transport },
      ...{ raceLog, time, random, newId },
      notice: (notice) => notices.post('hub', notice),
      status: () => ({ session: this.session(), entries: raceLog.end().seq }),
      command: (payload) => obeyCommand(payload, { nowMs: time.wallMs(), toDecoders: (command) => this.tellDecoders(command) }),
      up: () => void this.#runErrands({ linkIsNew: true }),
    });
    this.#setups = new Setups({ journal: raceLog.journal, hub: () => this.#hub.http });
    this.#session = new RaceSession({ raceLog, setups: this.#setups, time, newId });
    this.#decoders = new Decoders({
      ...{ journal: raceLog.journal, time, random },
      stamp: () => this.#session.stamp(),
      resumeAfter: () => raceLog.resumeAfter(this.#session.sessionId),
      ...(rim.openPort ? { openPort: rim.openPort } : {}),
      notice: (from, notice) => notices.post(from, notice),
    });
    this.#heartbeat = new Heartbeat({ journal: raceLog.journal, time });
    this.#clockWatch = new ClockWatch({ ...time, notice: (notice) => notices.post('clock', notice) });
    const parts = {
      ...{ raceLog, notices, time, hub: this.#hub, decoders: this.#decoders, heartbeat: this.#heartbeat },
      ...{ trouble: () => this.#trouble, freeBytes: () => this.#freeBytes(), clockSteps: () => this.#clockWatch.steps },
    };
    this.#lookout = new Lookout({ conditions: conditionsOf(parts), time, notice: (from, notice) => notices.post(from, notice) });
    this.metrics = new EdgeMetrics({ ...parts, lookout: this.#lookout });
  }

  async start(): Promise<void> {
    const { settings } = this.#rim;
    await this.#session.begin();
    await this.#enterRoom();
    if (settings.setupFile !== undefined) await this.#beginWith(await readSetupFile(settings.setupFile));
    if (settings.eventId !== undefined) await this.#openSessionWhenKnown(settings.eventId);
    this.#web = await (this.#rim.openWeb ?? openWebServer)(this, {
      ...{ host: settings.host, port: settings.port, dataFolder: settings.dataFolder, log: this.#rim.log },
      time: this.#rim.time,
      boardFolder: this.#rim.boardFolder,
      liveSources: settings.liveSources,
    });
    await this.#decoders.open(settings.decoders, settings.host);
    this.#hub.start();
    this.#lookout.start();
    void this.#rim.ballast?.reserve();
    this.#repeatErrands();
  }

  get addresses(): Record<string, string> {
    const chronotrack = this.#decoders.address('ctp01');
    return { ...(this.#web ? { http: this.#web.address } : {}), ...(chronotrack ? { chronotrack } : {}) };
  }

  /** Entries are on disk: only now are they scored, shown and sent (R1). */
  stored(stored: Stored): void {
    this.#room?.stored(stored);
    this.metrics.stored(stored);
    const { journalId } = stored.entries.at(-1)!;
    this.#hub.held([this.#raceLog.heldAt(journalId)!]);
  }

  diskTrouble(trouble: JournalTrouble | null): void {
    this.#trouble = trouble;
    const text = trouble
      ? 'the disk does not take any more: nothing is acknowledged until it does. Make room on it, or look at the card'
      : 'the disk takes entries again; what was waiting is kept';
    const facts = trouble ? { facts: { error: trouble.message } } : {};
    this.#notices.post('journal', { level: trouble ? 'error' : 'info', code: trouble ? 'disk-trouble' : 'disk-well', text, ...facts });
    if (trouble?.code === 'SQLITE_FULL') this.#freeBallast();
  }

  #freeBytes(): number {
    const { freeBytes: free = freeBytes, settings } = this.#rim;
    return free(settings.dataFolder);
  }

  #freeBallast(): void {
    const { ballast } = this.#rim;
    if (!ballast?.release()) return;
    const text = 'the disk is full, and the room that was kept aside for this has been freed: make room before it is full again';
    this.#notices.post('journal', { level: 'error', code: 'ballast-freed', text, facts: { freedBytes: ballast.bytes } });
  }

  health() {
    if (this.#trouble) return { ok: false, problem: `the disk does not take entries: ${this.#trouble.message}` };
    return this.#heartbeat.isFresh() ? { ok: true, problem: null } : { ok: false, problem: 'the journal does not answer' };
  }

  status(): EdgeStatus {
    return edgeStatus({
      ...{ raceLog: this.#raceLog, notices: this.#notices, hub: this.#hub, decoders: this.#decoders, room: this.#room },
      ...{ time: this.#rim.time, settings: this.#rim.settings, startedAtMs: this.#startedAtMs, clockSteps: this.#clockWatch.steps },
      ...{ session: this.session(), health: this.health(), trouble: this.#trouble },
      ...{ lookout: this.#lookout, freeBytes: this.#freeBytes() },
    });
  }

  session(): SessionBody {
    return { session_id: this.#session.sessionId, event_id: this.#session.eventId };
  }

  scoringRun(): ScoringRun | undefined {
    return this.#room?.run;
  }

  raceNowMs(): number {
    return this.#rim.time.raceNowMs();
  }

  live(): LiveFeed | undefined {
    return this.#room?.live;
  }

  personOf(participantId: string): Person | undefined {
    return this.#room?.persons.get(participantId);
  }

  head(): Omit<Head, 'cursor'> | undefined {
    const basis = this.#room?.run?.scorer.basis();
    if (!basis) return undefined;
    const { raceClock: clock, raceNowMs } = this.#rim.time;
    const entries = basis.frontier.reduce((sum, { seq }) => sum + seq, 0);
    const link = this.#hub.credentials ? this.#hub.link?.state() : undefined;
    return {
      source: 'edge',
      asOfMs: raceNowMs(),
      entries,
      basis,
      clock,
      link: { state: link?.state ?? 'none', sinceMs: link?.sinceMs ?? null },
    };
  }

  tellDecoders(command: OperatorCommand): number {
    return this.#decoders.command(command);
  }

  async enter(correction: Correction): Promise<EntryRef> {
    if (!this.#raceLog.journal.hasRoom()) throw new Problem('not-ready', { detail: 'the disk is behind: try again in a moment' });
    this.refuseUnknown(correction);
    const { journalId, seq } = await this.#session.write(correctionEntry(correction));
    return { journalId, seq };
  }

  /** An entry is for ever, so one that names what the event does not have is refused while somebody can still mend it. */
  refuseUnknown(correction: Correction): void {
    const unknown = this.#room?.unknownIn(correction);
    if (unknown) throw new Problem('cannot-be', { detail: `this event has no ${unknown}` });
  }

  /** Entries of another node's journal that come by another way than the link. */
  takeBatch(batch: EntryBatch): Promise<JournalAt> {
    return this.#raceLog.importBatch(batch);
  }

  async openSession(eventId: string): Promise<void> {
    await this.#session.open(eventId);
    this.#awaitedEvent = undefined;
    await this.#enterRoom();
    this.#hub.link?.tellStatus();
  }

  async importSetup({ setup, persons }: EventSetupBody): Promise<ImportBody> {
    const hash = await this.#setups.keep(setup);
    const eventId = setup.event.id;
    if (this.#session.eventId === eventId) await this.#session.adopt(hash);
    else if (this.#session.eventId === null) await this.openSession(eventId);
    const records = this.#room?.eventId === eventId ? this.#room.persons : await PersonRecords.load(eventId, this.#raceLog.journal);
    const changed = await records.keep(persons.map((person) => importedPerson(person, setup.event)));
    this.#room?.personsChanged(changed);
    this.#room?.look();
    return { event_id: eventId, setup_hash: hash };
  }

  async claim(at: { hubUrl: string; code: string }): Promise<ClaimBody> {
    const { partner_id, edge_id, event_id } = await this.#hub.claim(at);
    if (event_id !== null) await this.#openSessionWhenKnown(event_id);
    return { partner_id, edge_id, event_id };
  }

  /** Ports first, so that nothing more comes in; the journal last, so that all that did is on disk. */
  async stop(): Promise<void> {
    this.#cancelErrands();
    this.#rim.ballast?.stop();
    this.#lookout.stop();
    this.#clockWatch.stop();
    this.#heartbeat.stop();
    await this.#decoders.stop();
    await this.#hub.stop();
    await this.#web?.stop();
    this.#room?.stop();
    await this.#raceLog.journal.close();
  }

  async #enterRoom(): Promise<void> {
    const { eventId } = this.#session;
    if (eventId === null || this.#room?.eventId === eventId) return;
    const persons = await PersonRecords.load(eventId, this.#raceLog.journal);
    this.#room?.stop();
    this.#room = new EventRoom({
      ...{ eventId, persons, raceLog: this.#raceLog, setups: this.#setups, newId: this.#rim.newId },
      soon: this.#rim.soon ?? setImmediate,
      tell: (audience, news) => this.#web?.live.tell(eventId, audience, news),
      notice: (notice) => this.#notices.post('scoring', notice),
    });
    void this.#runErrands({ linkIsNew: true });
  }

  /** The file says how things began. At a later start its setup is known, and another one may have been adopted since. */
  async #beginWith(file: EventSetupBody): Promise<void> {
    if (await this.#setups.stored(setupHash(file.setup))) await this.#openSessionWhenKnown(this.#session.eventId ?? file.setup.event.id);
    else await this.importSetup(file);
  }

  /** The hub may be out of reach just now: then reads are kept in a session without an event, and moved to it later. */
  async #openSessionWhenKnown(eventId: string): Promise<void> {
    try {
      await this.openSession(eventId);
    } catch (error) {
      if (!(error instanceof UnknownEventError)) throw error;
      this.#awaitedEvent = eventId;
      this.#notices.post('session', { level: 'error', code: error.code, text: error.message, facts: { eventId } });
    }
  }

  #repeatErrands(): void {
    this.#cancelErrands = this.#rim.time.after(errandsEveryMs, () => {
      void this.#rim.ballast?.reserve();
      void this.#runErrands({ linkIsNew: false }).finally(() => this.#repeatErrands());
    });
  }

  /** What goes over HTTP, whenever the hub can be reached. It fails quietly: the next time is soon, and the link says when the hub is away, the journal when the disk is full. */
  async #runErrands({ linkIsNew }: { linkIsNew: boolean }): Promise<void> {
    const http = this.#hub.http;
    if (!http || this.#hub.link?.state().state !== 'up') return;
    try {
      if (this.#awaitedEvent !== undefined) await this.#openSessionWhenKnown(this.#awaitedEvent);
      const room = this.#room;
      if (!room) return;
      room.look();
      if (linkIsNew && room.run) await offerUnknownEvent(http, { setup: room.run.setup, persons: room.persons.all() });
      room.personsChanged(await fetchPersons(http, room.persons));
    } catch (error) {
      if (!(error instanceof HubRequestError || error instanceof JournalCallError)) throw error;
      this.#rim.log.debug({ err: error }, 'an errand at the hub has to wait');
    }
  }
}
