import { type Audience, basisLag, type LiveNews, LivePicture, type SourcePicture } from '@chute/protocol';
import type { ScreenWire, ToScreen } from '../models/live-room.ts';
import { Wire, type WireFaults } from '../models/wire.ts';
import type { World } from '../world.ts';

/** A source that a screen can dial: undefined while nobody answers there. */
export type Dialable = { name: string; connect: ((wire: ScreenWire) => void) | undefined };

const silentMs = 8_000;
const askAgainMs = 5_000;
const missedMs = 200;

/** A screen: the contract's own `LivePicture`, and the rule that it stays with its source until the link to it is lost, then tries the next. */
export class Screen {
  readonly name: string;
  readonly audience: Audience;
  readonly picture = new LivePicture();
  readonly announced = new Set<string>();
  source: string;
  wire: ScreenWire | undefined;
  readonly #world: World;
  readonly #sources: readonly Dialable[];
  readonly #faults: WireFaults;
  #at = 0;
  #heardAtMs = 0;
  #asking: (() => void) | undefined;
  #lastShown:
    | { picture: SourcePicture; revision: number; frontier: { journalId: string; seq: number; hash: string }[] | undefined }
    | undefined;
  /** A person takes what the source has, though it counts less than what is shown. */
  takesLess = false;

  constructor(world: World, at: { name: string; audience: Audience; sources: readonly Dialable[]; faults: WireFaults }) {
    this.#world = world;
    this.name = at.name;
    this.audience = at.audience;
    this.#sources = at.sources;
    this.#faults = at.faults;
    this.#at = world.between(0, at.sources.length - 1);
    this.source = at.sources[this.#at]!.name;
    this.#dial();
    this.#watch();
  }

  #dial(): void {
    const { name, connect } = this.#sources[this.#at]!;
    this.source = name;
    this.#heardAtMs = this.#world.nowMs;
    this.wire = undefined;
    if (!connect) return void this.#world.later(1_000, () => this.#dialNext());
    const wire: ScreenWire = new Wire(this.#world, this.#faults);
    this.wire = wire;
    wire.join('near', {
      hear: (message) => {
        if (this.wire === wire) this.#hear(message as ToScreen);
      },
      closed: () => {
        if (this.wire === wire) this.#world.later(this.#world.between(500, 1_500), () => this.wire === wire && this.#dialNext());
      },
    });
    connect(wire);
    this.#askIn(0);
  }

  #dialNext(): void {
    this.#at = (this.#at + 1) % this.#sources.length;
    this.#asking?.();
    this.#asking = undefined;
    this.#dial();
  }

  /** A socket that says nothing is half-open, whatever it says. */
  #watch(): void {
    this.#world.later(1_000, () => {
      if (this.wire && this.#world.nowMs - this.#heardAtMs > silentMs) {
        this.wire.cut('near');
        this.wire = undefined;
        this.#dialNext();
      }
      this.#watch();
    });
  }

  #askIn(ms: number): void {
    this.#asking ??= this.#world.later(ms, () => {
      this.#asking = undefined;
      this.wire?.send('far', { subscribe: this.picture.cursor(), audience: this.audience });
      this.#askIn(askAgainMs); // unless an answer comes first
    });
  }

  #hear(message: ToScreen): void {
    this.#heardAtMs = this.#world.nowMs;
    if ('answer' in message) {
      if (!message.answer) return;
      this.#asking?.();
      this.#asking = undefined;
      return;
    }
    const news = this.#take(message);
    if (this.takesLess && this.picture.arriving) this.#noteNews(this.picture.showArriving(), { asked: true });
    this.#noteNews(news, { asked: false });
    if (news.askAgain) this.#askIn(missedMs);
  }

  #take(message: Exclude<ToScreen, { answer: boolean }>): LiveNews {
    if ('snapshot' in message) return this.picture.takeSnapshot(message.snapshot);
    if ('delta' in message) return this.picture.takeDelta(message.delta);
    return this.picture.takeHead(message.head);
  }

  /** What must hold after each message: no finish twice, no revision back within a stream, nothing older unasked. */
  #noteNews({ finishes }: LiveNews, { asked }: { asked: boolean }): void {
    for (const { decidedBy } of finishes) {
      const finish = `${decidedBy!.journalId} ${decidedBy!.seq}`;
      if (this.announced.has(finish)) this.#world.broken('announced-twice', `${this.name} announced ${finish} again`);
      this.announced.add(finish);
    }
    const { shown } = this.picture;
    if (!shown) return;
    const before = this.#lastShown;
    const frontier = shown.head?.basis.frontier;
    if (before && before.picture.cursor.streamId === shown.cursor.streamId && shown.cursor.revision < before.revision)
      this.#world.broken('revision-went-back', `${this.name}: ${before.revision} -> ${shown.cursor.revision} of ${shown.cursor.streamId}`);
    if (before?.frontier && frontier && shown !== before.picture && !asked && !this.takesLess) {
      const lag = basisLag({ older: frontier, newer: before.frontier });
      if (lag > 0)
        this.#world.broken('older-shown-unasked', `${this.name} shows ${this.source}, which lacks ${lag} entries that were shown`);
    }
    this.#lastShown = { picture: shown, revision: shown.cursor.revision, frontier: frontier ?? before?.frontier };
  }
}
