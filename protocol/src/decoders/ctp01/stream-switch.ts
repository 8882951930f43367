import type { SessionDesk } from '../session-desk.ts';
import { encodeCtp01 } from './encode.ts';
import type { GapWatch } from './gap-watch.ts';
import type { Handshake } from './handshake.ts';
import { startLine } from './hello.ts';
import { notices } from './notices.ts';
import type { Ctp01Alarm } from './server-settings.ts';

/** Says every `start` and `stop` after the handshake, and knows whether the stream is meant to run. */
export class StreamSwitch {
  readonly #desk: SessionDesk<Ctp01Alarm>;
  readonly #hello: Handshake;
  readonly #gaps: GapWatch;
  #stoppedBy: 'operator' | 'client' | null = null;
  /** What would have been started meanwhile; null: all of it. */
  readonly #owed = new Set<string | null>();
  /** How many refusals it takes until nothing that we started by its name streams. */
  #startsToRefuse = 0;

  constructor({ desk, hello, gaps }: { desk: SessionDesk<Ctp01Alarm>; hello: Handshake; gaps: GapWatch }) {
    this.#desk = desk;
    this.#hello = hello;
    this.#gaps = gaps;
  }

  get isStopped(): boolean {
    return this.#stoppedBy !== null;
  }

  /** The handshake starts so many locations by their names. */
  startsNamed(count: number): void {
    this.#startsToRefuse = count;
  }

  /** Any `start` makes a stopped client send again: while it is to be stopped, none is said. */
  start(location: string | null, fromSeq: number | null): void {
    if (this.isStopped) {
      if (fromSeq === null) this.#owed.add(location);
      return;
    }
    this.#gaps.rewound(location, fromSeq ?? 0);
    this.say(startLine(location, fromSeq));
  }

  /** After the handshake, where that is not through. */
  say(line: Uint8Array): void {
    this.#hello.sayAfter(line);
  }

  /** A client that refuses every start by name would send nothing: it is asked for all it has. */
  startRefused(): void {
    this.#startsToRefuse -= 1;
    if (this.#startsToRefuse !== 0) return;
    this.#desk.tell(notices.allStartsRefused);
    this.start(null, null);
  }

  stop(peer: string): void {
    this.#stoppedBy = 'operator';
    this.say(encodeCtp01({ kind: 'command', command: 'stop', values: [] }));
    this.#desk.tell(notices.stopped(peer));
  }

  /** Then it goes on sending. */
  stopRefused(): void {
    if (this.#stoppedBy === 'operator') this.#goOn();
  }

  /** Each location goes on after its last line; what is missing below is asked for as ever. Without names all is asked for. */
  startAgain(peer: string, names: readonly string[]): void {
    this.#stoppedBy = null;
    const all = names.length === 0 || this.#owed.has(null);
    this.#startsToRefuse = all ? 0 : names.length;
    if (all) this.start(null, null);
    else for (const name of names) this.start(name, this.#owed.has(name) ? null : this.#nextOf(name));
    this.#owed.clear();
    this.#desk.tell(notices.startedAgain(peer));
  }

  clientStops(peer: string): void {
    if (this.isStopped) return;
    this.#stoppedBy = 'client';
    this.#desk.tell(notices.clientStopped(peer));
  }

  /** It says so, or sends. */
  clientGoesOn(): void {
    if (this.#stoppedBy === 'client') this.#goOn();
  }

  #goOn(): void {
    this.#stoppedBy = null;
    for (const location of this.#owed) this.start(location, null);
    this.#owed.clear();
  }

  #nextOf(location: string): number | null {
    const last = this.#gaps.lastOf(location);
    return last === null ? null : last + 1;
  }
}
