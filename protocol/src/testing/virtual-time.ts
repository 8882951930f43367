/** Something to do at an instant. */
type Task = { atMs: number; order: number; run: () => void };

/** Time that passes only when told to: what is due runs in order, and nothing waits. */
export class VirtualTime {
  nowMs = 0;
  #order = 0;
  /** Latest first, so that the next one is taken from the end. */
  readonly #tasks: Task[] = [];

  later(delayMs: number, run: () => void): void {
    const task = { atMs: this.nowMs + Math.max(0, delayMs), order: this.#order, run };
    this.#order += 1;
    let [low, high] = [0, this.#tasks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLater(this.#tasks[middle]!, task)) low = middle + 1;
      else high = middle;
    }
    this.#tasks.splice(low, 0, task);
  }

  /** Runs what is due until then, and whatever that brings about before then. */
  runUntil(untilMs: number): void {
    while (this.runNext(untilMs));
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  /** Runs the one thing that is due next; false when nothing is until then. */
  runNext(untilMs: number): boolean {
    const task = this.#tasks.at(-1);
    if (!task || task.atMs > untilMs) return false;
    this.#tasks.pop();
    this.nowMs = task.atMs;
    task.run();
    return true;
  }
}

function isLater(one: Task, other: Task): boolean {
  return one.atMs === other.atMs ? one.order > other.order : one.atMs > other.atMs;
}
