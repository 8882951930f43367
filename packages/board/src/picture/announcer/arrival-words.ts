import { type Arrival, isLate } from './coming-in.ts';

/** `when`: how long it takes yet; `sure`: how far off that may be. */
export type ArrivalWords = { state: 'coming' | 'due' | 'overdue'; when: string; sure: string };

const secondMs = 1_000;
const minuteMs = 60_000;
/** Nobody says "about 2 s" into a microphone. */
const dueMs = 5_000;

export function arrivalWords({ arrivesAtMs, spreadMs }: Pick<Arrival, 'arrivesAtMs' | 'spreadMs'>, nowMs: number): ArrivalWords {
  const leftMs = arrivesAtMs - nowMs;
  const sure = spreadMs === null ? 'by pace alone' : `± ${span(spreadMs)}`;
  if (leftMs > dueMs) return { state: 'coming', when: `about ${span(leftMs)}`, sure };
  if (!isLate({ arrivesAtMs, spreadMs }, nowMs)) return { state: 'due', when: 'any moment', sure };
  return { state: 'overdue', when: `${span(-leftMs)} late`, sure };
}

/** As exact as it can be meant: by 5 s to a minute and a half, by half minutes to five, then by minutes. */
function span(ms: number): string {
  if (ms < 10 * secondMs) return `${Math.max(1, Math.round(ms / secondMs))} s`;
  if (ms < 90 * secondMs) return `${Math.round(ms / (5 * secondMs)) * 5} s`;
  const halves = Math.round(ms / (minuteMs / 2));
  if (ms >= 5 * minuteMs || halves % 2 === 0) return `${Math.round(ms / minuteMs)} min`;
  return `${(halves - 1) / 2}½ min`;
}
