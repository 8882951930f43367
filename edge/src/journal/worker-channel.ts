import { Worker } from 'node:worker_threads';
import type { FromWorker, JournalPlace, ToWorker } from './messages.ts';

/** The way to whoever owns the journal's file. What it says before anybody listens is kept. `died` comes once, when nothing more will be answered. */
export type JournalChannel = {
  post: (message: ToWorker) => void;
  listen: (listener: JournalListener) => void;
};
type JournalListener = { message: (message: FromWorker) => void; died: (error: Error) => void };
type JournalNews = (listener: JournalListener) => void;

/** Enough for what passes through; the default would keep ten times as much of it around. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** The journal in a thread of its own, so that a slow disk never holds up a decoder, and a busy screen never a commit. */
export function workerChannel(place: JournalPlace): JournalChannel {
  const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), { workerData: place, name: 'journal', resourceLimits });
  const unheard: JournalNews[] = [];
  let tell = (news: JournalNews): void => {
    unheard.push(news);
  };
  worker.on('message', (message: FromWorker) => tell((listener) => listener.message(message)));
  worker.on('error', (error: Error) => tell((listener) => listener.died(error)));
  worker.on('exit', (code) => tell((listener) => listener.died(new Error(`the journal's thread ended with code ${code}`))));
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => {
      tell = (news) => news(listener);
      unheard.splice(0).forEach(tell);
    },
  };
}
