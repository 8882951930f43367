import type { SessionDesk } from '../session-desk.ts';
import type { Ctp01Alarm } from './server-settings.ts';
import { greetAfterMs, handshakePauseMs } from './server-settings.ts';

/** Says the lines that open a stream, one by one: the next when the one before was answered, or after a pause. */
export class Handshake {
  readonly #desk: SessionDesk<Ctp01Alarm>;
  #toSay: Uint8Array[] = [];
  readonly #after: Uint8Array[] = [];
  #begun = false;
  #clientGreeted = false;

  constructor(desk: SessionDesk<Ctp01Alarm>) {
    this.#desk = desk;
  }

  get isSaying(): boolean {
    return this.#toSay.length + this.#after.length > 0;
  }

  awaitGreeting(nowMs: number): void {
    this.#desk.alarms.set('greet', nowMs + greetAfterMs);
  }

  /** True if it is for us to begin. The first greeting may be the answer to ours; a second one is a client that began anew without hanging up. */
  clientGreeted(): boolean {
    const begins = !this.#begun || this.#clientGreeted;
    this.#clientGreeted = true;
    return begins;
  }

  begin(lines: readonly Uint8Array[]): void {
    this.#begun = true;
    this.#desk.alarms.clear('greet');
    this.#toSay = [...lines];
  }

  /** True when that was all. */
  sayNext(nowMs: number): boolean {
    const line = this.#toSay.shift() ?? this.#after.shift();
    if (line) this.#desk.write(line);
    if (this.isSaying) this.#desk.alarms.set('next-hello', nowMs + handshakePauseMs);
    else this.#desk.alarms.clear('next-hello');
    return !this.isSaying;
  }

  /** After what is still to be said, or at once. */
  sayAfter(line: Uint8Array): void {
    if (this.isSaying) this.#after.push(line);
    else this.#desk.write(line);
  }
}
