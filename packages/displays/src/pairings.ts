import { newPairingLetters, newSecretCode } from './secret-code.ts';

const validForMs = 10 * 60_000;
const pairingsMax = 500;

export type Pairing = { pairingId: string; letters: string; expiresInMs: number };

/**
 * Screens that were opened without an address: each shows six letters, somebody at a desk types them, and the screen gets its code. They live in the memory of
 * one process and for ten minutes; a screen whose letters are gone asks for others.
 */
export class Pairings {
  readonly #waiting = new Map<string, { letters: string; untilMs: number; code: string | null }>();

  /** Null while too many screens wait. */
  begin(nowMs: number): Pairing | null {
    this.#forgetOld(nowMs);
    if (this.#waiting.size >= pairingsMax) return null;
    let letters = newPairingLetters();
    while (this.#byLetters(letters)) letters = newPairingLetters();
    const pairingId = newSecretCode();
    this.#waiting.set(pairingId, { letters, untilMs: nowMs + validForMs, code: null });
    return { pairingId, letters, expiresInMs: validForMs };
  }

  /** For the screen that waits, under the name that only it knows; undefined when it has to begin anew. */
  look(pairingId: string, nowMs: number): { code: string | null } | undefined {
    this.#forgetOld(nowMs);
    const pairing = this.#waiting.get(pairingId);
    return pairing && { code: pairing.code };
  }

  isWaiting(letters: string, nowMs: number): boolean {
    this.#forgetOld(nowMs);
    return this.#byLetters(letters)?.code === null;
  }

  /** The screen with these letters gets the code. */
  give(letters: string, code: string): void {
    const pairing = this.#byLetters(letters);
    if (pairing) pairing.code = code;
  }

  #byLetters(letters: string) {
    return [...this.#waiting.values()].find((pairing) => pairing.letters === letters.trim().toUpperCase());
  }

  #forgetOld(nowMs: number): void {
    for (const [pairingId, { untilMs }] of this.#waiting) if (untilMs <= nowMs) this.#waiting.delete(pairingId);
  }
}
