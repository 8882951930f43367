import { expect, test } from 'vitest';
import { aLiveEvent, aLiveRow } from '../testing/live-rows.ts';
import { between, seededRandom } from '../testing/seeded-random.ts';
import { LivePicture } from './live-picture.ts';
import { LiveStream } from './live-stream.ts';
import { deltaSchema, type LiveUnknownRead, snapshotSchema } from './messages.ts';

const streamId = '0199aa00-0000-7000-8000-000000000051';

test('one finisher is one row of one delta', () => {
  const stream = aStream().with('101', '102');
  const delta = stream.apply({ rows: [aLiveRow('101', { finishedAtMs: 41_000 }), aLiveRow('102')] });
  expect(delta).toMatchObject({ fromRevision: 1, cursor: { streamId, revision: 2 }, event: null, removed: [], unknownReads: null });
  expect(delta?.rows.map(({ bib }) => bib)).toEqual(['101']);
  expect(deltaSchema.parse(delta)).toEqual(delta);
});

test('what is nothing new is no revision, so that an idle race is silent', () => {
  const stream = aStream().with('101');
  expect(stream.apply({ event: aLiveEvent(), rows: [aLiveRow('101')], removed: ['nobody'], unknownReads: [] })).toBeNull();
  expect(stream.cursor.revision).toBe(1);
});

test('a client that was away gets just what it missed, in one delta', () => {
  const stream = aStream().with('101', '103');
  const { cursor } = stream;
  stream.apply({ rows: [aLiveRow('102')] });
  stream.apply({ removed: [aLiveRow('101').participantId] });
  const missed = { fromRevision: 1, cursor: { revision: 3 }, event: null, removed: [aLiveRow('101').participantId], unknownReads: null };
  expect(stream.since(cursor)).toMatchObject({ delta: { ...missed, rows: [{ bib: '102' }] } });
  expect(stream.since(stream.cursor)).toEqual({ delta: null });
  stream.apply({ event: aLiveEvent('City Run 2026'), unknownReads: [anUnknownRead(7)] });
  expect(stream.since(cursor)).toMatchObject({ delta: { event: { name: 'City Run 2026' }, unknownReads: [{ ident: 'X7' }] } });
});

test('a client that was away for ten minutes gets each runner who moved once, as they are now', () => {
  const stream = aStream().with('101', '102', '103');
  const { cursor } = stream;
  for (let change = 1; change <= 10_000; change += 1)
    stream.apply({ rows: [aLiveRow(change % 2 ? '101' : '102', { finishedAtMs: change })] });
  expect(stream.since(cursor)).toMatchObject({ delta: { rows: [{ finishedAtMs: 9_999 }, { finishedAtMs: 10_000 }], removed: [] } });
});

test('who was removed and entered again while a client was away is there when it comes back', () => {
  const stream = aStream().with('101');
  const { cursor } = stream;
  stream.apply({ removed: [aLiveRow('101').participantId] });
  stream.apply({ rows: [aLiveRow('101')] });
  expect(stream.since(cursor)).toMatchObject({ delta: { rows: [{ bib: '101' }], removed: [] } });
});

test.each([
  ['a client that is new', null],
  ['a client of another stream', { streamId: '0199aa00-0000-7000-8000-000000000052', revision: 2 }],
  ['a client that knows more than there is', { streamId, revision: 99 }],
])('%s gets the whole picture', (_who, cursor) => {
  const stream = aStream().with('101');
  for (const bib of ['102', '103', '104', '105']) stream.apply({ rows: [aLiveRow(bib)] });
  const answer = stream.since(cursor);
  expect(answer).toMatchObject({ snapshot: { cursor: { revision: 5 }, rows: expect.objectContaining({ length: 5 }) } });
  expect(snapshotSchema.parse(stream.snapshot())).toEqual(stream.snapshot());
});

test('a race that is renamed reaches everyone, and so does an unknown chip and its going away', () => {
  const stream = aStream();
  expect(stream.apply({ event: aLiveEvent('City Run 2026') })).toMatchObject({ event: { name: 'City Run 2026' }, rows: [] });
  expect(stream.apply({ unknownReads: [anUnknownRead(7)] })).toMatchObject({ event: null, unknownReads: [{ ident: 'X7' }] });
  expect(stream.apply({ rows: [aLiveRow('101')] })).toMatchObject({ unknownReads: null });
  expect(stream.snapshot().unknownReads).toHaveLength(1);
  expect(stream.apply({ unknownReads: [] })).toMatchObject({ unknownReads: [] });
});

test('of many unknown chips the newest are sent', () => {
  const stream = aStream();
  stream.apply({ unknownReads: Array.from({ length: 500 }, (_, at) => anUnknownRead(at + 1)) });
  expect(stream.snapshot().unknownReads).toHaveLength(200);
  expect(stream.snapshot().unknownReads.at(-1)).toMatchObject({ ident: 'X500' });
});

test('whatever a client misses, it ends with the picture of the stream (100 seeds)', () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const random = seededRandom(seed);
    const [stream, picture] = [aStream(), new LivePicture()];
    for (let step = 0; step < 60; step += 1) {
      const bib = String(between(random, { from: 1, to: 12 }));
      const row = aLiveRow(bib, { finishedAtMs: between(random, { from: 1, to: 5 }) });
      const delta = stream.apply(random() < 0.2 ? { removed: [row.participantId] } : { rows: [row] });
      if (delta && random() < 0.6 && picture.takeDelta(delta).askAgain) bringToPresent(stream, picture);
    }
    bringToPresent(stream, picture);
    expect(picture.cursor(), `seed ${seed}`).toEqual(stream.cursor);
    expect([...picture.shown!.rows.values()].sort(byBib), `seed ${seed}`).toEqual(stream.snapshot().rows.sort(byBib));
  }
});

function bringToPresent(stream: LiveStream, picture: LivePicture): void {
  const answer = stream.since(picture.cursor());
  if ('snapshot' in answer) picture.takeSnapshot(answer.snapshot);
  else if (answer.delta) expect(picture.takeDelta(answer.delta).askAgain).toBe(false);
}

function aStream(): LiveStream & { with: (...bibs: string[]) => LiveStream } {
  const stream = new LiveStream({ streamId, event: aLiveEvent() });
  const withRows = (...bibs: string[]) => {
    stream.apply({ rows: bibs.map((bib) => aLiveRow(bib)) });
    return stream;
  };
  return Object.assign(stream, { with: withRows });
}

function anUnknownRead(number: number): LiveUnknownRead {
  return { source: { journalId: streamId, seq: number }, ident: `X${number}`, location: 'finish', atMs: null };
}

function byBib(a: { bib: string }, b: { bib: string }): number {
  return Number(a.bib) - Number(b.bib);
}
