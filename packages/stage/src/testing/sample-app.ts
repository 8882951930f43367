import { createLogger, runService } from '@chute/service';

// What app-process.test.ts starts: a program with one child of its own wish, named by its first argument.
const mode = process.argv[2];
if (mode === 'refuses') {
  process.stderr.write('port 8000 is taken by another program: set CHUTE_HUB_PORT\n');
  process.exit(1);
}
if (mode === 'runs-once') {
  process.stdout.write(`{"clock":${JSON.stringify(process.env.CHUTE_CLOCK ?? null)}}\n`);
  process.exit(3);
}
await runService({
  logger: createLogger('sample', { level: 'silent' }),
  stopWithParent: process.env.CHUTE_STOP_WITH_PARENT === '1',
  stopWithinMs: 60_000,
  start: async () => {
    if (mode === 'never-ready') await new Promise(() => setInterval(() => {}, 1_000));
    const alive = setInterval(() => {}, 1_000);
    return {
      addresses: { http: 'http://127.0.0.1:1' },
      stop: async () => {
        if (mode === 'hangs') await new Promise(() => {});
        clearInterval(alive);
        process.stdout.write('{"stopped":true}\n');
      },
    };
  },
});
