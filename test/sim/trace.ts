import { createHash } from 'node:crypto';

const lastMax = 60;

/** What happened, in order: a hash over all of it, and the last of it in words. */
export class Trace {
  readonly last: string[] = [];
  events = 0;
  readonly #hash = createHash('sha256');
  readonly #tell: ((line: string) => void) | undefined;

  constructor(tell?: (line: string) => void) {
    this.#tell = tell;
  }

  add(line: string): void {
    this.events += 1;
    this.#hash.update(line).update('\n');
    this.last.push(line);
    if (this.last.length > lastMax) this.last.shift();
    this.#tell?.(line);
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }
}
