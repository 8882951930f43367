import { Worker } from 'node:worker_threads';
import type { FromWorker, JournalPlace, ToWorker } from './messages.ts';

/** The way to whoever owns the journal's file. `died` comes once, when nothing more will be answered. */
export type JournalChannel = {
  post: (message: ToWorker) => void;
  listen: (on: { message: (message: FromWorker) => void; died: (error: Error) => void }) => void;
};

/** Enough for what passes through; the default would keep ten times as much of it around. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** The journal in a thread of its own, so that a slow disk never holds up a decoder, and a busy screen never a commit. */
export function workerChannel(place: JournalPlace): JournalChannel {
  const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), { workerData: place, name: 'journal', resourceLimits });
  return {
    post: (message) => worker.postMessage(message),
    listen: ({ message, died }) => {
      worker.on('message', message);
      worker.on('error', died);
      worker.on('exit', (code) => died(new Error(`the journal's thread ended with code ${code}`)));
    },
  };
}
