import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { seededRandom } from '../plan/random.ts';
import { OneWay } from './one-way.ts';
import { changed, fairWeather, type Weather, type WeatherChange } from './weather.ts';

export type Address = { host: string; port: number };
export type ProxyCounts = { connections: number; refused: number; cut: number; bytesUp: number; bytesDown: number };

type Line = { caller: Socket; called: Socket | undefined; ways: OneWay[]; broken: boolean };

/** Stands between two parts of a race, in user space, and is the bad network between them. Steered while it runs; bytes are damaged by a seed. */
export class TcpProxy {
  readonly #to: Address;
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #random;
  readonly #counts: ProxyCounts = { connections: 0, refused: 0, cut: 0, bytesUp: 0, bytesDown: 0 };
  #weather: Weather = fairWeather;
  /** With `swap`: of two that change places, the one that waits for the other. */
  #first: Line | undefined;

  private constructor(to: Address, seed: string) {
    this.#to = to;
    this.#random = seededRandom(`${seed}/proxy`);
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (caller) => this.#onCaller(caller));
  }

  static async listen({ at, to, seed = '1' }: { at?: Address; to: Address; seed?: string }): Promise<TcpProxy> {
    const proxy = new TcpProxy(to, seed);
    proxy.#server.listen(at?.port ?? 0, at?.host ?? '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get address(): Address {
    const { address, port } = this.#server.address() as AddressInfo;
    return { host: address, port };
  }

  get weather(): Weather {
    return this.#weather;
  }

  counts(): ProxyCounts {
    return { ...this.#counts };
  }

  /** Holds for connections that are there as well as for those that come. */
  change(change: WeatherChange): void {
    this.#weather = changed(this.#weather, change);
    if (!this.#weather.swap) this.#passOnFirst();
    for (const line of [...this.#lines]) {
      this.#tellOther(line);
      for (const way of line.ways) way.look();
    }
  }

  /** Every connection is reset, now, on both sides. Who dials again is treated as `callers` says. */
  cut(): void {
    for (const line of [...this.#lines]) {
      this.#counts.cut += 1;
      this.#drop(line);
    }
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    for (const line of [...this.#lines]) this.#drop(line);
    await closed;
  }

  #onCaller(caller: Socket): void {
    caller.on('error', () => {}); // a reset is what we are for; `close` follows
    const { callers } = this.#weather;
    if (callers === 'refused') {
      this.#counts.refused += 1;
      caller.resetAndDestroy();
      return;
    }
    this.#counts.connections += 1;
    const line: Line = { caller, called: undefined, ways: [], broken: false };
    this.#lines.add(line);
    caller.on('close', (failed) => this.#onClosed(line, failed));
    if (callers === 'unanswered') return;
    if (this.#weather.swap && !this.#first) this.#first = line;
    else this.#passOn(line);
  }

  #passOn(line: Line): void {
    const { caller } = line;
    const called = connect({ ...this.#to, allowHalfOpen: true, noDelay: true });
    line.called = called;
    called.on('error', () => {});
    called.on('close', (failed) => this.#onClosed(line, failed));
    called.on('connect', () => this.#passOnFirst());
    const up = (bytes: number) => {
      this.#counts.bytesUp += bytes;
    };
    const down = (bytes: number) => {
      this.#counts.bytesDown += bytes;
    };
    const random = this.#random;
    line.ways = [
      new OneWay({ from: caller, to: called, direction: () => this.#weather.up, random, passed: up }),
      new OneWay({ from: called, to: caller, direction: () => this.#weather.down, random, passed: down }),
    ];
  }

  #passOnFirst(): void {
    const first = this.#first;
    this.#first = undefined;
    if (first) this.#passOn(first);
  }

  /** A connection that ends as it should ends in order, behind its last bytes; one that breaks takes the other along. */
  #onClosed(line: Line, failed: boolean): void {
    if (failed) line.broken = true;
    else if (line.caller.closed && line.called?.closed !== false) this.#lines.delete(line);
    this.#tellOther(line);
  }

  /** The end of one side is told to the other, unless the line between them is silent. */
  #tellOther(line: Line): void {
    const { up, down } = this.#weather;
    if (line.broken && !(line.caller.destroyed ? up : down).silent) this.#drop(line);
  }

  #drop(line: Line): void {
    this.#lines.delete(line);
    if (this.#first === line) this.#first = undefined;
    for (const way of line.ways) way.stop();
    line.caller.resetAndDestroy();
    line.called?.resetAndDestroy();
  }
}
