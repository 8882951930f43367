import { expect, test } from 'vitest';
import { aLiveEvent, aLiveHead, aLiveRow } from '../testing/live-rows.ts';
import { basisLag } from './basis-lag.ts';
import { LivePicture } from './live-picture.ts';
import { LiveStream } from './live-stream.ts';

const [edgeStream, hubStream] = ['0199aa00-0000-7000-8000-0000000000ed', '0199aa00-0000-7000-8000-0000000000cb'];

test('who has finished before the screen was switched on is on it, and is no news', () => {
  const { picture } = aScreen();
  expect([...picture.shown!.rows.values()].map(({ bib }) => bib)).toEqual(['1', '2']);
});

test('a finish is announced once, however often its row comes', () => {
  const { picture, stream } = aScreen();
  expect(bibs(picture.takeDelta(stream.apply({ rows: [finished('3', 30)] })!))).toEqual(['3']);
  expect(bibs(picture.takeDelta(stream.apply({ rows: [finished('3', 31)] })!))).toEqual([]);
  picture.takeDelta(stream.apply({ rows: [aLiveRow('3', { status: 'DSQ' })] })!);
  expect(bibs(picture.takeDelta(stream.apply({ rows: [finished('3', 31)] })!))).toEqual([]);
});

test('a finish that another edge decided under the same number is another finish', () => {
  const { picture, stream } = aScreen();
  const { decidedBy } = finished('3', 30);
  const elsewhere = { ...finished('4', 31), decidedBy: { ...decidedBy!, journalId: hubStream } };
  expect(bibs(picture.takeDelta(stream.apply({ rows: [finished('3', 30), elsewhere] })!))).toEqual(['3', '4']);
});

test('moving from the edge to the hub announces what was missed, in order, and nothing twice', () => {
  const { picture } = aScreen();
  const hub = aStream(hubStream, finished('1', 10), finished('2', 20), finished('4', 40), finished('3', 30));
  expect(bibs(picture.takeSnapshot(hub.snapshot()))).toEqual([]);
  expect(bibs(picture.takeHead(aLiveHead(hub.cursor, { finish: 4 })))).toEqual(['3', '4']);
  expect(picture.shown?.cursor.streamId).toBe(hubStream);
});

test('a hub that is behind does not take the picture back: it waits until it has caught up', () => {
  const { picture } = aScreen();
  const hub = aStream(hubStream, finished('1', 10));
  picture.takeSnapshot(hub.snapshot());
  picture.takeHead(aLiveHead(hub.cursor, { finish: 1, start: 9 }));
  expect([picture.shown?.cursor.streamId, picture.behindBy()]).toEqual([edgeStream, 1]);
  picture.takeDelta(hub.apply({ rows: [finished('2', 20), finished('3', 30)] })!);
  expect(bibs(picture.takeHead(aLiveHead(hub.cursor, { finish: 3, start: 9 })))).toEqual(['3']);
  expect([picture.shown?.cursor.streamId, picture.arriving]).toEqual([hubStream, null]);
});

test('a finisher who came after the head is waited for too', () => {
  const { picture, stream } = aScreen();
  picture.takeDelta(stream.apply({ rows: [finished('3', 30)] })!);
  const hub = aStream(hubStream, finished('1', 10), finished('2', 20));
  picture.takeSnapshot(hub.snapshot());
  picture.takeHead(aLiveHead(hub.cursor, { finish: 2 }));
  expect([picture.shown?.cursor.streamId, picture.behindBy()]).toEqual([edgeStream, 1]);
  picture.takeDelta(hub.apply({ rows: [finished('3', 30)] })!);
  picture.takeHead(aLiveHead(hub.cursor, { finish: 3 }));
  expect([picture.shown?.cursor.streamId, picture.shown?.rows.size]).toEqual([hubStream, 3]);
});

test('a person may take the picture that is behind', () => {
  const { picture } = aScreen();
  const hub = aStream(hubStream, finished('1', 10));
  picture.takeSnapshot(hub.snapshot());
  picture.takeHead(aLiveHead(hub.cursor, { finish: 1 }));
  picture.showArriving();
  expect([picture.shown?.rows.size, picture.behindBy()]).toEqual([1, 0]);
});

test('a delta that leaves a gap changes nothing and asks again, one that is known changes nothing', () => {
  const { picture, stream } = aScreen();
  const missed = stream.apply({ rows: [finished('3', 30)] })!;
  const next = stream.apply({ rows: [finished('4', 40)] })!;
  expect(picture.takeDelta(next)).toEqual({ finishes: [], askAgain: true });
  expect(picture.shown?.rows.size).toBe(2);
  expect(bibs(picture.takeDelta(missed))).toEqual(['3']);
  expect(picture.takeDelta(missed)).toEqual({ finishes: [], askAgain: false });
});

test('a head that is further than the picture means that something was missed', () => {
  const { picture, stream } = aScreen();
  stream.apply({ rows: [finished('3', 30)] });
  expect(picture.takeHead(aLiveHead(stream.cursor, { finish: 3 })).askAgain).toBe(true);
});

test('a screen that has heard nothing yet asks for everything', () => {
  const picture = new LivePicture();
  expect([picture.cursor(), picture.shown]).toEqual([null, null]);
  expect(picture.takeHead(aLiveHead({ streamId: edgeStream, revision: 1 }, {})).askAgain).toBe(true);
});

test('the lag counts what is missing journal by journal, both ways apart', () => {
  const [a, b] = [
    aLiveHead({ streamId: '', revision: 0 }, { start: 9, finish: 1 }),
    aLiveHead({ streamId: '', revision: 0 }, { finish: 4 }),
  ];
  const [start, finish] = [a.basis.frontier, b.basis.frontier];
  expect([
    basisLag({ older: start, newer: finish }),
    basisLag({ older: finish, newer: start }),
    basisLag({ older: start, newer: start }),
  ]).toEqual([3, 9, 0]);
});

/** A screen on an edge that has counted two finishers. */
function aScreen(): { picture: LivePicture; stream: LiveStream } {
  const stream = aStream(edgeStream, finished('1', 10), finished('2', 20));
  const picture = new LivePicture();
  expect(picture.takeSnapshot(stream.snapshot())).toEqual({ finishes: [], askAgain: false });
  picture.takeHead(aLiveHead(stream.cursor, { finish: 2 }));
  return { picture, stream };
}

function aStream(streamId: string, ...rows: ReturnType<typeof aLiveRow>[]): LiveStream {
  const stream = new LiveStream({ streamId, event: aLiveEvent() });
  stream.apply({ rows });
  return stream;
}

function finished(bib: string, finishedAtMs: number) {
  return aLiveRow(bib, { finishedAtMs });
}

function bibs({ finishes }: { finishes: { bib: string }[] }): string[] {
  return finishes.map(({ bib }) => bib);
}
