import { Deadlines } from '../deadlines.ts';
import { LineSplitter } from '../line-splitter.ts';
import type { PlayerInput, PlayerOutput, PlayerSession } from '../session.ts';
import { joinBytes } from '../text.ts';
import { parseCtp01Line } from './decode.ts';
import type { Ctp01Dialect } from './dialect.ts';
import { type Ctp01SaidTag, encodeCtp01 } from './encode.ts';
import { type Ctp01Line, type Ctp01TimeFormat, ctp01TimeFormats } from './line.ts';
import { writeCtp01Time } from './time.ts';

/** A line that the simulator's client says: fields, or bytes as they were recorded (with their line end), faults and all. */
export type Ctp01PlayedLine =
  | (Omit<Ctp01SaidTag, 'dialect' | 'time'> & {
      /** An instant is written in the negotiated format, a text as it stands. `ident`: chip or bib, or the words `guntime` and `newlocation`. */
      time: { atMs: number; zoneOffsetMs: number } | string;
    })
  /** `location` null: belongs to no location, and is sent once anything was started. */
  | { location: string | null; raw: Uint8Array };

export type Ctp01ClientSettings = {
  /** Some servers serve only names they know; `SimpleClient` is known to all of them. */
  program: string;
  version: string;
  /** `second` waits for the server's greeting, as one write-up of the protocol has it. */
  greets: 'first' | 'second';
  /** How it writes its lines. `TO` knows only unix time, and sends heartbeats where the others send pings. */
  dialect: Ctp01Dialect;
  event: { name: string; id: string; description: string };
  locations: readonly string[];
  connectionId: string;
  /** Null: never asks whether we are there, only answers. */
  pingEveryMs: number | null;
  /**
   * All lines said so far, in the order of saying: of one location or (null) of all, from a number on (inclusive) or (null) from the beginning.
   * A line must be in here before it is played live; what is played before a `start` is not sent by itself.
   */
  linesFrom: (location: string | null, fromSeq: number | null) => Iterable<Ctp01PlayedLine>;
};

/** A ChronoTrack client as the simulator plays it. */
export function createCtp01ClientSession(
  settings: Partial<Ctp01ClientSettings> & Pick<Ctp01ClientSettings, 'linesFrom'>,
): PlayerSession<Ctp01PlayedLine> {
  return new ClientSession({ ...clientDefaults, ...settings });
}

const clientDefaults: Omit<Ctp01ClientSettings, 'linesFrom'> = {
  program: 'SimpleClient',
  version: '1.0',
  greets: 'first',
  dialect: 'CT01_33',
  event: { name: 'Simulated race', id: '1', description: '' },
  locations: [],
  connectionId: '1',
  pingEveryMs: 10_000,
};

/** A rewind goes out in pieces of about this size. */
const writeBytes = 64 * 1024;

class ClientSession implements PlayerSession<Ctp01PlayedLine> {
  readonly #settings: Ctp01ClientSettings;
  readonly #lines = new LineSplitter();
  readonly #alarms = new Deadlines<'ping'>();
  readonly #locations: string[];
  readonly #started = new Set<string>();
  #startedAll = false;
  #greeted = false;
  #timeFormat: Ctp01TimeFormat = 'normal';
  #guns = true;
  #newLocations = true;
  #acknowledgesStart = false;
  #out: PlayerOutput[] = [];

  constructor(settings: Ctp01ClientSettings) {
    this.#settings = settings;
    this.#locations = [...settings.locations];
  }

  handle(input: PlayerInput<Ctp01PlayedLine>): PlayerOutput[] {
    this.#out = [];
    if (input.type === 'opened') this.#open(input.nowMs);
    else if (input.type === 'bytes') this.#hear(input.bytes);
    else if (input.type === 'play') this.#play(input.line);
    else if (input.type === 'closed') this.#alarms.clearAll();
    for (const _ping of this.#alarms.takeDue(input.nowMs)) this.#ping(input.nowMs);
    const wakeAtMs = this.#alarms.next();
    if (wakeAtMs !== null && (input.type === 'opened' || input.type === 'tick')) this.#out.push({ type: 'wake-at', atMs: wakeAtMs });
    return this.#out;
  }

  #open(nowMs: number): void {
    if (this.#settings.greets === 'first') this.#greet();
    if (this.#settings.pingEveryMs !== null) this.#alarms.set('ping', nowMs + this.#settings.pingEveryMs);
  }

  #ping(nowMs: number): void {
    this.#write(encodeCtp01({ kind: this.#settings.dialect === 'TO' ? 'heartbeat' : 'ping' }));
    this.#alarms.set('ping', nowMs + (this.#settings.pingEveryMs ?? 0));
  }

  #greet(): void {
    this.#greeted = true;
    this.#write(encodeCtp01({ kind: 'greeting', program: this.#settings.program, version: this.#settings.version }));
  }

  #hear(bytes: Uint8Array): void {
    for (const split of this.#lines.push(bytes)) {
      const line = parseCtp01Line(split, 'event-local');
      if (line) this.#answer(line);
    }
  }

  #answer(line: Ctp01Line): void {
    if (line.kind === 'answer' && !this.#greeted) this.#greet();
    if (line.kind === 'setting') {
      this.#set(line.name, line.value);
      this.#ack('init');
    }
    if (line.kind === 'ping') this.#ack('ping');
    if (line.kind === 'command') this.#obey(line);
    if (line.kind === 'refused') this.#refuse('', 'unknown command');
    if (line.kind === 'error') this.#tell('refused-by-server', `The server refused ${line.command || 'a line'}: ${line.text}.`);
  }

  #set(name: string, value: string): void {
    if (name === 'time-format') this.#timeFormat = ctp01TimeFormats.find((format) => format === value) ?? this.#timeFormat;
    if (name === 'guntimes') this.#guns = value === 'true';
    if (name === 'newlocations') this.#newLocations = value === 'true';
    if (name === 'pushmode-ack') this.#acknowledgesStart = value === 'true';
    if (name === 'stream-mode' && value !== 'push')
      this.#tell('not-supported', `The server asks for stream-mode ${value}; this client knows only push.`);
  }

  #obey({ command, values }: Extract<Ctp01Line, { kind: 'command' }>): void {
    const { event, connectionId } = this.#settings;
    if (command === 'geteventinfo') this.#ack(command, event.name, event.id, event.description);
    else if (command === 'getlocations') this.#ack(command, ...this.#locations);
    else if (command === 'getconnectionid') this.#ack(command, connectionId);
    else if (command === 'authorize') this.#ack(command);
    else if (command === 'start') this.#start(values);
    else this.#stop(values[0]);
  }

  #start([location, fromSeq]: readonly string[]): void {
    const wrong = location !== undefined && !this.#locations.includes(location) ? 'location' : isWrongSequence(fromSeq) ? 'sequence' : null;
    if (wrong) {
      this.#refuse('start', `invalid ${wrong}`);
      return;
    }
    if (this.#acknowledgesStart) this.#ack('start', ...(location === undefined ? [] : [location]));
    if (location === undefined) this.#startedAll = true;
    else this.#started.add(location);
    this.#rewind(location ?? null, fromSeq === undefined ? null : Number(fromSeq));
  }

  #stop(location: string | undefined): void {
    if (this.#startedAll) for (const started of this.#locations) this.#started.add(started);
    this.#startedAll = false;
    if (location === undefined) this.#started.clear();
    else this.#started.delete(location);
  }

  #rewind(location: string | null, fromSeq: number | null): void {
    let piece: Uint8Array[] = [];
    let bytes = 0;
    for (const line of this.#settings.linesFrom(location, fromSeq)) {
      const said = this.#say(line);
      if (!said) continue;
      piece.push(said);
      bytes += said.length;
      if (bytes < writeBytes) continue;
      this.#write(joinBytes(piece));
      piece = [];
      bytes = 0;
    }
    if (piece.length > 0) this.#write(joinBytes(piece));
  }

  #play(line: Ctp01PlayedLine): void {
    const isNew = 'ident' in line && line.ident === 'newlocation';
    if (isNew && !this.#locations.includes(line.location)) this.#locations.push(line.location);
    const said = this.#isStarted(isNew ? null : line.location) ? this.#say(line) : null;
    if (said) this.#write(said);
  }

  #isStarted(location: string | null): boolean {
    if (this.#startedAll) return true;
    return location === null ? this.#started.size > 0 : this.#started.has(location);
  }

  /** Null for what the server did not ask to hear. */
  #say(line: Ctp01PlayedLine): Uint8Array | null {
    if ('raw' in line) return line.raw;
    if (line.ident === 'guntime' && !this.#guns) return null;
    if (line.ident === 'newlocation' && !this.#newLocations) return null;
    const { dialect } = this.#settings;
    const format = dialect === 'TO' ? 'unix' : this.#timeFormat;
    const time = typeof line.time === 'string' ? line.time : writeCtp01Time(line.time, format);
    return encodeCtp01({ kind: 'tag', ...line, dialect, time });
  }

  #ack(command: string, ...values: string[]): void {
    this.#write(encodeCtp01({ kind: 'ack', command, values }));
  }

  #refuse(command: string, text: string): void {
    this.#write(encodeCtp01({ kind: 'error', command, text }));
  }

  #tell(code: string, text: string): void {
    this.#out.push({ type: 'notice', notice: { level: 'warn', code, text } });
  }

  #write(bytes: Uint8Array): void {
    this.#out.push({ type: 'write', bytes });
  }
}

function isWrongSequence(text: string | undefined): boolean {
  return text !== undefined && !/^\d{1,9}$/.test(text);
}
