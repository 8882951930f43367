import type { EntryBatch } from '@chute/protocol';
import type { Recording } from './recording.ts';

const everyMs = 20;

/** Gives an edge what is due, at each moment of its race clock, until the recording is over. Returns what ends it. */
export function play(
  recording: Recording,
  to: {
    raceNowMs: () => number;
    after: (ms: number, run: () => void) => () => void;
    take: (batch: EntryBatch) => Promise<unknown>;
    over: () => void;
    failed: (error: Error) => void;
  },
): () => Promise<void> {
  let isStopped = false;
  let cancel = () => {};
  let giving = Promise.resolve();
  const give = async () => {
    for (const batch of recording.due(to.raceNowMs())) {
      if (isStopped) return;
      await to.take(batch);
    }
    if (isStopped) return;
    if (recording.isOver()) to.over();
    else cancel = to.after(everyMs, start);
  };
  const start = () => {
    giving = give().catch(to.failed);
  };
  start();
  return async () => {
    isStopped = true;
    cancel();
    await giving;
    recording.close();
  };
}
