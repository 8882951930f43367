/** Above this many waiting changes a fresh sort is cheaper than one move each. */
const sortFrom = 32;

/**
 * The times of those who rank together, in order: a place is one more than the number of better times, so equal times share it and
 * the following places are skipped (SR-12). Looking one up takes O(log n); one more finisher moves some memory, and no other row.
 */
export class PlaceIndex {
  #times = new Float64Array(16);
  #length = 0;
  readonly #coming: number[] = [];
  readonly #leaving: number[] = [];

  add(timeMs: number): void {
    this.#coming.push(timeMs);
  }

  /** Takes out one of the equal times. */
  remove(timeMs: number): void {
    this.#leaving.push(timeMs);
  }

  placeOf(timeMs: number): number {
    this.#settle();
    return this.#countBelow(timeMs) + 1;
  }

  #settle(): void {
    if (this.#coming.length + this.#leaving.length === 0) return;
    this.#makeRoom(this.#length + this.#coming.length);
    if (this.#coming.length > sortFrom) this.#appendAndSort(this.#coming);
    else for (const timeMs of this.#coming) this.#insert(timeMs);
    if (this.#leaving.length > sortFrom) this.#dropAll(this.#leaving);
    else for (const timeMs of this.#leaving) this.#drop(timeMs);
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
