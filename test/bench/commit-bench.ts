import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalClient } from '@chute/edge/parts';
import type { EntryDraft } from '@chute/protocol';
import { newId } from '@chute/service';
import { type Figure, figureOf, fiveRuns, quantile } from './figure.ts';
import { atPace, pause } from './pace.ts';

const loads = [
  { rate: 300, seconds: 3 },
  { rate: 5_000, seconds: 1 },
];

/** From a read handed to the journal's thread until it is told to be on disk (FULL); beside it, a bare write + fsync of the same bytes at the same pace. */
export async function commitBench(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chute-commit-'));
  const journal = await JournalClient.open(
    { folder, journalId: newId(), newStoreId: newId() },
    {
      committed: () => {},
      trouble: (trouble) => {
        if (trouble) throw new Error(`the disk refuses: ${trouble.message}`);
      },
      died: (error) => {
        throw error;
      },
    },
  );
  try {
    const figures: Figure[] = [];
    for (const { rate, seconds } of loads) {
      const n = rate * seconds;
      const note = `${rate} reads/s for ${seconds} s`;
      const commits = await fiveRuns(() => commitMs(journal, rate, seconds));
      const fsyncs = await fiveRuns(() => fsyncMs(join(folder, 'fsync'), rate, seconds));
      for (const share of [0.5, 0.99]) {
        const of = (runs: number[][]) => runs.map((run) => quantile(run, share));
        const p = `p${share * 100}`;
        figures.push(
          figureOf(
            { bench: `commit.${rate}.${p}`, unit: 'ms', n, note: `${note}, from append to committed (FULL), thread and back` },
            of(commits),
          ),
          figureOf(
            { bench: `commit.yardstick-fsync.${rate}.${p}`, unit: 'ms', n, note: `${note}, write + fsync of each by itself` },
            of(fsyncs),
          ),
        );
      }
    }
    return figures;
  } finally {
    await journal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function commitMs(journal: JournalClient, rate: number, seconds: number): Promise<number[]> {
  const delays: number[] = [];
  let sent = 0;
  await atPace(rate, seconds, (appendedAtMs) => {
    sent += 1;
    journal.append(readDraft(sent), () => delays.push(performance.now() - appendedAtMs));
  });
  while (delays.length < sent) await pause(5);
  return delays.toSorted((a, b) => a - b);
}

async function fsyncMs(path: string, rate: number, seconds: number): Promise<number[]> {
  const delays: number[] = [];
  const file = openSync(path, 'w');
  await atPace(rate, seconds, () => {
    const beganAtMs = performance.now();
    writeSync(file, JSON.stringify(readDraft(delays.length)));
    fsyncSync(file);
    delays.push(performance.now() - beganAtMs);
  });
  closeSync(file);
  return delays.toSorted((a, b) => a - b);
}

const sessionId = newId();

function readDraft(number: number): EntryDraft {
  const timeText = new Date(Date.UTC(2026, 8, 20, 8) + number * 10).toISOString().slice(0, 22);
  const line = `CT01_33~${number}~FINISH~${number}~${timeText}~1~0F2A38~1`;
  return {
    kind: 'read',
    sessionId,
    arrivedAtMs: Date.now(),
    monotonicMs: Math.trunc(performance.now()),
    bootId: sessionId,
    clockId: 'ctp01:Bench',
    timeText,
    raw: Buffer.from(line).toString('base64'),
    location: 'FINISH',
    ident: String(number),
    identIs: 'auto',
    sourceSeq: number,
    reader: null,
    antenna: null,
    count: null,
  };
}
