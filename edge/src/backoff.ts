/** How long to wait before the next attempt (`attempt` from 0): twice as long each time up to `maxMs`, and never two edges in step. */
export function backoffMs({
  attempt,
  firstMs,
  maxMs,
  random,
}: {
  attempt: number;
  firstMs: number;
  maxMs: number;
  random: () => number;
}): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 20));
  return Math.round(ceiling * (0.5 + random() / 2));
}
