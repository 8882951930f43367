import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { AppProcess } from '@chute/stage';
import { eventually } from '../lib/eventually.ts';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { type Figure, figureOf, fiveRuns } from './figure.ts';
import { residentMb } from './watch.ts';

type Status = { journal: { written: Record<string, number>; commit_ms?: { p99: number } } };

/** Reads through the whole edge (TCP, session, journal with FULL sync, scoring) as fast as it takes them; beside it, bare fsyncs on the same disk. Then its memory. */
export async function edgeBench({ perRun = 40_000, restReads = 1_000_000, restSeconds = 60 } = {}): Promise<Figure[]> {
  const house = await House.open();
  try {
    const fsyncs = await fiveRuns(() => fsyncsPerSecond(join(house.folder, 'fsync')));
    const edge = await house.startEdge('edge');
    const setup = smallRace(10_000);
    await ask(`${edge.addresses.http}/api/setup`, { body: { setup } });
    await ask(`${edge.addresses.http}/api/session`, { body: { event_id: setup.event.id } });
    const flood = new Flood(edge);
    const rates = await fiveRuns(async () => {
      const beganAtMs = performance.now();
      await flood.send(perRun);
      return (perRun / (performance.now() - beganAtMs)) * 1000;
    });
    await flood.send(Math.max(0, restReads - perRun * rates.length));
    await new Promise((rested) => setTimeout(rested, restSeconds * 1000));
    const rssMb = await residentMb(edge.pid);
    return [
      figureOf({ bench: 'edge.reads', unit: 'reads/s', n: perRun, note: 'TCP to journal (FULL) to scorer, counted by /status' }, rates),
      figureOf(
        { bench: 'edge.yardstick-fsync', unit: 'fsync/s', n: 2_000, note: 'bare write + fsync of 512 bytes on the same disk' },
        fsyncs,
      ),
      {
        bench: 'edge.rss',
        value: Math.round(rssMb),
        unit: 'MB',
        n: restReads,
        note: `after ${restReads} reads and ${restSeconds} s of rest`,
      },
    ];
  } finally {
    await house.close();
  }
}

/** Sends numbered reads of ten thousand chips and waits until the edge has them on disk. */
class Flood {
  readonly #edge: AppProcess;
  #seq = 0;

  constructor(edge: AppProcess) {
    this.#edge = edge;
  }

  async send(count: number): Promise<void> {
    const until = this.#seq + count;
    const [host = '127.0.0.1', port] = this.#edge.addresses.chronotrack!.split(':');
    const socket = connect({ host, port: Number(port) }, () => socket.write('Flood~1~CTP01\r\n'));
    socket.on('data', (bytes) => {
      if (/^ping/m.test(bytes.toString())) socket.write('ack~ping\r\n');
    });
    while (this.#seq < until) {
      let lines = '';
      for (let index = 0; index < 500 && this.#seq < until; index++) lines += this.#line();
      if (!socket.write(lines)) await new Promise((drained) => socket.once('drain', drained));
    }
    await eventually('all reads on disk', async () => ((await this.#onDisk()) >= until ? true : undefined), {
      withinMs: 600_000,
      everyMs: 50,
    });
    socket.destroy();
  }

  async #onDisk(): Promise<number> {
    const { journal } = await ask<Status>(`${this.#edge.addresses.http}/status`);
    return journal.written.read ?? 0;
  }

  #line(): string {
    this.#seq += 1;
    const time = new Date(Date.UTC(2026, 8, 20, 8) + this.#seq * 10).toISOString().slice(0, 22);
    return `CT01_33~${this.#seq}~FINISH~${(this.#seq % 10_000) + 1}~${time}~1~0F2A38~1\r\n`;
  }
}

function fsyncsPerSecond(path: string): number {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(512, 1);
  const beganAtMs = performance.now();
  for (let index = 0; index < 2_000; index++) {
    writeSync(file, block);
    fsyncSync(file);
  }
  const elapsedMs = performance.now() - beganAtMs;
  closeSync(file);
  rmSync(path);
  return (2_000 / elapsedMs) * 1000;
}
