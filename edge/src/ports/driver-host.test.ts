import type { DriverInput, DriverOutput, DriverSession, EntryDraft } from '@chute/protocol';
import { expect, test } from 'vitest';
import { sessionId } from '../testing/drafts.ts';
import { HandTime } from '../testing/hand-time.ts';
import type { Connection } from './connection.ts';
import { DriverHost } from './driver-host.ts';
import { pieceBytes } from './intake.ts';
import { ReadingPace } from './reading-pace.ts';

const noiseByte = 'x'.charCodeAt(0);

/** A session that records every chunk as one read, acknowledges it once it is on disk, and wakes when told. */
class EchoSession implements DriverSession {
  readonly heard: DriverInput[] = [];
  #next = 1;

  handle(input: DriverInput): DriverOutput[] {
    this.heard.push(input);
    if (input.type === 'committed') return [{ type: 'write', bytes: Buffer.from(`ack ${input.localId}`) }];
    if (input.type === 'opened') return [{ type: 'wake-at', atMs: input.nowMs + 1_000 }];
    if (input.type !== 'bytes') return [];
    const raw = input.bytes;
    const localId = this.#next++;
    return [
      {
        type: 'record',
        localId,
        record: { kind: 'refused', family: 'echo', reason: raw[0] === noiseByte ? 'unknown-line' : 'it is an echo', raw },
      },
    ];
  }

  state() {
    return { family: 'echo', phase: 'streaming' as const, peer: 'p', eventName: null, locations: [], gaps: [] };
  }
}

function aHost({ room = true, pace }: { room?: boolean; pace?: ReadingPace } = {}) {
  let hasRoom = room;
  const session = new EchoSession();
  const time = new HandTime();
  const said: string[] = [];
  const waiting: { draft: EntryDraft; done: () => void }[] = [];
  const roomWaiters: (() => void)[] = [];
  const connection: Connection = {
    peer: '192.0.2.7:40000',
    write: (bytes) => said.push(Buffer.from(bytes).toString()),
    close: () => said.push('close'),
    pause: () => said.push('pause'),
    resume: () => said.push('resume'),
    setLine: () => {},
  };
  const host = new DriverHost({
    session,
    connection,
    journal: {
      append: (draft, done) => waiting.push({ draft, done: () => done(undefined as never) }),
      hasRoom: () => hasRoom,
      whenRoom: (run) => {
        roomWaiters.push(run);
        return () => roomWaiters.splice(roomWaiters.indexOf(run), 1);
      },
    },
    time,
    stamp: () => ({ sessionId, arrivedAtMs: time.raceNowMs(), monotonicMs: 77, bootId: time.bootId }),
    notice: () => {},
    ...(pace ? { pace } : {}),
  });
  const fillsUp = () => {
    hasRoom = false;
  };
  const makeRoom = () => {
    hasRoom = true;
    roomWaiters.shift()?.();
  };
  return { host, session, time, said, waiting, commit: () => waiting.shift()?.done(), fillsUp, makeRoom };
}

test('a decoder is told "I have it" only once the read is on disk', () => {
  const { host, said, waiting, commit } = aHost();
  host.bytes(Buffer.from('one'));
  expect([waiting.length, said]).toEqual([1, []]);
  commit();
  expect(said).toEqual(['ack 1']);
});

test('the bytes as heard, and when they were heard, are in the entry', () => {
  const { host, waiting, time } = aHost();
  host.bytes(Buffer.from('one'));
  const raw = Buffer.from('one').toString('base64');
  expect(waiting[0]!.draft).toEqual({
    ...{ kind: 'refused', family: 'echo', reason: 'it is an echo', raw, sessionId },
    ...{ arrivedAtMs: time.raceNowMs(), monotonicMs: 77, bootId: 'boot-1' },
  });
});

test('a recording keeps the arrival times of then', () => {
  const { host, waiting } = aHost();
  host.bytes(Buffer.from('one'), 1_700_000_000_000);
  expect(waiting[0]!.draft.arrivedAtMs).toBe(1_700_000_000_000);
});

test('when the disk is behind, the decoder is made to wait, and what it had sent is heard when there is room', () => {
  const { host, said, waiting, fillsUp, makeRoom } = aHost();
  fillsUp();
  host.bytes(Buffer.from('one'));
  host.bytes(Buffer.from('two'));
  expect([waiting.length, said]).toEqual([1, ['pause']]);
  makeRoom();
  expect([waiting.length, said]).toEqual([2, ['pause', 'resume']]);
});

test('a decoder that hangs up while it is made to wait loses nothing of what it had sent', () => {
  const { host, waiting, fillsUp } = aHost();
  fillsUp();
  host.bytes(Buffer.from('one'));
  host.bytes(Buffer.from('two'));
  host.closed();
  expect(waiting.length).toBe(2);
});

test('a session is woken at the instant it asked for, and never after it was closed', () => {
  const { host, session, time } = aHost();
  time.pass(999);
  expect(session.heard.map(({ type }) => type)).toEqual(['opened']);
  time.pass(1);
  expect(session.heard.map(({ type }) => type)).toEqual(['opened', 'tick']);
  host.closed();
  host.closed();
  time.pass(60_000);
  expect(session.heard.map(({ type }) => type)).toEqual(['opened', 'tick', 'closed']);
});

test('a read that reaches the disk after the decoder hung up is kept, and nobody is told', () => {
  const { host, said, commit } = aHost();
  host.bytes(Buffer.from('one'));
  host.closed();
  commit();
  expect(said).toEqual([]);
});

test('a stranger who babbles is not read for a while; a serial line, which nobody else could hold, always is', () => {
  const babble = Buffer.alloc(512 * 1024, 'x');
  const stranger = aHost({ pace: new ReadingPace() });
  stranger.host.bytes(babble);
  expect(stranger.said).toEqual(['pause']);
  expect(stranger.waiting.length).toBeLessThan(babble.length / pieceBytes);
  stranger.time.pass(60_000);
  expect(stranger.said).toEqual(['pause', 'resume']);
  const line = aHost();
  line.host.bytes(babble);
  expect([line.said, line.waiting.length]).toEqual([[], babble.length / pieceBytes]);
});

test('who dials in while the disk is behind is not read before there is room, and is forgotten when it hangs up', () => {
  const { host, said, makeRoom } = aHost({ room: false });
  expect(said).toEqual(['pause']);
  host.closed();
  makeRoom();
  expect(said).toEqual(['pause']);
});
