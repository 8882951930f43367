/** The alarms of a session, by name. The session asks for the earliest one and looks at all of them whenever it is given the time. */
export class Deadlines<Name extends string> {
  readonly #atMs = new Map<Name, number>();

  set(name: Name, atMs: number): void {
    this.#atMs.set(name, atMs);
  }

  clear(name: Name): void {
    this.#atMs.delete(name);
  }

  clearAll(): void {
    this.#atMs.clear();
  }

  has(name: Name): boolean {
    return this.#atMs.has(name);
  }

  /** Takes out those that are due, earliest first. */
  takeDue(nowMs: number): Name[] {
    const nextMs = this.next();
    if (nextMs === null || nextMs > nowMs) return [];
    const due = [...this.#atMs].filter(([, atMs]) => atMs <= nowMs).toSorted((a, b) => a[1] - b[1]);
    for (const [name] of due) this.#atMs.delete(name);
    return due.map(([name]) => name);
  }

  next(): number | null {
    let next: number | null = null;
    for (const atMs of this.#atMs.values()) if (next === null || atMs < next) next = atMs;
    return next;
  }
}
