import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskShim } from './disk-shim.ts';
import { type DiskEvent, readDiskTrace } from './disk-trace.ts';

/** What a program that runs under the shim can be given to suffer; disk-shim.c says what each means. */
type OrderName = 'sync-ms' | 'fail-sync' | 'room';

/** A folder whose disk writes down what happens and obeys a story, for every program that is started with `env`. */
export class ShimmedDisk {
  readonly root: string;
  readonly control: string;
  readonly #trace: string;

  /** Makes what it needs in `folder`. */
  constructor(folder: string) {
    this.root = join(folder, 'disk');
    this.control = join(folder, 'control');
    this.#trace = join(folder, 'trace');
    for (const made of [this.root, this.control]) mkdirSync(made);
  }

  get env(): Record<string, string> {
    return { LD_PRELOAD: diskShim()!, DISK_FOLDER: this.root, DISK_TRACE: this.#trace, DISK_CONTROL: this.control };
  }

  order(name: OrderName, value = 0): void {
    order(this.control, name, value);
  }

  lift(name: OrderName): void {
    rmSync(join(this.control, name));
  }

  /** Undefined when there is no such file. */
  sizeOf(file: string): number | undefined {
    return statSync(join(this.root, file), { throwIfNoEntry: false })?.size;
  }

  events(): DiskEvent[] {
    return readDiskTrace(this.#trace);
  }
}

/** An order is there at once and whole, or not at all: the program may look at any instant. */
export function order(control: string, name: OrderName, value = 0): void {
  writeFileSync(join(control, 'draft'), String(value));
  renameSync(join(control, 'draft'), join(control, name));
}
