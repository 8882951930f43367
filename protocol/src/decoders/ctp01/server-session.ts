import { LineSplitter, type SplitLine } from '../line-splitter.ts';
import { LocationBook } from '../location-book.ts';
import type { DriverInput, DriverOutput, DriverSession, DriverState, OperatorCommand } from '../session.ts';
import { SessionDesk } from '../session-desk.ts';
import { parseCtp01Line } from './decode.ts';
import { encodeCtp01 } from './encode.ts';
import { type GapEvent, GapWatch } from './gap-watch.ts';
import { helloLines, startLine } from './hello.ts';
import type { Ctp01Line, Ctp01Tag } from './line.ts';
import { notices } from './notices.ts';
import { ctp01Record } from './records.ts';
import {
  type Ctp01ServerSettings,
  ctp01ServerDefaults,
  greetAfterMs,
  halfLineAfterMs,
  handshakePauseMs,
  listLocationsWithinMs,
  pingEveryMs,
  silentAfterMs,
  startNewLocationAfterMs,
} from './server-settings.ts';

/** The edge's end of one ChronoTrack connection. Settings that are not given have the values of `ctp01ServerDefaults`. */
export function createCtp01ServerSession(settings: Partial<Ctp01ServerSettings> = {}): DriverSession {
  return new ServerSession({ ...ctp01ServerDefaults, ...settings });
}

type Alarm = 'greet' | 'next-hello' | 'ping' | 'silent' | 'half-line' | 'gaps' | 'new-locations' | 'list-locations';

class ServerSession implements DriverSession {
  readonly #settings: Ctp01ServerSettings;
  readonly #desk = new SessionDesk<Alarm>(notices);
  readonly #lines = new LineSplitter();
  readonly #gaps = new GapWatch();
  readonly #locations = new LocationBook();
  readonly #newLocations = new Set<string>();
  /** New ones that wait for their `start`. */
  #toStart: string[] = [];
  #hello: Uint8Array[] = [];
  #saidHello = false;
  #clientGreeted = false;
  #listed = false;
  #acks = 0;
  #phase: DriverState['phase'] = 'connecting';
  #peer = '';
  #eventName: string | null = null;

  constructor(settings: Ctp01ServerSettings) {
    this.#settings = settings;
    for (const { location, lastSeq } of settings.resumeAfter) this.#gaps.resumeAfter(location, lastSeq);
  }

  handle(input: DriverInput): DriverOutput[] {
    if (this.#phase === 'closed') return [];
    this.#take(input);
    for (const alarm of this.#desk.alarms.takeDue(input.nowMs)) this.#ring[alarm](input.nowMs);
    return this.#desk.takeOutputs(input);
  }

  state(): DriverState {
    return {
      family: 'ctp01',
      phase: this.#phase,
      peer: this.#peer,
      eventName: this.#eventName,
      locations: this.#locations.list(),
      gaps: [...this.#gaps.gaps()],
    };
  }

  #take(input: DriverInput): void {
    if (input.type === 'opened') this.#open(input.peer, input.nowMs);
    else if (input.type === 'bytes') this.#hear(input.bytes, input.nowMs);
    else if (input.type === 'closed') this.#close(input.nowMs);
    else if (input.type === 'operator-command') this.#obey(input.command);
  }

  #open(peer: string, nowMs: number): void {
    this.#peer = peer;
    this.#phase = 'handshake';
    this.#desk.alarms.set('greet', nowMs + greetAfterMs);
    this.#desk.alarms.set('ping', nowMs + pingEveryMs);
    this.#desk.alarms.set('silent', nowMs + silentAfterMs);
  }

  #hear(bytes: Uint8Array, nowMs: number): void {
    this.#desk.alarms.set('silent', nowMs + silentAfterMs);
    if (this.#phase === 'silent') {
      this.#phase = this.#hello.length > 0 ? 'handshake' : 'streaming';
      this.#desk.tell(notices.heardAgain(this.#peer));
    }
    for (const line of this.#lines.push(bytes)) this.#hearLine(line, nowMs);
    if (this.#lines.waitingBytes === 0) this.#desk.alarms.clear('half-line');
    else if (!this.#desk.alarms.has('half-line')) this.#desk.alarms.set('half-line', nowMs + halfLineAfterMs);
  }

  #hearLine(split: SplitLine, nowMs: number): void {
    const line = parseCtp01Line(split, this.#settings.zone);
    if (line === null) return;
    const record = ctp01Record(line, this.#settings.identIs);
    if (record) this.#desk.record(record, nowMs);
    if (line.kind === 'read' || line.kind === 'gun' || line.kind === 'newlocation') this.#hearTag(line, nowMs);
    else this.#talk(line, nowMs);
  }

  #hearTag(tag: Ctp01Tag & { kind: Ctp01Line['kind'] }, nowMs: number): void {
    this.#locations.heard(tag.location, { ...tag, nowMs });
    if (!this.#locations.has(tag.location)) return;
    const line = { location: tag.location, seq: tag.sourceSeq, text: `${tag.ident}~${tag.timeText}` };
    this.#act(this.#gaps.heard(line, nowMs));
    this.#watchGaps();
    if (tag.kind === 'newlocation') this.#meetLocation(tag.location, nowMs);
  }

  /** What is said about the stream, and carries no time. */
  #talk(line: Ctp01Line, nowMs: number): void {
    if (line.kind === 'greeting') this.#greeted(line, nowMs);
    else if (line.kind === 'ack') this.#acked(line, nowMs);
    else if (line.kind === 'ping') this.#desk.write(encodeCtp01({ kind: 'ack', command: 'ping', values: [] }));
    else if (line.kind === 'error') this.#desk.tell(notices.clientError(line));
    else if (line.kind === 'answer' || line.kind === 'command' || line.kind === 'setting') this.#desk.tell(notices.unexpected(line));
  }

  /** Asked for once: the answer to `start` brings the same `newlocation` line again. */
  #meetLocation(location: string, nowMs: number): void {
    if (this.#newLocations.has(location)) return;
    this.#newLocations.add(location);
    this.#toStart.push(location);
    this.#desk.tell(notices.newLocation(location));
    this.#desk.write(encodeCtp01({ kind: 'command', command: 'getlocations', values: [] }));
    if (!this.#desk.alarms.has('new-locations')) this.#desk.alarms.set('new-locations', nowMs + startNewLocationAfterMs);
  }

  #greeted(line: Extract<Ctp01Line, { kind: 'greeting' }>, nowMs: number): void {
    this.#desk.tell(notices.greeted(line));
    // The first greeting may be the answer to ours; a second one is a client that began anew without hanging up.
    if (!this.#saidHello || this.#clientGreeted) this.#sayHello(nowMs);
    this.#clientGreeted = true;
  }

  #sayHello(nowMs: number): void {
    this.#saidHello = true;
    this.#desk.alarms.clear('greet');
    this.#hello = helloLines(this.#settings);
    this.#sayNext(nowMs);
  }

  #sayNext(nowMs: number): void {
    const line = this.#hello.shift();
    if (line) this.#desk.write(line);
    if (this.#hello.length > 0) {
      this.#desk.alarms.set('next-hello', nowMs + handshakePauseMs);
      return;
    }
    this.#desk.alarms.clear('next-hello');
    if (this.#phase === 'handshake') this.#phase = 'streaming';
    if (this.#settings.resumeAfter.length > 0 && !this.#listed) this.#desk.alarms.set('list-locations', nowMs + listLocationsWithinMs);
    this.#desk.tell(notices.streaming(this.#peer, this.#acks));
  }

  #acked(line: Extract<Ctp01Line, { kind: 'ack' }>, nowMs: number): void {
    if (line.command === 'ping') return;
    this.#acks += 1;
    if (line.command === 'geteventinfo') this.#learnEvent(line.values);
    if (line.command === 'getlocations') this.#learnLocations(line.values);
    if (this.#hello.length > 0) this.#sayNext(nowMs);
  }

  #learnEvent([name = '', id = '', description = '']: string[]): void {
    this.#eventName = name;
    this.#desk.tell(notices.eventInfo({ name, id, description }));
  }

  /** After a reconnect only known locations were started: those that are new since then follow here. */
  #learnLocations(names: string[]): void {
    this.#listed = true;
    this.#desk.alarms.clear('list-locations');
    const resumed = new Set(this.#settings.resumeAfter.map(({ location }) => location));
    for (const name of names) {
      this.#gaps.meet(name);
      if (name === '' || this.#locations.has(name) || !this.#locations.meet(name)) continue;
      if (resumed.size > 0 && !resumed.has(name)) this.#start(name, null);
    }
  }

  #ring: Record<Alarm, (nowMs: number) => void> = {
    greet: (nowMs) => this.#sayHello(nowMs),
    'next-hello': (nowMs) => this.#sayNext(nowMs),
    ping: (nowMs) => {
      this.#desk.write(encodeCtp01({ kind: 'ping' }));
      this.#desk.alarms.set('ping', nowMs + pingEveryMs);
    },
    silent: () => {
      this.#phase = 'silent';
      this.#desk.tell(notices.silent(this.#peer));
    },
    'half-line': (nowMs) => this.#refuseRest(nowMs),
    gaps: (nowMs) => {
      this.#act(this.#gaps.look(nowMs));
      this.#watchGaps();
    },
    'new-locations': () => {
      for (const location of this.#toStart) this.#start(location, null);
      this.#toStart = [];
    },
    'list-locations': () => {
      this.#gaps.meetAll();
      this.#start(null, null);
    },
  };

  #act(events: readonly GapEvent[]): void {
    for (const event of events) {
      this.#desk.tell(notices.gap(event));
      if (event.event === 'restarted') this.#start(event.location, null);
      if (event.event === 'ask') this.#rewind(event.gap.location, event.gap.fromSeq);
    }
  }

  #watchGaps(): void {
    const atMs = this.#gaps.nextLookAtMs;
    if (atMs !== null) this.#desk.alarms.set('gaps', atMs);
  }

  /** `start~location~seq` has no form without a location: asked of each one where it may be any. */
  #rewind(location: string | null, fromSeq: number): void {
    const asked = location === null ? this.#locations.names() : [location];
    for (const name of asked) this.#start(name, fromSeq);
  }

  #start(location: string | null, fromSeq: number | null): void {
    this.#gaps.rewound(location, fromSeq ?? 0);
    this.#desk.write(startLine(location, fromSeq));
  }

  #obey(command: OperatorCommand): void {
    if (command.command !== 'rewind') this.#desk.tell(notices.noClock);
    else if (command.fromSeq === null) this.#start(command.location, null);
    else this.#rewind(command.location, command.fromSeq);
  }

  #refuseRest(nowMs: number): void {
    this.#desk.alarms.clear('half-line');
    const raw = this.#lines.takeRest();
    if (raw.length > 0) this.#desk.record({ kind: 'refused', family: 'ctp01', reason: 'half-line', raw }, nowMs);
  }

  #close(nowMs: number): void {
    this.#refuseRest(nowMs);
    this.#desk.alarms.clearAll();
    this.#phase = 'closed';
  }
}
