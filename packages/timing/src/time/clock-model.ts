/** `true time = decoder time + offset` at one instant of the decoder's clock. */
export type ClockPoint = { decoderAtMs: number; offsetMs: number };

/** Decoder time made true (SR-08): no point leaves it, one is a constant offset, two or more are linear between them and held outside. Whole milliseconds. */
export function correctedMs(points: readonly ClockPoint[], decoderAtMs: number): number {
  const later = points.findIndex((point) => point.decoderAtMs >= decoderAtMs);
  const after = later < 0 ? points.at(-1) : points[later];
  const before = later > 0 ? points[later - 1] : after;
  if (!before || !after) return decoderAtMs;
  const spanMs = after.decoderAtMs - before.decoderAtMs;
  if (spanMs === 0) return decoderAtMs + after.offsetMs;
  const part = (after.offsetMs - before.offsetMs) * ((decoderAtMs - before.decoderAtMs) / spanMs);
  return decoderAtMs + before.offsetMs + Math.round(part);
}

/** Points in the order of the decoder's clock; of two at one instant the later written holds. */
export function orderedPoints(points: readonly ClockPoint[]): ClockPoint[] {
  const byInstant = new Map(points.map((point) => [point.decoderAtMs, point]));
  return [...byInstant.values()].sort((a, b) => a.decoderAtMs - b.decoderAtMs);
}
