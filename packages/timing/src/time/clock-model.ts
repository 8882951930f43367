/** `true time = decoder time + offset` at one instant of the decoder's clock. */
export type ClockPoint = { decoderAtMs: number; offsetMs: number };

/**
 * Decoder time made true (SR-08): no point leaves it, one is a constant offset, two or more are linear between them and held outside.
 * Whole milliseconds, worked out exactly; what lies half-way between two goes to the later one.
 */
export function correctedMs(points: readonly ClockPoint[], decoderAtMs: number): number {
  const later = points.findIndex((point) => point.decoderAtMs >= decoderAtMs);
  const after = later < 0 ? points.at(-1) : points[later];
  const before = later > 0 ? points[later - 1] : after;
  if (!before || !after) return decoderAtMs;
  if (before === after) return decoderAtMs + after.offsetMs;
  const drift = BigInt(after.offsetMs - before.offsetMs) * BigInt(decoderAtMs - before.decoderAtMs);
  return decoderAtMs + before.offsetMs + Number(roundedQuotient(drift, BigInt(after.decoderAtMs - before.decoderAtMs)));
}

/** Nearest whole number, the half goes up. BigInt division cuts towards zero, so a negative rest takes one back. */
function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const doubled = 2n * dividend + divisor;
  const quotient = doubled / (2n * divisor);
  return doubled % (2n * divisor) < 0n ? quotient - 1n : quotient;
}

/** Points in the order of the decoder's clock; of two at one instant the later written holds. */
export function orderedPoints(points: readonly ClockPoint[]): ClockPoint[] {
  const byInstant = new Map(points.map((point) => [point.decoderAtMs, point]));
  return [...byInstant.values()].sort((a, b) => a.decoderAtMs - b.decoderAtMs);
}
