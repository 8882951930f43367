import { createCtp01ServerSession, createIpicoSession, decodeStream, printCaptureChunk } from '@chute/protocol';
import { expect, test } from 'vitest';
import { wishFor } from '../plan/default-wish.ts';
import { makePlan } from '../plan/make-plan.ts';
import { atOnce, paceOf } from '../player/pace.ts';
import { playedBox } from '../player/race-boxes.ts';
import { runVirtually } from '../testing/virtual-link.ts';
import { CaptureError, captureLines, readCapture } from './capture.ts';
import { makeReplay, replayBox } from './replay-box.ts';
import { setupFromCapture } from './setup-from-capture.ts';

const utc = [{ fromMs: 0, offsetMs: 0 }];
const minute = 60_000;

// Six reads of three chips; the second and the fourth were delivered out of the order of their times.
const text = [
  'CT01_33~1~FINISH~9001~2026-05-17T11:05:10.00~14~A0C41E~4',
  'CT01_33~2~FINISH~9002~2026-05-17T11:05:08.50~8~A0C41E~4',
  'CT01_33~3~FINISH~9001~2026-05-17T11:05:40.00~3~A0C41E~8',
  'CT01_33~4~FINISH~9003~2026-05-17T11:05:39.10~3~A0C41E~8',
  'noise on the line',
  'CT01_33~5~FINISH~9003~2026-05-17T11:06:10.25~1~A0C41E~2',
  'CT01_33~6~FINISH~9002~2026-05-17T11:06:10.25~1~A0C41E~2',
].join('\r\n');

test('plain lines are paced by the running maximum of their times', () => {
  const replay = makeReplay('ctp01', readCapture(bytes(text)), utc);
  const seconds = replay.cues.map((cue) => (cue.atMs - replay.fromMs) / 1000);
  expect(seconds).toEqual([0, 0, 30, 30, 30, 60.25, 60.25]);
  expect(replay).toMatchObject({ locations: ['FINISH'], reads: 6 });
});

test('at twice the pace the last read comes after half the time, and all bytes are those of the file', () => {
  const replay = makeReplay('ctp01', readCapture(bytes(text)), utc);
  const pace = paceOf({ originMs: replay.fromMs, anchorMs: 0, rate: 2 });
  const heard = runVirtually(replayBox('ctp01', replay, pace), () => createCtp01ServerSession(), { fromMs: 0, toMs: 5 * minute });
  expect(heard.records.map((record) => 'raw' in record && Buffer.from(record.raw).toString())).toEqual(text.split('\r\n'));
  expect(heard.finishedAtMs).toBeGreaterThanOrEqual(30_125);
  expect(heard.finishedAtMs).toBeLessThan(33_000);
});

test('a gun that the capture has not is sent before all reads', () => {
  const gun = { atMs: Date.parse('2026-05-17T10:30:00Z'), location: 'FINISH' };
  const replay = makeReplay('ctp01', readCapture(bytes(text)), utc, gun);
  const heard = runVirtually(replayBox('ctp01', replay, atOnce), () => createCtp01ServerSession(), { fromMs: 0, toMs: minute });
  expect(heard.records[0]).toMatchObject({ kind: 'gun', location: 'FINISH', timeText: '2026-05-17T10:30:00.00' });
  expect(heard.records).toHaveLength(8);
});

test('a capture of chunks is said again as it arrived, without what the host said and without the old handshake', () => {
  const chunks = [
    { arrivedAtMs: 5_000, bytes: bytes('SimpleClient~1.0~CTP01\r\n'), from: 'decoder' as const },
    { arrivedAtMs: 5_100, bytes: bytes('start\r\n'), from: 'host' as const },
    { arrivedAtMs: 6_000, bytes: bytes('CT01_33~1~FINISH~9001~11:05:10.00~1'), from: 'decoder' as const },
    { arrivedAtMs: 9_000, bytes: bytes('4~A0C41E~4\r\nCT01_33~2~FINISH~9002~11:05:12.00~1~A0C41E~4\r\n'), from: 'decoder' as const },
  ];
  const file = bytes(chunks.map((chunk) => `${printCaptureChunk(chunk)}\n`).join(''));
  const replay = makeReplay('ctp01', readCapture(file), utc);
  expect(replay.cues.map((cue) => [cue.atMs, Buffer.from(cue.line.raw).toString()])).toEqual([
    [9_000, 'CT01_33~1~FINISH~9001~11:05:10.00~14~A0C41E~4\r\n'],
    [9_000, 'CT01_33~2~FINISH~9002~11:05:12.00~1~A0C41E~4\r\n'],
  ]);
});

test('an IPICO recording is heard as it was', () => {
  const boxes = [
    { name: 'course', family: 'ctp01' as const, locations: ['START'] },
    { name: 'finish', family: 'ipico' as const, locations: ['FINISH'] },
  ];
  const plan = makePlan(wishFor({ gunAtMs: Date.parse('2026-05-17T07:00:00Z'), runners: 20, waves: 1, splitsAtM: [], boxes }));
  const box = plan.boxes[1]!;
  const live = runVirtually(playedBox(plan, box, atOnce), () => createIpicoSession({ location: 'FINISH' }), { fromMs: 0, toMs: minute });
  const recorded = bytes(live.records.map((record) => ('raw' in record ? `${Buffer.from(record.raw)}\r\n` : '')).join(''));
  const replay = makeReplay('ipico', readCapture(recorded), utc);
  const again = runVirtually(replayBox('ipico', replay, atOnce), () => createIpicoSession({ location: 'FINISH' }), {
    fromMs: 0,
    toMs: minute,
  });
  const reads = (records: typeof live.records) =>
    records.flatMap((record) => (record.kind === 'read' ? [`${record.ident} ${record.timeText}`] : []));
  expect(reads(again.records)).toEqual(reads(live.records));
  expect(replay.reads).toBe(box.lines.length);
});

test('lines are cut at CR LF, LF or CR, over chunks, and none is lost', () => {
  const parts = ['one\r', '\ntwo\nthr', 'ee\rfour\r\nfive'].map((part) => ({ arrivedAtMs: null, bytes: bytes(part) }));
  const lines = captureLines({ chunks: parts }).map((line) => Buffer.from(line.bytes).toString());
  expect(lines).toEqual(['one\r\n', 'two\n', 'three\r', 'four\r\n', 'five\r\n']);
});

test('a capture with a line that is none is refused by its number', () => {
  expect(() => readCapture(bytes('{"arrivedAtMs":1,"base64":""}\n{"arrived":2}\n'))).toThrow(/line 2/);
  expect(() => readCapture(bytes('{"arrived":2}\n'))).toThrow(CaptureError);
});

test('a setup from a capture has each chip as a participant, and is the same each time', () => {
  const wish = {
    family: 'ctp01' as const,
    gunAtMs: Date.parse('2026-05-17T10:30:00Z'),
    zone: 'UTC',
    finish: null,
    location: null,
    eventName: 'capture',
  };
  const setup = setupFromCapture(readCapture(bytes(text)), wish);
  expect(setup.participants.map((one) => one.bib)).toEqual(['9001', '9002', '9003']);
  expect(setup.coursePoints.map((point) => [point.kind, point.location])).toEqual([['finish', 'FINISH']]);
  expect(setupFromCapture(readCapture(bytes(text)), wish)).toEqual(setup);
  expect(() => setupFromCapture(readCapture(bytes('nothing here\n')), wish)).toThrow(/is that its family/);
});

test('what the decoder says is what decode prints', () => {
  const items = decodeStream('ctp01', bytes(text), { transitions: utc, arrivedAtMs: null });
  expect(items.map((item) => item.kind)).toEqual(['read', 'read', 'read', 'read', 'refused', 'read', 'read']);
});

function bytes(of: string): Uint8Array {
  return Buffer.from(of);
}
