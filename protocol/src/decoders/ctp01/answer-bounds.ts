const answerEveryMs = 1000;
const errorsTold = 32;

/** What a client can make us say has an end: one that echoes everything, or errs in a loop, makes no storm. */
export class AnswerBounds {
  readonly #answeredAtMs = new Map<string, number>();
  readonly #errors = new Set<string>();

  /** One answer of a kind in a second. */
  mayAnswer(kind: 'heartbeat' | 'error' | 'greeting' | 'unexpected', nowMs: number): boolean {
    if (nowMs - (this.#answeredAtMs.get(kind) ?? Number.NEGATIVE_INFINITY) < answerEveryMs) return false;
    this.#answeredAtMs.set(kind, nowMs);
    return true;
  }

  /** A person hears of an error once. */
  mayTell(error: { command: string; text: string }): boolean {
    const name = `${error.command}~${error.text}`;
    if (this.#errors.has(name) || this.#errors.size >= errorsTold) return false;
    this.#errors.add(name);
    return true;
  }
}
