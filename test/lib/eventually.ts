/**
 * Asks again until `look` answers something (not undefined), and returns it. Errors of `look` count as "not yet"; the last one is told when time is up.
 * For what real processes do in their own time: a story waits for what happens, never for a number of seconds.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  options: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const { withinMs = 30_000, everyMs = 25 } = options;
  const untilMs = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < untilMs) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, everyMs));
  }
  throw new Error(`${what}: not within ${withinMs} ms`, { cause: last });
}
