import { registerHooks } from 'node:module';

/**
 * Changes one piece of a program's source as it is loaded, so that a story can show that it would notice. Used with `node --import`.
 * Ends the program at once when the piece is not there exactly once: a fault that was not planted proves nothing.
 */
export function plantFault({ file, find, replace }: { file: string; find: string; replace: string }): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(file)) return loaded;
      const parts = Buffer.from(loaded.source as Uint8Array)
        .toString('utf8')
        .split(find);
      if (parts.length !== 2) {
        process.stderr.write(`the fault fits ${parts.length - 1} places of ${file}: mend test/faults\n`);
        process.exit(70);
      }
      return { ...loaded, source: parts.join(replace) };
    },
  });
}
