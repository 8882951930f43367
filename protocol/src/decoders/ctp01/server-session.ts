import { LineSplitter, type SplitLine } from '../line-splitter.ts';
import { LocationBook } from '../location-book.ts';
import type { DriverInput, DriverOutput, DriverSession, DriverState, LocalId, OperatorCommand } from '../session.ts';
import { SessionDesk } from '../session-desk.ts';
import { AnswerBounds } from './answer-bounds.ts';
import { parseCtp01Line } from './decode.ts';
import { encodeCtp01 } from './encode.ts';
import { type GapEvent, GapWatch } from './gap-watch.ts';
import { Handshake } from './handshake.ts';
import { helloLines } from './hello.ts';
import type { Ctp01Line, Ctp01Tag } from './line.ts';
import { LocationStarts } from './location-starts.ts';
import { notices } from './notices.ts';
import { OtherDialects } from './other-dialects.ts';
import { ctp01Record } from './records.ts';
import {
  type Ctp01Alarm,
  type Ctp01ServerSettings,
  ctp01ServerDefaults,
  halfLineAfterMs,
  pingEveryMs,
  silentAfterMs,
} from './server-settings.ts';
import { StreamSwitch } from './stream-switch.ts';

/** The edge's end of one ChronoTrack connection. Settings that are not given have the values of `ctp01ServerDefaults`. */
export function createCtp01ServerSession(settings: Partial<Ctp01ServerSettings> = {}): DriverSession {
  return new ServerSession({ ...ctp01ServerDefaults, ...settings });
}

class ServerSession implements DriverSession {
  readonly #settings: Ctp01ServerSettings;
  readonly #desk = new SessionDesk<Ctp01Alarm>(notices);
  readonly #hello = new Handshake(this.#desk);
  readonly #bounds = new AnswerBounds();
  readonly #dialects = new OtherDialects({ desk: this.#desk, bounds: this.#bounds });
  readonly #lines = new LineSplitter();
  readonly #gaps = new GapWatch();
  readonly #stream = new StreamSwitch({ desk: this.#desk, hello: this.#hello, gaps: this.#gaps });
  readonly #locations = new LocationBook();
  readonly #starts: LocationStarts;
  #acks = 0;
  #phase: DriverState['phase'] = 'connecting';
  #peer = '';
  #eventName: string | null = null;

  constructor(settings: Ctp01ServerSettings) {
    this.#settings = settings;
    const parts = { desk: this.#desk, stream: this.#stream, gaps: this.#gaps, locations: this.#locations };
    const resumed = settings.resumeAfter.map(({ location }) => location);
    this.#starts = new LocationStarts(parts, resumed);
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
      phase: this.#phase === 'streaming' && this.#stream.isStopped ? 'stopped' : this.#phase,
      peer: this.#peer,
      eventName: this.#eventName,
      locations: this.#locations.list(),
      gaps: [...this.#gaps.gaps()],
    };
  }

  #take(input: DriverInput): void {
    if (input.type === 'opened') this.#open(input.peer, input.nowMs);
    else if (input.type === 'bytes') this.#hear(input.bytes, input.nowMs);
    else if (input.type === 'committed') this.#dialects.committed(input.localId);
    else if (input.type === 'closed') this.#close(input.nowMs);
    else if (input.type === 'operator-command') this.#obey(input.command);
  }

  #open(peer: string, nowMs: number): void {
    this.#peer = peer;
    this.#phase = 'handshake';
    this.#hello.awaitGreeting(nowMs);
    this.#desk.alarms.set('ping', nowMs + pingEveryMs);
    this.#desk.alarms.set('silent', nowMs + silentAfterMs);
  }

  #hear(bytes: Uint8Array, nowMs: number): void {
    this.#desk.alarms.set('silent', nowMs + silentAfterMs);
    if (this.#phase === 'silent') {
      this.#phase = this.#hello.isSaying ? 'handshake' : 'streaming';
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
    const localId = record ? this.#desk.record(record, nowMs) : null;
    if (line.kind === 'read' || line.kind === 'gun' || line.kind === 'newlocation') this.#hearTag(line, { localId, nowMs });
    else if (line.kind !== 'refused') this.#talk(line, nowMs);
    else if (line.reason === 'unknown-line') this.#refuse('', 'unknown command', nowMs);
  }

  #hearTag(tag: Ctp01Tag & { kind: Ctp01Line['kind'] }, { localId, nowMs }: { localId: LocalId | null; nowMs: number }): void {
    this.#stream.clientGoesOn();
    this.#dialects.heard(tag.dialect, localId);
    this.#locations.heard(tag.location, { ...tag, nowMs });
    if (!this.#locations.has(tag.location)) return;
    const line = { location: tag.location, seq: tag.sourceSeq, text: `${tag.ident}~${tag.timeText}` };
    this.#act(this.#gaps.heard(line, nowMs));
    this.#watchGaps();
    if (tag.kind === 'newlocation') this.#starts.meetNew(tag.location, nowMs);
  }

  /** What is said about the stream, and carries no time. */
  #talk(line: Ctp01Line, nowMs: number): void {
    if (line.kind === 'greeting') this.#greeted(line, nowMs);
    else if (line.kind === 'ack') this.#acked(line, nowMs);
    else if (line.kind === 'ping') this.#ack('ping');
    else if (line.kind === 'heartbeat') this.#dialects.heartbeat(nowMs);
    else if (line.kind === 'error') this.#refused(line, nowMs);
    else if (line.kind === 'command') this.#asked(line, nowMs);
    else if ((line.kind === 'answer' || line.kind === 'setting') && this.#bounds.mayAnswer('unexpected', nowMs))
      this.#desk.tell(notices.unexpected(line));
  }

  #ack(command: string, ...values: string[]): void {
    this.#desk.write(encodeCtp01({ kind: 'ack', command, values }));
  }

  #refuse(command: string, text: string, nowMs: number): boolean {
    const may = this.#bounds.mayAnswer('error', nowMs);
    if (may) this.#desk.write(encodeCtp01({ kind: 'error', command, text }));
    return may;
  }

  /** A client may say that it starts or stops. What else it asks, only a client could answer. */
  #asked(line: Extract<Ctp01Line, { kind: 'command' }>, nowMs: number): void {
    const { command, values } = line;
    if (command !== 'start' && command !== 'stop') {
      if (this.#refuse(command, 'only a client answers that', nowMs)) this.#desk.tell(notices.cannotObey(line));
      return;
    }
    this.#ack(command, ...values);
    if (command === 'start') this.#stream.clientGoesOn();
    else if (values.length === 0) this.#stream.clientStops(this.#peer);
  }

  /** The link stays, a person is told, and the handshake goes on as if it had been an ack. */
  #refused(line: Extract<Ctp01Line, { kind: 'error' }>, nowMs: number): void {
    if (this.#bounds.mayTell(line)) this.#desk.tell(notices.clientError(line));
    if (line.command === 'start') this.#stream.startRefused();
    if (line.command === 'stop') this.#stream.stopRefused();
    if (this.#hello.isSaying) this.#sayNext(nowMs);
  }

  #greeted(line: Extract<Ctp01Line, { kind: 'greeting' }>, nowMs: number): void {
    if (!this.#bounds.mayAnswer('greeting', nowMs)) return;
    this.#desk.tell(notices.greeted(line));
    if (this.#hello.clientGreeted()) this.#sayHello(nowMs);
  }

  #sayHello(nowMs: number): void {
    this.#hello.begin(helloLines(this.#settings, { start: !this.#stream.isStopped }));
    this.#stream.startsNamed(this.#settings.resumeAfter.length);
    this.#sayNext(nowMs);
  }

  #sayNext(nowMs: number): void {
    if (!this.#hello.sayNext(nowMs)) return;
    if (this.#phase === 'handshake') this.#phase = 'streaming';
    this.#starts.awaitList(nowMs);
    this.#desk.tell(notices.streaming(this.#peer, this.#acks));
  }

  #acked(line: Extract<Ctp01Line, { kind: 'ack' }>, nowMs: number): void {
    if (line.command === 'ping') return;
    this.#acks += 1;
    if (line.command === 'geteventinfo') this.#learnEvent(line.values);
    if (line.command === 'getlocations') this.#starts.listed(line.values);
    if (this.#hello.isSaying) this.#sayNext(nowMs);
  }

  #learnEvent([name = '', id = '', description = '']: string[]): void {
    this.#eventName = name;
    this.#desk.tell(notices.eventInfo({ name, id, description }));
  }

  #ring: Record<Ctp01Alarm, (nowMs: number) => void> = {
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
      this.#act(this.#gaps.look(nowMs, { mayAsk: !this.#stream.isStopped }));
      this.#watchGaps();
    },
    'new-locations': () => this.#starts.startNew(),
    'list-locations': () => this.#starts.startUnlisted(),
  };

  #act(events: readonly GapEvent[]): void {
    for (const event of events) {
      this.#desk.tell(notices.gap(event));
      if (event.event === 'restarted') this.#stream.start(event.location, null);
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
    for (const name of asked) this.#stream.start(name, fromSeq);
  }

  #obey(command: OperatorCommand): void {
    if (command.command === 'stop') this.#stream.stop(this.#peer);
    else if (command.command === 'start') this.#starts.startAgain(this.#peer);
    else if (command.command !== 'rewind') this.#desk.tell(notices.noClock);
    else if (this.#stream.isStopped) this.#desk.tell(notices.isStopped);
    else if (command.fromSeq === null) this.#stream.start(command.location, null);
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
