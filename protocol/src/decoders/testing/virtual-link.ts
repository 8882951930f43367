import type { DriverRecord, DriverSession, Notice, PlayerSession } from '../session.ts';
import { bytesFromText, textFromBytes } from '../text.ts';

/** What was sent over a link, in order. */
export type Spoken = { from: 'decoder' | 'host'; atMs: number; text: string };

/** The edge's session and a played decoder, joined by a wire without delay, in a time that is a number. */
export class VirtualLink<Line> {
  readonly host: DriverSession;
  readonly decoder: PlayerSession<Line>;
  readonly records: DriverRecord[] = [];
  readonly notices: Notice[] = [];
  readonly spoken: Spoken[] = [];
  nowMs = 0;
  #hostWakesAtMs: number | null = null;
  #decoderWakesAtMs: number | null = null;

  constructor(host: DriverSession, decoder: PlayerSession<Line>) {
    this.host = host;
    this.decoder = decoder;
  }

  opens(): this {
    this.#tellHost({ type: 'opened', peer: 'virtual', nowMs: this.nowMs });
    this.#tellDecoder({ type: 'opened', peer: 'virtual', nowMs: this.nowMs });
    return this;
  }

  plays(line: Line): this {
    this.#tellDecoder({ type: 'play', line, nowMs: this.nowMs });
    return this;
  }

  hostCommands(command: Extract<Parameters<DriverSession['handle']>[0], { type: 'operator-command' }>['command']): this {
    this.#tellHost({ type: 'operator-command', command, nowMs: this.nowMs });
    return this;
  }

  closes(): this {
    this.#tellHost({ type: 'closed', nowMs: this.nowMs });
    this.#tellDecoder({ type: 'closed', nowMs: this.nowMs });
    return this;
  }

  waits(ms: number): this {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const next = Math.min(this.#hostWakesAtMs ?? Number.POSITIVE_INFINITY, this.#decoderWakesAtMs ?? Number.POSITIVE_INFINITY);
      if (next > untilMs) break;
      this.nowMs = Math.max(this.nowMs, next);
      if (this.#hostWakesAtMs === next) {
        this.#hostWakesAtMs = null;
        this.#tellHost({ type: 'tick', nowMs: this.nowMs });
      } else {
        this.#decoderWakesAtMs = null;
        this.#tellDecoder({ type: 'tick', nowMs: this.nowMs });
      }
    }
    this.nowMs = untilMs;
    return this;
  }

  saidBy(from: Spoken['from']): string[] {
    const text = this.spoken.filter((spoken) => spoken.from === from).map((spoken) => spoken.text);
    return text.join('').split('\r\n').slice(0, -1);
  }

  #tellHost(input: Parameters<DriverSession['handle']>[0]): void {
    for (const output of this.host.handle(input)) {
      if (output.type === 'record') this.records.push(output.record);
      if (output.type === 'notice') this.notices.push(output.notice);
      if (output.type === 'wake-at') this.#hostWakesAtMs = output.atMs;
      if (output.type === 'write') this.#carry('host', output.bytes);
    }
  }

  #tellDecoder(input: Parameters<PlayerSession<Line>['handle']>[0]): void {
    for (const output of this.decoder.handle(input)) {
      if (output.type === 'wake-at') this.#decoderWakesAtMs = output.atMs;
      if (output.type === 'write') this.#carry('decoder', output.bytes);
    }
  }

  #carry(from: Spoken['from'], bytes: Uint8Array): void {
    const text = textFromBytes(bytes);
    this.spoken.push({ from, atMs: this.nowMs, text });
    if (from === 'host') this.#tellDecoder({ type: 'bytes', bytes: bytesFromText(text), nowMs: this.nowMs });
    else this.#tellHost({ type: 'bytes', bytes: bytesFromText(text), nowMs: this.nowMs });
  }
}
