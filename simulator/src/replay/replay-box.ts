import {
  type Ctp01PlayedLine,
  createCtp01ClientSession,
  createIpicoReaderSession,
  type DecoderFamilyName,
  decodeStream,
  type IpicoPlayedLine,
} from '@chute/protocol';
import type { ZoneTransition } from '@chute/timing';
import type { Pace } from '../player/pace.ts';
import { type Cue, PlayedBox } from '../player/played-box.ts';
import { linesFrom, zoneOffset } from '../player/race-boxes.ts';
import { type Capture, captureLines } from './capture.ts';

/** A capture made ready to be said again, byte for byte, each line at its time. */
export type Replay = {
  cues: Cue<ReplayedLine>[];
  locations: string[];
  reads: number;
  /** Times of the first and the last cue; pacing begins at the first. */
  fromMs: number;
  toMs: number;
};

export type ReplayedLine = { location: string | null; sourceSeq: number | null; raw: Uint8Array };

/** A line that a person adds at the front: the gun that the capture has not. */
export type AddedGun = { atMs: number; location: string };

/**
 * When each line is said: as it arrived, where the capture knows; else at the running maximum of the decoder's own times, since
 * lines were delivered out of the order of their times. Chatter of the old connection (greeting, acks, pings) is not said again.
 */
export function makeReplay(
  family: DecoderFamilyName,
  capture: Capture,
  transitions: readonly ZoneTransition[],
  gun: AddedGun | null = null,
): Replay {
  const lines = captureLines(capture).flatMap(({ bytes, arrivedAtMs }) => {
    const [item] = decodeStream(family, bytes, { transitions, arrivedAtMs });
    if (!item || (item.kind === 'notice' && item.reason !== 'newlocation')) return [];
    const saidAtMs = arrivedAtMs ?? (item.at === null ? null : Date.parse(item.at));
    return [{ location: item.location, sourceSeq: item.source_seq, raw: bytes, kind: item.kind, saidAtMs }];
  });
  let latestMs = lines.find((line) => line.saidAtMs !== null)?.saidAtMs ?? 0;
  const cues: Cue<ReplayedLine>[] = lines.map(({ location, sourceSeq, raw, saidAtMs }) => {
    latestMs = Math.max(latestMs, saidAtMs ?? latestMs);
    return { atMs: latestMs, line: { location, sourceSeq, raw }, times: 1 };
  });
  const fromMs = cues[0]?.atMs ?? 0;
  if (gun) cues.unshift({ atMs: fromMs, line: gunLine(gun, zoneOffset(transitions)(gun.atMs)), times: 1 });
  return {
    cues,
    locations: [...new Set(cues.flatMap(({ line }) => line.location ?? []))],
    reads: lines.filter((line) => line.kind === 'read').length,
    fromMs,
    toMs: latestMs,
  };
}

/** The capture as a box that answers the handshake and every rewind. */
export function replayBox(family: DecoderFamilyName, replay: Replay, pace: Pace): PlayedBox<unknown> {
  const { cues, locations } = replay;
  const common = { cues, cutsAtMs: [], pace };
  if (family === 'ipico') {
    const createSession = () =>
      createIpicoReaderSession({ readerId: '00', wallMsAt: (nowMs) => Math.min(pace.raceMs(nowMs), replay.toMs) });
    const rawCues = cues.map((cue): Cue<IpicoPlayedLine> => ({ ...cue, line: { kind: 'raw', raw: cue.line.raw } }));
    return new PlayedBox({ ...common, cues: rawCues, whileAway: 'wait', settleMs: 500, createSession }) as PlayedBox<unknown>;
  }
  const box = new PlayedBox<ReplayedLine>({
    ...common,
    whileAway: 'on-rewind',
    settleMs: 2_000,
    createSession: (said) =>
      createCtp01ClientSession({
        locations,
        event: { name: 'Replay', id: '1', description: 'a recorded race' },
        linesFrom: (location, fromSeq): Ctp01PlayedLine[] => linesFrom(said(), location, fromSeq),
      }),
  });
  return box as PlayedBox<unknown>;
}

function gunLine({ atMs, location }: AddedGun, zoneOffsetMs: number): ReplayedLine {
  const time = new Date(atMs + zoneOffsetMs).toISOString().slice(0, 22);
  return { location, sourceSeq: 0, raw: Buffer.from(`CT01_33~0~${location}~guntime~${time}~0~GUN~0\r\n`) };
}
