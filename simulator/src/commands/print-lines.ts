import { once } from 'node:events';

/** Writes many lines without holding all of them in the pipe; a reader that stops early (`| head`) ends it quietly. */
export async function printLines(lines: Iterable<string>, out: NodeJS.WriteStream = process.stdout): Promise<void> {
  let gone = false;
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
  for (const line of lines) {
    if (gone) return;
    if (!out.write(`${line}\n`)) await Promise.race([once(out, 'drain'), once(out, 'close')]);
  }
}
