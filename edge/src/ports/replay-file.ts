import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseCapture } from '@chute/protocol';
import type { OnConnection, Port } from './connection.ts';

/** Feeds a recorded stream to a session, as fast as the journal takes it and with the arrival times of then. */
export function openReplayFile({ path, onConnection }: { path: string; onConnection: OnConnection }): Port {
  const lines = createInterface({ input: createReadStream(path, 'utf8') });
  let problem: string | null = null;
  let open = true;
  let lineNumber = 0;
  const listener = onConnection({
    peer: path,
    write: () => {}, // nobody is there to hear it
    close: () => lines.close(),
    pause: () => lines.pause(),
    resume: () => lines.resume(),
    setLine: () => {},
  });
  lines.on('line', (line) => {
    lineNumber += 1;
    const { chunks, badLines } = parseCapture(line);
    if (badLines.length > 0) problem = `line ${lineNumber} is no chunk of a capture`;
    for (const { bytes, arrivedAtMs, from } of chunks) if (from !== 'host') listener.bytes(bytes, Math.trunc(arrivedAtMs));
  });
  const end = (error?: Error) => {
    if (error) problem = error.message;
    if (open) listener.closed();
    open = false;
  };
  lines.on('error', end);
  lines.once('close', () => end());
  return { state: () => ({ transport: 'replay', where: path, open, problem }), address: () => undefined, stop: async () => lines.close() };
}
