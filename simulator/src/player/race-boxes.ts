import {
  type Ctp01Dialect,
  type Ctp01PlayedLine,
  createCtp01ClientSession,
  createIpicoReaderSession,
  type IpicoPlayedLine,
} from '@chute/protocol';
import type { ZoneTransition } from '@chute/timing';
import type { PlannedBox, PlannedLine, RacePlan } from '../plan/race-plan.ts';
import type { Pace } from './pace.ts';
import { type Cue, PlayedBox } from './played-box.ts';

/** The edge looks for gaps some seconds after it saw them; until then the box stays, to be asked. */
const settleMs = 6_000;

/** A box of the plan, ready to talk in its family's protocol, a ctp01 one in a dialect of it. */
export function playedBox(plan: RacePlan, box: PlannedBox, pace: Pace, dialect: Ctp01Dialect = 'CT01_33'): PlayedBox<unknown> {
  return (box.family === 'ctp01' ? ctp01Box(plan, box, { pace, dialect }) : ipicoBox(plan, box, pace)) as PlayedBox<unknown>;
}

type Ctp01Play = { pace: Pace; dialect: Ctp01Dialect };

/** The decoder's wall clock is the event's local time. */
function ctp01Box({ setup, wish }: RacePlan, box: PlannedBox, { pace, dialect }: Ctp01Play): PlayedBox<Ctp01PlayedLine> {
  const offsetAt = zoneOffset(setup.event.transitions);
  const played = ({ location, seq, chip, atMs, count, antenna }: PlannedLine): Ctp01PlayedLine => {
    const time = { atMs, zoneOffsetMs: offsetAt(atMs) };
    return { location, sourceSeq: seq, ident: chip, time, count, reader: box.reader, antenna };
  };
  return new PlayedBox({
    cues: cues(box, played),
    cutsAtMs: box.cutsAtMs,
    pace,
    whileAway: 'on-rewind',
    settleMs,
    createSession: (said) =>
      createCtp01ClientSession({
        dialect,
        locations: box.locations,
        event: { name: setup.event.name, id: wish.seed, description: 'simulated' },
        linesFrom: (location, fromSeq) => linesFrom(said(), location, fromSeq),
      }),
  });
}

/** What a rewind brings: of one location or of all, from a number on. Lines without a location or a number belong to all. */
export function linesFrom<Line extends { location: string | null; sourceSeq?: number | null }>(
  said: readonly Line[],
  location: string | null,
  fromSeq: number | null,
): Line[] {
  return said.filter(
    (line) =>
      (location === null || line.location === null || line.location === location) &&
      (fromSeq === null || (line.sourceSeq ?? fromSeq) >= fromSeq),
  );
}

function ipicoBox({ setup }: RacePlan, box: PlannedBox, pace: Pace): PlayedBox<IpicoPlayedLine> {
  const offsetAt = zoneOffset(setup.event.transitions);
  const played = ({ kind, chip, atMs, count }: PlannedLine): IpicoPlayedLine => {
    const wallMs = atMs + offsetAt(atMs);
    if (kind === 'gun') return { kind: 'gun', readerId: box.reader, wallMs };
    return { kind: 'read', readerId: box.reader, tag: chip, countI: count, countQ: count, wallMs };
  };
  return new PlayedBox({
    cues: cues(box, played),
    cutsAtMs: box.cutsAtMs,
    pace,
    whileAway: 'wait',
    settleMs: 500,
    createSession: () =>
      createIpicoReaderSession({
        readerId: box.reader,
        wallMsAt: (nowMs) => {
          const raceMs = pace.raceMs(nowMs);
          const shownMs = Number.isFinite(raceMs) ? raceMs : (box.lines.at(-1)?.atMs ?? 0);
          return shownMs + offsetAt(shownMs);
        },
      }),
  });
}

function cues<Line>(box: PlannedBox, played: (line: PlannedLine) => Line): Cue<Line>[] {
  return box.lines.map((line) => ({ atMs: line.sendAtMs, line: played(line), times: line.heldBack ? 0 : line.repeated ? 2 : 1 }));
}

/** The offset in force at an instant; the first one also holds before its time. */
export function zoneOffset(transitions: readonly ZoneTransition[]): (atMs: number) => number {
  return (atMs) => (transitions.findLast((transition) => transition.fromMs <= atMs) ?? transitions[0]!).offsetMs;
}
