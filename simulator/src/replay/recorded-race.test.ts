import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCtp01ServerSession, createIpicoSession, type DriverRecord, journalStart, resultListBody, sealEntry } from '@chute/protocol';
import { type LoggedEntry, score, setupHash } from '@chute/timing';
import { SerialPort } from 'serialport';
import { describe, expect, test } from 'vitest';
import { compare } from '../check/compare.ts';
import { readTruth } from '../plan/plan-files.ts';
import { BoxLoop } from '../player/box-loop.ts';
import { atOnce } from '../player/pace.ts';
import { openSerial } from '../player/serial-writer.ts';
import { runVirtually } from '../testing/virtual-link.ts';
import { readCapture } from './capture.ts';
import { makeReplay, replayBox } from './replay-box.ts';

// README.md in there says how it was recorded.
const folder = fileURLToPath(new URL('../../fixtures/small-race', import.meta.url));
const race = await readTruth(folder);
const { event, races } = race.setup;

test('a recorded race replays to its known results', async () => {
  const [start, finish] = await Promise.all([fixture('ctp01-start.jsonl'), fixture('ipico-serial-finish.jsonl')]);
  const startHeard = runVirtually(
    replayBox('ctp01', makeReplay('ctp01', start, event.transitions), atOnce),
    () => createCtp01ServerSession(),
    {
      fromMs: 0,
      toMs: 60_000,
    },
  );
  const finishHeard = runVirtually(
    replayBox('ipico', makeReplay('ipico', finish, event.transitions), atOnce),
    () => createIpicoSession({ location: 'FINISH' }),
    { fromMs: 0, toMs: 60_000 },
  );
  const list = resultListBody(event.id, score(race.setup, [...log('1', startHeard.records), ...log('2', finishHeard.records)]));
  expect(compare(race, list.items, { raceOpen: false })).toEqual({ participants: 12, equal: 12, explained: [], unexplained: [] });
});

describe.skipIf(!hasSocat())('over a serial line (needs socat)', () => {
  test('the far end hears the recording, byte for byte', async () => {
    const ptys = await mkdtemp(join(tmpdir(), 'chute-pty-'));
    const [near, far] = [join(ptys, 'near'), join(ptys, 'far')];
    const socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
    await expect
      .poll(() =>
        Promise.all([stat(near), stat(far)]).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);

    const capture = await fixture('ipico-serial-finish.jsonl');
    const expected = Buffer.concat(capture.chunks.map((chunk) => chunk.bytes));
    const heard: Buffer[] = [];
    const listener = new SerialPort({ path: far, baudRate: 115_200 });
    listener.on('data', (bytes: Buffer) => heard.push(bytes));
    await new Promise((resolve) => listener.once('open', resolve));

    const loop = new BoxLoop(replayBox('ipico', makeReplay('ipico', capture, event.transitions), atOnce));
    const box = openSerial(loop, { path: near, baudRate: 115_200 }, (error) => heard.push(Buffer.from(error.message)));
    await loop.finished;
    await expect.poll(() => Buffer.concat(heard).toString()).toBe(expected.toString());

    await box.stop();
    await new Promise((resolve) => listener.close(resolve));
    socat.kill();
    await rm(ptys, { recursive: true });
  });
});

async function fixture(name: string) {
  return readCapture(await readFile(join(folder, name)));
}

/** What an edge writes of what it heard, in a journal of its own, with the race closed at the end of the second one. */
function log(digit: '1' | '2', records: readonly DriverRecord[]): LoggedEntry[] {
  const journalId = `0190d1e0-0000-7000-8000-00000000010${digit}`;
  const stamp = {
    sessionId: '0190d1e0-0000-7000-8000-00000000000a',
    bootId: '0190d1e0-0000-7000-8000-00000000000b',
    arrivedAtMs: 0,
    monotonicMs: 0,
  };
  const drafts = [
    { ...stamp, kind: 'session-open' as const, eventId: event.id, setupHash: setupHash(race.setup) },
    ...records.map(({ raw: _raw, ...record }) => ({ ...stamp, ...record })),
    ...(digit === '2' ? [{ ...stamp, kind: 'race-close' as const, raceId: races[0]!.id }] : []),
  ];
  let end = journalStart(journalId, 0);
  return drafts.map((draft) => {
    const { entry, seq, hash } = sealEntry(draft, end);
    end = { journalId, seq, hash, lamport: entry.lamport };
    return { journalId, seq, hash, entry };
  });
}

function hasSocat(): boolean {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
