import type { DriverInput, DriverOutput, DriverRecord, DriverSession, Notice } from '../session.ts';
import { bytesFromText, textFromBytes } from '../text.ts';

/** A driver session on a bench: time is a number, and its alarms ring by themselves when time passes. */
export class SessionBench {
  readonly session: DriverSession;
  nowMs = 1_000_000;
  readonly records: DriverRecord[] = [];
  readonly localIds: number[] = [];
  readonly notices: Notice[] = [];
  /** Everything the session wrote, with the moment of writing. */
  readonly writes: { atMs: number; text: string }[] = [];
  #wakeAtMs: number | null = null;

  constructor(session: DriverSession) {
    this.session = session;
  }

  opens(peer = '10.0.0.7:50412'): this {
    return this.#give({ type: 'opened', peer, nowMs: this.nowMs });
  }

  /** Lines without their CR LF. */
  hears(...lines: string[]): this {
    return this.hearsBytes(bytesFromText(lines.map((line) => `${line}\r\n`).join('')));
  }

  hearsBytes(bytes: Uint8Array): this {
    return this.#give({ type: 'bytes', bytes, nowMs: this.nowMs });
  }

  operator(command: Extract<DriverInput, { type: 'operator-command' }>['command']): this {
    return this.#give({ type: 'operator-command', command, nowMs: this.nowMs });
  }

  commits(localId: number): this {
    return this.#give({ type: 'committed', localId, nowMs: this.nowMs });
  }

  closes(): this {
    return this.#give({ type: 'closed', nowMs: this.nowMs });
  }

  /** Time passes; every alarm rings at its own moment. */
  waits(ms: number): this {
    const untilMs = this.nowMs + ms;
    while (this.#wakeAtMs !== null && this.#wakeAtMs <= untilMs) {
      this.nowMs = Math.max(this.nowMs, this.#wakeAtMs);
      this.#wakeAtMs = null;
      this.#give({ type: 'tick', nowMs: this.nowMs });
    }
    this.nowMs = untilMs;
    return this;
  }

  /** What was written since the last call, line by line. */
  said(): string[] {
    const text = this.writes.splice(0).map((write) => write.text);
    return text.join('').split('\r\n').slice(0, -1);
  }

  noticeCodes(): string[] {
    return this.notices.map((notice) => notice.code);
  }

  #give(input: DriverInput): this {
    for (const output of this.session.handle(input)) this.#take(output);
    return this;
  }

  #take(output: DriverOutput): void {
    if (output.type === 'write') this.writes.push({ atMs: this.nowMs, text: textFromBytes(output.bytes) });
    if (output.type === 'notice') this.notices.push(output.notice);
    if (output.type === 'wake-at') this.#wakeAtMs = output.atMs;
    if (output.type !== 'record') return;
    this.records.push(output.record);
    this.localIds.push(output.localId);
  }
}
