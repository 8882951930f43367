import { existsSync, readFileSync } from 'node:fs';
import { isMainThread, Worker } from 'node:worker_threads';

// Brought into a program with `--import`: how late its main thread is, as another thread of it sees it.
// That one rings every few milliseconds whether or not it was heard, so a main thread that stands still for half a second is late a hundred times, not once.
// What the thread waited for a processor that others had (a busy test machine) is taken off and told apart: it was ready, and nothing held it up.
// On SIGUSR2 it says what was measured since the last time, as a line of JSON on stdout.

const bell = `
  const { parentPort } = require('node:worker_threads');
  setInterval(() => parentPort.postMessage(process.hrtime.bigint()), 5);`;

type Look = { atMs: number; waitedMs: number };

if (isMainThread) {
  let lags: { heldUpMs: number; inAllMs: number }[] = [];
  let looks: Look[] = [look()];
  let report = 0;
  const worker = new Worker(bell, { eval: true, execArgv: [] });
  worker.on('message', (rungNs: bigint) => {
    const rungMs = Number(rungNs) / 1e6;
    const now = look();
    const before = looks.findLast(({ atMs }) => atMs <= rungMs) ?? looks[0]!;
    const inAllMs = now.atMs - rungMs;
    lags.push({ inAllMs, heldUpMs: Math.max(0, inAllMs - (now.waitedMs - before.waitedMs)) });
    looks = [...looks.slice(looks.indexOf(before)), now];
  });
  worker.unref();
  process.on('SIGUSR2', () => {
    const [heldUp, inAll] = [lags.map(({ heldUpMs }) => heldUpMs), lags.map(({ inAllMs }) => inAllMs)].map((values) =>
      values.sort((one, other) => one - other),
    );
    const p99 = (sorted: number[]) => Math.round(10 * (sorted[Math.floor(sorted.length * 0.99)] ?? 0)) / 10;
    const lag = { report: ++report, p99Ms: p99(heldUp!), p99WithBusyMachineMs: p99(inAll!), probes: lags.length };
    process.stdout.write(`${JSON.stringify({ lag })}\n`);
    lags = [];
  });
}

/** How long this thread has waited, ready to run, since it began: the second number that Linux keeps of it. */
function look(): Look {
  const file = '/proc/thread-self/schedstat';
  const waitedMs = existsSync(file) ? Number(readFileSync(file, 'latin1').split(' ')[1]) / 1e6 : 0;
  return { atMs: Number(process.hrtime.bigint()) / 1e6, waitedMs };
}
