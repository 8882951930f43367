// A program as small as can be, for run-service.test.ts. Its one argument says what goes wrong in it.
import { createServer } from 'node:net';
import { createLogger, listenOrExplain, type Running, runService } from '../index.ts';

const [mode, port] = process.argv.slice(2);
const logger = createLogger('sample');
await runService({ logger, start, stopWithinMs: mode === 'hangs' ? 100 : 5_000, stopWithParent: mode === 'child' });

async function start(): Promise<Running> {
  const server = createServer();
  await listenOrExplain({ port: Number(port), variable: 'CHUTE_SAMPLE_PORT', what: 'the sample' }, () => listening());
  if (mode === 'throws-later') setTimeout(() => Promise.reject(new Error('nobody caught this')), 1);
  return {
    addresses: { tcp: `127.0.0.1:${(server.address() as { port: number }).port}` },
    stop: async () => {
      logger.warn('the stop runs');
      if (mode === 'hangs') await new Promise(() => {});
      server.close();
    },
  };

  function listening(): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(Number(port), '127.0.0.1', resolve);
    });
  }
}
