import { fileURLToPath } from 'node:url';
import { startApp } from '../app-process.ts';

// A parent that starts a child, says its pid, and waits to be killed.
const app = await startApp({ name: 'sample', entry: fileURLToPath(new URL('sample-app.ts', import.meta.url)), args: ['serves'] });
process.stdout.write(`${JSON.stringify({ ready: true, addresses: {}, childPid: app.pid })}\n`);
setInterval(() => {}, 1_000);
