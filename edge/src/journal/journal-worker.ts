import '../compile-cache.ts';
import { flushCompileCache } from 'node:module';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { FromWorker, JournalPlace, ToWorker } from './messages.ts';

// The thread that owns the journal's file. All it adds to JournalService is the port.
const { JournalService } = await import('./journal-service.ts');
const { JournalDoubtError } = await import('./journal-doubt-error.ts');
const port = parentPort as MessagePort;
const post = (message: FromWorker) => port.postMessage(message);

try {
  const receive = () => receiveMessageOnPort(port)?.message as ToWorker | undefined;
  const service = new JournalService(workerData as JournalPlace, { post, receive });
  port.on('message', (message: ToWorker) => {
    service.handle(message);
    if (service.closed) port.close();
  });
  flushCompileCache(); // as `runService` does for the main thread: each has its own
} catch (error) {
  if (!(error instanceof JournalDoubtError)) throw error;
  post({ type: 'doubt', code: error.code, path: error.path, found: error.found });
  port.close();
}
