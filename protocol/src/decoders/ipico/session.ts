import { LineSplitter, type SplitLine } from '../line-splitter.ts';
import { LocationBook } from '../location-book.ts';
import type { DriverInput, DriverOutput, DriverSession, DriverState, OperatorCommand } from '../session.ts';
import { SessionDesk } from '../session-desk.ts';
import { raceLogTimeText } from '../time-text.ts';
import { type WallMs, wallMsOf } from '../wall-clock.ts';
import { parseIpicoLine } from './decode.ts';
import { encodeIpico } from './encode.ts';
import { type IpicoClock, type IpicoControl, type IpicoRead, ipicoInstruction } from './line.ts';
import { notices } from './notices.ts';
import {
  askClockEveryMs,
  clockSetTakesMs,
  halfLineAfterMs,
  type IpicoSettings,
  ipicoDefaults,
  readBackAfterMs,
  silentAfterMs,
} from './settings.ts';

/** The edge's end of one IPICO reader, on a serial line or TCP. Settings that are not given have the values of `ipicoDefaults`. */
export function createIpicoSession(settings: Partial<IpicoSettings> & Pick<IpicoSettings, 'location'>): DriverSession {
  return new IpicoSession({ ...ipicoDefaults, ...settings });
}

type Alarm = 'ask-clock' | 'silent' | 'half-line' | 'set-clock' | 'read-back';
type Raw = { raw: Uint8Array };

/** Queries and settings go to every reader on the stream. */
const anyReader = '00';

class IpicoSession implements DriverSession {
  readonly #settings: IpicoSettings;
  readonly #desk = new SessionDesk<Alarm>(notices);
  readonly #lines = new LineSplitter();
  readonly #locations = new LocationBook();
  #phase: DriverState['phase'] = 'connecting';
  #peer = '';
  #clockAskedAtMs: number | null = null;
  /** The time to be set: what the reader's clock shall show at a moment of ours. */
  #wanted: { wallMs: WallMs; atMs: number } | null = null;
  #readBack = false;

  constructor(settings: IpicoSettings) {
    this.#settings = settings;
    this.#locations.meet(settings.location);
  }

  handle(input: DriverInput): DriverOutput[] {
    if (this.#phase === 'closed') return [];
    this.#take(input);
    for (const alarm of this.#desk.alarms.takeDue(input.nowMs)) this.#ring[alarm](input.nowMs);
    return this.#desk.takeOutputs(input);
  }

  state(): DriverState {
    return { family: 'ipico', phase: this.#phase, peer: this.#peer, eventName: null, locations: this.#locations.list(), gaps: [] };
  }

  #take(input: DriverInput): void {
    if (input.type === 'opened') this.#open(input.peer, input.nowMs);
    else if (input.type === 'bytes') this.#hear(input.bytes, input.nowMs);
    else if (input.type === 'closed') this.#close(input.nowMs);
    else if (input.type === 'operator-command') this.#obey(input.command, input.nowMs);
  }

  #open(peer: string, nowMs: number): void {
    this.#peer = peer;
    this.#phase = 'handshake';
    if (this.#settings.line) this.#desk.setLine(this.#settings.line);
    this.#desk.alarms.set('silent', nowMs + silentAfterMs);
    this.#askClock(nowMs);
  }

  #hear(bytes: Uint8Array, nowMs: number): void {
    if (this.#phase === 'silent') this.#desk.tell(notices.heardAgain(this.#peer));
    this.#phase = 'streaming';
    this.#desk.alarms.set('silent', nowMs + silentAfterMs);
    for (const line of this.#lines.push(bytes)) this.#hearLine(line, nowMs);
    if (this.#lines.waitingBytes === 0) this.#desk.alarms.clear('half-line');
    else if (!this.#desk.alarms.has('half-line')) this.#desk.alarms.set('half-line', nowMs + halfLineAfterMs);
  }

  #hearLine(split: SplitLine, nowMs: number): void {
    const line = parseIpicoLine(split);
    if (line?.kind === 'read') this.#hearRead(line, nowMs);
    else if (line?.kind === 'gun') this.#hearGun(line, nowMs);
    else if (line?.kind === 'clock') this.#hearClock(line, nowMs);
    else if (line?.kind === 'control') this.#hearControl(line);
    else if (line?.kind === 'refused') this.#refuse(line.raw, line.reason, nowMs);
  }

  /** Readers resend a line byte for byte; each is a read of its own here, that they are one is for scoring to say. */
  #hearRead(line: IpicoRead & Raw, nowMs: number): void {
    const location = this.#locationOf(line.readerId);
    const read = { kind: 'read', sourceSeq: null } as const;
    this.#locations.heard(location, { ...read, nowMs });
    const heard = { location, ident: line.tag, identIs: this.#settings.identIs, reader: line.readerId };
    const count = line.countI + line.countQ;
    this.#desk.record({ ...read, ...this.#timed(line), ...heard, antenna: null, count }, nowMs);
  }

  #hearGun(line: IpicoClock & Raw, nowMs: number): void {
    const location = this.#locationOf(line.readerId);
    const gun = { kind: 'gun', sourceSeq: null } as const;
    this.#locations.heard(location, { ...gun, nowMs });
    this.#desk.record({ ...gun, ...this.#timed(line), location, waveId: null, replaces: null }, nowMs);
  }

  #hearClock(line: IpicoClock & Raw, nowMs: number): void {
    const roundTripMs = this.#clockAskedAtMs === null ? null : Math.round(nowMs - this.#clockAskedAtMs);
    const reading = roundTripMs === null ? 'live' : 'asked';
    this.#clockAskedAtMs = null;
    this.#desk.record({ kind: 'clock-check', ...this.#timed(line), reading, roundTripMs }, nowMs);
    if (this.#readBack && this.#wanted) this.#compareClock(line.timeText, nowMs - (roundTripMs ?? 0) / 2);
  }

  #hearControl(line: IpicoControl): void {
    if (/^f[0-5]$/.test(line.instruction)) this.#desk.tell(notices.readerError(line.instruction));
    if (line.instruction === ipicoInstruction.setClock) this.#desk.tell(notices.clockSetTaken);
  }

  #refuse(raw: Uint8Array, reason: string, nowMs: number): void {
    this.#desk.record({ kind: 'refused', family: 'ipico', reason, raw }, nowMs);
  }

  #ring: Record<Alarm, (nowMs: number) => void> = {
    'ask-clock': (nowMs) => this.#askClock(nowMs),
    silent: () => {
      this.#phase = 'silent';
      this.#desk.tell(notices.silent(this.#peer));
    },
    'half-line': (nowMs) => this.#refuseRest(nowMs),
    'set-clock': (nowMs) => this.#setClock(nowMs),
    'read-back': (nowMs) => {
      this.#readBack = true;
      this.#askClock(nowMs);
    },
  };

  #askClock(nowMs: number): void {
    this.#clockAskedAtMs = nowMs;
    this.#desk.write(encodeIpico({ kind: 'clock-query', readerId: anyReader }));
    this.#desk.alarms.set('ask-clock', nowMs + askClockEveryMs);
  }

  #obey(command: OperatorCommand, nowMs: number): void {
    if (command.command === 'read-clock') this.#askClock(nowMs);
    else if (command.command === 'rewind') this.#desk.tell(notices.noRewind);
    else if (command.command === 'set-clock') this.#planSetClock(command.timeText, nowMs);
    else this.#desk.tell(notices.noStop);
  }

  /** Told at half past a second, the reader is right at the next full one. */
  #planSetClock(timeText: string, nowMs: number): void {
    const wallMs = wallMsOf(timeText);
    if (wallMs === null) {
      this.#desk.tell(notices.badTime(timeText));
      return;
    }
    this.#wanted = { wallMs, atMs: nowMs };
    this.#readBack = false;
    const waitMs = (((clockSetTakesMs - wallMs) % 1000) + 1000) % 1000;
    this.#desk.alarms.set('set-clock', nowMs + waitMs);
  }

  #setClock(nowMs: number): void {
    if (!this.#wanted) return;
    const startsAtMs = this.#wanted.wallMs + (nowMs - this.#wanted.atMs) + clockSetTakesMs;
    const wallMs = Math.round(startsAtMs / 1000) * 1000;
    this.#desk.write(encodeIpico({ kind: 'set-clock', readerId: anyReader, wallMs }));
    this.#desk.alarms.set('read-back', nowMs + readBackAfterMs);
  }

  #compareClock(timeText: string, shownAtMs: number): void {
    if (!this.#wanted) return;
    const expectedMs = this.#wanted.wallMs + (shownAtMs - this.#wanted.atMs);
    this.#desk.tell(notices.clockSet(timeText, Math.round((wallMsOf(timeText) ?? expectedMs) - expectedMs)));
    this.#readBack = false;
    this.#wanted = null;
  }

  #close(nowMs: number): void {
    this.#refuseRest(nowMs);
    this.#desk.alarms.clearAll();
    this.#phase = 'closed';
  }

  #refuseRest(nowMs: number): void {
    this.#desk.alarms.clear('half-line');
    const raw = this.#lines.takeRest();
    if (raw.length > 0) this.#refuse(raw, 'half-line', nowMs);
  }

  /** Which clock, what it showed, and the bytes that said so. */
  #timed(line: IpicoClock & Raw): Raw & { clockId: string; timeText: string } {
    const clockId = `ipico:${this.#settings.decoder ?? this.#settings.location}:${line.readerId}`;
    return { clockId, timeText: raceLogTimeText(line.timeText, this.#settings.zone) ?? line.timeText, raw: line.raw };
  }

  #locationOf(readerId: string): string {
    return this.#settings.readerLocations[readerId] ?? this.#settings.location;
  }
}
