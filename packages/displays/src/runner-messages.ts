import type { LiveRow } from '@chute/protocol';
import { z } from 'zod';

export const lettersMax = 200;
export const placeMax = 100_000;

/** Words for runners, and for whom: all that is said of them must be so. */
export const runnerMessageSchema = z.strictObject({
  text: z.string().trim().min(1).max(lettersMax),
  raceId: z.uuid().nullable().default(null),
  waveId: z.uuid().nullable().default(null),
  /** Place 1 to this one in the race. */
  placeUpTo: z.int().min(1).max(placeMax).nullable().default(null),
  /** Only for whoever has a milestone; `{milestone}` in the text is it. */
  milestone: z.boolean().default(false),
  /** Only on this display. */
  displayId: z.uuid().nullable().default(null),
});
export type RunnerMessage = z.infer<typeof runnerMessageSchema>;

export const runnerMessagesMax = 2_000;

type Runner = { row: LiveRow; rows: Iterable<LiveRow>; milestone: string | undefined };

/** One of those that fit the runner, the same on every screen and after every restart: chance comes from who it is and from the seed. */
export function messageFor(
  runner: Runner,
  { messages, displayId, seed }: { messages: readonly RunnerMessage[]; displayId: string; seed: string },
): string | null {
  let place: number | undefined;
  const placeOf = () => (place ??= placeIn(runner));
  const fitting = messages.filter(
    (message) =>
      (message.displayId === null || message.displayId === displayId) &&
      (message.raceId === null || message.raceId === runner.row.raceId) &&
      (message.waveId === null || message.waveId === runner.row.waveId) &&
      (!message.milestone || runner.milestone !== undefined) &&
      (message.placeUpTo === null || placeOf() <= message.placeUpTo),
  );
  // What was meant for few is not crowded out by what fits everybody.
  const closest = Math.max(...fitting.map(closeness));
  const best = fitting.filter((message) => closeness(message) === closest);
  const text = best[chance(`${seed} ${runner.row.participantId}`) % Math.max(1, best.length)]?.text;
  return text?.replaceAll('{milestone}', runner.milestone ?? '') ?? null;
}

function closeness({ raceId, waveId, placeUpTo, milestone }: RunnerMessage): number {
  return (milestone ? 8 : 0) + (placeUpTo === null ? 0 : 4) + (waveId === null ? 0 : 2) + (raceId === null ? 0 : 1);
}

/** Competition ranking; nobody without a place is among the first. */
function placeIn({ row, rows }: Runner): number {
  const { rankKey, raceId } = row;
  if (rankKey === null || row.status !== 'finished') return Number.POSITIVE_INFINITY;
  let ahead = 0;
  for (const other of rows)
    if (other.raceId === raceId && other.status === 'finished' && other.rankKey !== null && other.rankKey < rankKey) ahead += 1;
  return ahead + 1;
}

/** FNV-1a. */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
