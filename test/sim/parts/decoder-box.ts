import type { OnConnection } from '@chute/edge/parts';
import { type Ctp01PlayedLine, createCtp01ClientSession, type PlayerInput, type PlayerSession } from '@chute/protocol';
import { Wire, type WireFaults } from '../models/wire.ts';
import type { World } from '../world.ts';

type ByteWire = Wire<Uint8Array>;
/** Where it dials: undefined while nothing listens there. */
export type Listener = () => OnConnection | undefined;
export type Crossing = { location: string; ident: string; atMs: number };

const givesUpAfterMs = 25_000;

/**
 * A decoder with its controller: the simulator's own client session on a wire of the model. It remembers every line that it ever wrote, dials again when its
 * connection falls, and says anew what it is asked for. `shownAtMs` is what its clock shows: the truth that results are held against.
 */
export class DecoderBox {
  readonly name: string;
  readonly lines: Exclude<Ctp01PlayedLine, { raw: Uint8Array }>[] = [];
  listener: Listener;
  wire: ByteWire | undefined;
  readonly #world: World;
  readonly #rim: DecoderRim;
  #session: PlayerSession<Ctp01PlayedLine> | undefined;
  #heardAtMs = 0;
  readonly #numbers = new Map<string, number>();

  constructor(world: World, rim: DecoderRim) {
    this.#world = world;
    this.#rim = rim;
    this.name = rim.name;
    this.listener = rim.listener;
    world.later(world.between(0, 3_000), () => this.dial());
    for (const crossing of rim.crossings) world.later(crossing.atMs, () => this.#writes(crossing));
  }

  /** The hands of its clock at that moment of the world, in the hundredths that it writes. */
  shownAtMs(worldMs: number): number {
    const { trueOriginMs, clock } = this.#rim;
    return Math.floor((trueOriginMs + clock.offsetMs + worldMs * (1 + clock.drift)) / 10) * 10;
  }

  dial(): void {
    this.hangUp();
    const onConnection = this.listener();
    const wire: ByteWire = new Wire(this.#world, this.#rim.faults());
    this.wire = wire;
    this.#heardAtMs = this.#world.nowMs;
    if (!onConnection) return void this.#redialSoon(wire);
    const host = onConnection({
      peer: this.name,
      write: (bytes) => wire.send('near', bytes),
      close: () => wire.cut('far'),
      pause: () => {},
      resume: () => {},
      setLine: () => {},
    });
    wire.join('far', { hear: (bytes) => host.bytes(bytes), closed: () => host.closed() });
    wire.join('near', {
      hear: (bytes) => {
        if (this.wire !== wire) return;
        this.#heardAtMs = this.#world.nowMs;
        this.#tell({ type: 'bytes', bytes, nowMs: this.#world.nowMs });
      },
      closed: () => this.wire === wire && this.#redialSoon(wire),
    });
    this.#session = createCtp01ClientSession({
      locations: this.#rim.locations,
      pingEveryMs: 10_000,
      linesFrom: (location, fromSeq) => this.#linesFrom(location, fromSeq),
    });
    this.#tell({ type: 'opened', peer: 'edge', nowMs: this.#world.nowMs });
    this.#watch(wire);
  }

  hangUp(): void {
    this.wire?.cut('near');
    this.wire = undefined;
    this.#session = undefined;
  }

  #writes({ location, ident, atMs }: Crossing): void {
    const key = this.#rim.numbering === 'across' ? '' : location;
    const sourceSeq = (this.#numbers.get(key) ?? 0) + 1;
    this.#numbers.set(key, sourceSeq);
    const shownAtMs = this.shownAtMs(atMs);
    const time = { atMs: shownAtMs, zoneOffsetMs: this.#rim.zoneOffsetAt(shownAtMs) };
    const line = { location, sourceSeq, ident, time, count: 1, reader: this.#rim.reader, antenna: 1 };
    this.lines.push(line);
    for (let times = this.#world.chance(this.#rim.repeats) ? 2 : 1; times > 0; times -= 1)
      this.#tell({ type: 'play', line, nowMs: this.#world.nowMs });
  }

  *#linesFrom(location: string | null, fromSeq: number | null): Iterable<Ctp01PlayedLine> {
    for (const line of this.lines) if ((location === null || line.location === location) && line.sourceSeq >= (fromSeq ?? 0)) yield line;
  }

  #tell(input: PlayerInput<Ctp01PlayedLine>): void {
    const { wire } = this;
    for (const output of this.#session?.handle(input) ?? []) {
      if (output.type === 'write' && wire) for (const piece of pieces(this.#world, output.bytes)) wire.send('far', piece);
      if (output.type === 'wake-at') {
        this.#world.later(
          output.atMs - this.#world.nowMs,
          () => this.wire === wire && this.#tell({ type: 'tick', nowMs: this.#world.nowMs }),
        );
      }
    }
  }

  #watch(wire: ByteWire): void {
    this.#world.later(5_000, () => {
      if (this.wire !== wire) return;
      if (this.#world.nowMs - this.#heardAtMs > givesUpAfterMs) this.dial();
      else this.#watch(wire);
    });
  }

  #redialSoon(wire: ByteWire): void {
    this.#world.later(this.#world.between(500, 4_000), () => this.wire === wire && this.dial());
  }
}

export type DecoderRim = {
  name: string;
  reader: string;
  locations: readonly string[];
  crossings: readonly Crossing[];
  trueOriginMs: number;
  clock: { offsetMs: number; drift: number };
  zoneOffsetAt: (atMs: number) => number;
  numbering: 'by-location' | 'across';
  /** Likelihood that a line is said twice. */
  repeats: number;
  faults: () => WireFaults;
  listener: Listener;
};

/** TCP keeps no lines together. */
function pieces(world: World, bytes: Uint8Array): Uint8Array[] {
  if (bytes.length < 2 || !world.chance(0.2)) return [bytes];
  const cut = world.between(1, bytes.length - 1);
  return [bytes.subarray(0, cut), bytes.subarray(cut)];
}
