/** Above this many waiting changes a fresh sort is cheaper than one move each: measured, of 5,000 times and of 50,000. */
const sortFrom = 500;

/** Changes that may wait beyond as many as there are times. */
const waitingMax = 1_000;

/**
 * The times of those who rank together, in order: a place is one more than the number of better times, so equal times share it and
 * the following places are skipped (SR-12). Looking one up takes O(log n); one more finisher moves some memory, and no other row.
 */
export class PlaceIndex {
  #times = new Float64Array(16);
  #length = 0;
  readonly #coming: number[] = [];
  readonly #leaving: number[] = [];

  /** Changes that are not in order yet. */
  get waiting(): number {
    return this.#coming.length + this.#leaving.length;
  }

  add(timeMs: number): void {
    this.#coming.push(timeMs);
    this.#boundWaiting();
  }

  /** Takes out one of the equal times. */
  remove(timeMs: number): void {
    this.#leaving.push(timeMs);
    this.#boundWaiting();
  }

  placeOf(timeMs: number): number {
    this.#settle();
    return this.#countBelow(timeMs) + 1;
  }

  /** The time of the n-th in order, the best being the first. For n = 0 it is below all times, beyond the last above all. */
  timeOf(n: number): number {
    if (n === 0) return Number.NEGATIVE_INFINITY;
    this.#settle();
    return n <= this.#length ? this.#times[n - 1]! : Number.POSITIVE_INFINITY;
  }

  /** Nobody may ask for a place all day, and every read of a finisher changes something: what waits would outgrow all else. */
  #boundWaiting(): void {
    if (this.waiting > this.#length + waitingMax) this.#settle();
  }

  #settle(): void {
    if (this.waiting === 0) return;
    this.#makeRoom(this.#length + this.#coming.length);
    if (this.waiting > sortFrom) {
      this.#appendAndSort(this.#coming);
      this.#dropAll(this.#leaving);
    } else {
      for (const timeMs of this.#coming) this.#insert(timeMs);
      for (const timeMs of this.#leaving) this.#drop(timeMs);
    }
    this.#coming.length = 0;
    this.#leaving.length = 0;
  }

  #makeRoom(length: number): void {
    if (length <= this.#times.length) return;
    const wider = new Float64Array(Math.max(length, this.#times.length * 2));
    wider.set(this.#times.subarray(0, this.#length));
    this.#times = wider;
  }

  #appendAndSort(times: readonly number[]): void {
    this.#times.set(times, this.#length);
    this.#length += times.length;
    this.#times.subarray(0, this.#length).sort();
  }

  #insert(timeMs: number): void {
    const at = this.#countBelow(timeMs);
    this.#times.copyWithin(at + 1, at, this.#length);
    this.#times[at] = timeMs;
    this.#length++;
  }

  #drop(timeMs: number): void {
    const at = this.#countBelow(timeMs);
    this.#times.copyWithin(at, at + 1, this.#length);
    this.#length--;
  }

  #dropAll(times: readonly number[]): void {
    const leaving = Float64Array.from(times).sort();
    let kept = 0;
    let next = 0;
    for (let at = 0; at < this.#length; at++) {
      if (this.#times[at] === leaving[next]) next++;
      else this.#times[kept++] = this.#times[at]!;
    }
    this.#length = kept;
  }

  #countBelow(timeMs: number): number {
    let lo = 0;
    let hi = this.#length;
    while (lo < hi) {
      const middle = (lo + hi) >>> 1;
      if (this.#times[middle]! < timeMs) lo = middle + 1;
      else hi = middle;
    }
    return lo;
  }
}
