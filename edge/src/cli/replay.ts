import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boardFolder } from '@chute/board';
import { createLogger, newId, type Running, raceClock, runService, SettingsError } from '@chute/service';
import type { Setup } from '@chute/timing';
import { createEdge } from '../edge.ts';
import { systemTime } from '../edge-time.ts';
import { parseFrom } from '../replay/from-text.ts';
import { play } from '../replay/player.ts';
import { prepareReplay } from '../replay/prepare-replay.ts';
import { Recording, RecordingError } from '../replay/recording.ts';
import type { EdgeSettings } from '../settings.ts';

export type ReplayWish = { folder: string; speed: number; from?: string; event?: string };

/**
 * An edge like any other, on a folder of its own that goes away with it, without decoders and without a hub: what came in once comes in again.
 * Its race clock begins where the recording does, or where a person says, and goes on after its end.
 */
export async function replay(settings: EdgeSettings, wish: ReplayWish): Promise<void> {
  const logger = createLogger('chute-edge', { level: settings.logLevel });
  await runService({ logger, start: () => startReplay(settings, wish), stopWithParent: settings.stopWithParent });
}

/** Errors: `SettingsError` for what a person can mend. */
export async function startReplay(settings: EdgeSettings, wish: ReplayWish): Promise<Running> {
  const recording = opened(wish);
  const log = createLogger('chute-edge', { level: settings.logLevel });
  const folder = await mkdtemp(join(tmpdir(), 'chute-replay-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const fromMs = fromOf(recording, wish);
    prepareReplay(folder, recording, { fromMs, newId });
    const clock = raceClock({ originMs: fromMs, anchorMs: Date.now(), rate: wish.speed });
    const time = systemTime(clock);
    const edge = await createEdge({
      ...{ settings: { ...settings, dataFolder: folder, decoders: [], setupFile: undefined, eventId: undefined }, log, time, boardFolder },
      ...{ random: Math.random, newId, fetch: () => Promise.reject(new Error('a replay asks no hub')) },
      transport: () => ({ publish: () => {}, close: async () => {} }),
      fatal: (error) => {
        log.fatal({ err: error }, 'the journal thread is gone');
        process.exit(70);
      },
    });
    const stopPlaying = play(recording, {
      ...{ raceNowMs: time.raceNowMs, after: time.after, take: (batch) => edge.takeBatch(batch) },
      over: () => log.info('the recording is over; what it came to stays on the screens'),
      failed: (error) => log.error({ err: error }, 'the replay stopped'),
    });
    return {
      addresses: edge.addresses,
      stop: async () => {
        await stopPlaying();
        await edge.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    recording.close();
    await removeFolder();
    throw error;
  }
}

function opened({ folder, event }: ReplayWish): Recording {
  try {
    return Recording.open(folder, { eventId: event, newId });
  } catch (error) {
    throw error instanceof RecordingError ? new SettingsError([{ variable: 'replay', problem: error.message }]) : error;
  }
}

function fromOf(recording: Recording, { from }: ReplayWish): number {
  if (from === undefined) return recording.beginsAtMs;
  const { event } = JSON.parse(recording.setups().at(-1)!.body) as Setup;
  const fromMs = parseFrom(from, { transitions: event.transitions, beginsAtMs: recording.beginsAtMs });
  if (fromMs === undefined)
    throw new SettingsError([{ variable: '--from', problem: `is no time: ${from}. Say 10:40 or 2026-09-20T08:40:00Z` }]);
  return fromMs;
}
