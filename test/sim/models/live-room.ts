import type { Audience, Cursor, Delta, Head, Snapshot } from '@chute/protocol';
import type { Life } from '../life.ts';
import type { Wire } from './wire.ts';

export type ToScreen = { answer: boolean } | { snapshot: Snapshot } | { delta: Delta } | { head: Head };
export type ToSource = { subscribe: Cursor | null; audience: Audience };
export type ScreenWire = Wire<ToScreen | ToSource>;

/** Edge and hub give the same. `since` is undefined while there is nothing to show yet, null for an event that is not timed here. */
export type LiveSource = {
  since: (audience: Audience, cursor: Cursor | null) => { delta: Delta | null } | { snapshot: Snapshot } | undefined | null;
  heads: () => { audience: Audience; head: Head }[];
};

const headEveryMs = 1_000;

/** MODEL of the Socket.IO server of an edge or a hub: rooms by audience, a head every second. What it says comes from the app's own feed. */
export class LiveRoom {
  readonly #source: LiveSource;
  readonly #listeners = new Map<ScreenWire, Audience>();
  readonly #life: Life;
  /** Told of everything that goes out. */
  readonly #watch: (message: ToScreen) => void;

  constructor(at: { life: Life; source: LiveSource; watch: (message: ToScreen) => void }) {
    this.#life = at.life;
    this.#source = at.source;
    this.#watch = at.watch;
    this.#tick();
  }

  connect(wire: ScreenWire): void {
    wire.join('far', {
      hear: (message) => {
        if (this.#life.alive && 'subscribe' in message) this.#subscribe(wire, message);
      },
      closed: () => this.#listeners.delete(wire),
    });
  }

  tell = (audience: Audience, news: { delta: Delta } | { snapshot: Snapshot }): void => {
    for (const [wire, wanted] of this.#listeners) if (wanted === audience) this.#send(wire, news);
  };

  /** The process is gone: its sockets fall. */
  close(): void {
    for (const wire of this.#listeners.keys()) wire.cut('far');
  }

  #subscribe(wire: ScreenWire, { subscribe, audience }: ToSource): void {
    const missed = this.#source.since(audience, subscribe);
    this.#send(wire, { answer: missed !== null });
    if (missed === null) return;
    this.#listeners.set(wire, audience);
    if (missed && 'snapshot' in missed) this.#send(wire, missed);
    else if (missed?.delta) this.#send(wire, { delta: missed.delta });
  }

  #tick(): void {
    this.#life.later(headEveryMs, () => {
      for (const { audience, head } of this.#source.heads()) {
        for (const [wire, wanted] of this.#listeners) if (wanted === audience) this.#send(wire, { head });
      }
      this.#tick();
    });
  }

  #send(wire: ScreenWire, message: ToScreen): void {
    this.#watch(message);
    wire.send('near', message);
  }
}
