import { setTimeout as pause } from 'node:timers/promises';
import { liveNamespace } from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';

/** A screen at an edge or a hub that notes when each finisher came to it. */
export class FinishScreen {
  readonly #socket: Socket;
  readonly #url: string;
  readonly #seenAtMs = new Map<string, number>();
  /** That the picture is made of, as it last heard. */
  entries = 0;

  private constructor(socket: Socket, url: string) {
    this.#socket = socket;
    this.#url = url;
  }

  static async open(url: string, eventId: string): Promise<FinishScreen> {
    const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'] });
    const screen = new FinishScreen(socket, url);
    socket.on('delta', ({ rows }: { rows: { bib: string; status: string }[] }) => screen.#note(rows));
    socket.on('head', ({ entries }: { entries: number }) => {
      screen.entries = entries;
    });
    await new Promise<void>((shown) => {
      socket.once('snapshot', () => shown());
      socket.on('connect', () => socket.emit('subscribe', { eventId, audience: 'public', cursor: null }, () => {}));
    });
    return screen;
  }

  /** How long each bib took from when it was sent, ascending. Throws when some have not come within 30 s. */
  async delays(sentAtMs: ReadonlyMap<string, number>): Promise<number[]> {
    const untilMs = performance.now() + 30_000;
    const missing = () => [...sentAtMs.keys()].filter((bib) => !this.#seenAtMs.has(bib)).length;
    while (missing() > 0 && performance.now() < untilMs) await pause(20);
    if (missing() > 0) throw new Error(`${missing()} of ${sentAtMs.size} finishers never came to ${this.#url}`);
    return [...sentAtMs].map(([bib, sent]) => this.#seenAtMs.get(bib)! - sent).toSorted((a, b) => a - b);
  }

  async stop(): Promise<void> {
    this.#socket.close();
  }

  #note(rows: { bib: string; status: string }[]): void {
    const nowMs = performance.now();
    for (const { bib, status } of rows) if (status === 'finished' && !this.#seenAtMs.has(bib)) this.#seenAtMs.set(bib, nowMs);
  }
}
