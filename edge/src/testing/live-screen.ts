import {
  type Audience,
  deltaSchema,
  type Head,
  headSchema,
  LivePicture,
  type LiveRow,
  liveNamespace,
  type SubscribeAnswer,
  snapshotSchema,
} from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';

/** A screen: subscribes, checks every message against the contract, and keeps the picture, also while it is away. */
export class LiveScreen {
  answer: SubscribeAnswer = { ok: true };
  snapshots = 0;
  readonly heads: Head[] = [];
  /** Bibs, in the order in which they were announced. */
  readonly finishes: string[] = [];
  #picture = new LivePicture();
  #socket: Socket;
  #wanted: { eventId: string; audience: Audience };

  constructor(url: string, { eventId, audience = 'public', token }: ScreenSettings) {
    this.#wanted = { eventId, audience };
    this.#socket = io(`${url}${liveNamespace}`, {
      transports: ['websocket'],
      autoConnect: false,
      auth: token === undefined ? {} : { token },
    });
    this.#socket.on('snapshot', (message) => {
      this.snapshots += 1;
      this.#note(this.#picture.takeSnapshot(snapshotSchema.parse(message)));
    });
    this.#socket.on('delta', (message) => this.#note(this.#picture.takeDelta(deltaSchema.parse(message))));
    this.#socket.on('head', (message) => {
      this.heads.push(headSchema.parse(message));
      this.#note(this.#picture.takeHead(this.heads.at(-1)!));
    });
    onTestFinished(() => this.loseConnection());
  }

  /** Connects, subscribes from where the picture is, and has its turn if it is let in. */
  async comeBack(): Promise<void> {
    const connected = new Promise<void>((resolve) => this.#socket.once('connect', resolve));
    this.#socket.connect();
    await connected;
    const heard = new Promise<void>((resolve) => {
      for (const message of ['snapshot', 'delta', 'head']) this.#socket.once(message, () => resolve());
    });
    this.answer = await this.#socket.emitWithAck('subscribe', { ...this.#wanted, cursor: this.#picture.cursor() });
    if (this.answer.ok) await heard;
  }

  loseConnection(): void {
    this.#socket.disconnect();
  }

  row(bib: string): LiveRow | undefined {
    return [...(this.#picture.shown?.rows.values() ?? [])].find((row) => row.bib === bib);
  }

  /** Chips that belong to nobody. */
  unknown(): string[] {
    return (this.#picture.shown?.unknownReads ?? []).map(({ ident }) => ident);
  }

  #note({ finishes }: { finishes: LiveRow[] }): void {
    this.finishes.push(...finishes.map(({ bib }) => bib));
  }
}

type ScreenSettings = { eventId: string; audience?: Audience; token?: string };

export async function liveScreen(url: string, settings: ScreenSettings): Promise<LiveScreen> {
  const screen = new LiveScreen(url, settings);
  await screen.comeBack();
  return screen;
}
