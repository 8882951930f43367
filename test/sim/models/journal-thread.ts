import { type FromWorker, Journal, type JournalChannel, type JournalPlace, JournalService, type ToWorker } from '@chute/edge/parts';
import type { Life } from '../life.ts';
import type { World } from '../world.ts';
import type { ModelDisk } from './disk.ts';
import { openModelTables } from './journal-tables.ts';

type Ears = Parameters<JournalChannel['listen']>[0];

/**
 * MODEL of the journal's thread: one thing at a time, each commit holds it up for as long as the disk takes, and what it says meanwhile arrives afterwards.
 * In it runs the edge's own `JournalService`. `heard` is told of everything that reaches the main thread.
 */
export class JournalThread implements JournalChannel {
  readonly #world: World;
  readonly #life: Life;
  readonly #disk: ModelDisk;
  readonly #place: JournalPlace;
  readonly #heard: (message: FromWorker) => void;
  readonly #inbox: ToWorker[] = [];
  #service: JournalService | undefined;
  #ears: Ears | undefined;
  #isPumping = false;

  constructor(at: { world: World; life: Life; disk: ModelDisk; place: JournalPlace; heard: (message: FromWorker) => void }) {
    this.#world = at.world;
    this.#life = at.life;
    this.#disk = at.disk;
    this.#place = at.place;
    this.#heard = at.heard;
  }

  listen(ears: Ears): void {
    this.#ears = ears;
    this.#work(() => {
      this.#service = new JournalService(
        this.#place,
        { post: (message) => this.#say(message), receive: () => this.#inbox.shift() },
        {
          lock: () => ({ close: () => {} }),
          open: (birth) => new Journal(birth, openModelTables(this.#disk, birth)),
          later: (ms, run) => this.#life.later(this.#disk.threadNowMs + ms - this.#world.nowMs, () => this.#work(run)),
        },
      );
    });
  }

  post(message: ToWorker): void {
    this.#inbox.push(message);
    this.#pump();
  }

  get waiting(): number {
    return this.#inbox.length;
  }

  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    this.#life.later(this.#disk.threadNowMs - this.#world.nowMs, () => {
      this.#isPumping = false;
      const message = this.#inbox.shift();
      if (message) this.#work(() => this.#service?.handle(message));
      if (this.#inbox.length > 0) this.#pump();
    });
  }

  /** An error that the service does not expect ends the thread, and with it the process. */
  #work(run: () => void): void {
    this.#disk.threadNowMs = Math.max(this.#disk.threadNowMs, this.#world.nowMs);
    try {
      run();
    } catch (error) {
      this.#life.later(0, () => this.#ears?.died(error as Error));
    }
  }

  #say(message: FromWorker): void {
    this.#life.later(this.#disk.threadNowMs - this.#world.nowMs, () => {
      this.#heard(message);
      this.#ears?.message(message);
    });
  }
}
