import { expect, test } from 'vitest';
import type { EntryRef } from '../entry.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';

const twoDays = () => aRace({ day: '2026-09-19', lastDay: '2026-09-20' }).wave('A', { gun: '08:00:00' });

/** When the scorer holds each of the given reads to have happened. */
function heardAt(race: RaceStory, reads: readonly EntryRef[]): (number | null)[] {
  const known = race.scorer().unknownReads();
  return reads.map((read) => known.find(({ source }) => source.journalId === read.journalId && source.seq === read.seq)!.atMs);
}

const momentsOf = (race: RaceStory, times: readonly string[]) => times.map((time) => race.time(time).atMs);

test('live reads without a date are put on the day they arrive, over midnight and after a quiet night (SR-09)', () => {
  const race = twoDays();
  const times = ['2026-09-19T15:00:00', '2026-09-19T23:59:58', '2026-09-20T00:00:01', '2026-09-20T08:30:00', '2026-09-20T21:30:00'];
  const reads = times.map((time) => race.passes('C1', 'finish', time, { undated: true }));
  expect(heardAt(race, reads)).toEqual(momentsOf(race, times));
  expect(race.questions()).toEqual([]);
});

test('in a download, a read that comes late over midnight belongs to the evening before', () => {
  const race = twoDays();
  const times = ['2026-09-19T23:59:57', '2026-09-20T00:00:02', '2026-09-19T23:59:59'];
  const reads = times.map((time) => race.passes('C1', 'finish', time, { undated: true, arrives: '2026-09-20T15:00:00' }));
  expect(heardAt(race, reads)).toEqual(momentsOf(race, times));
});

test('a mat downloaded the next day keeps its own order: midnight shows which day it began', () => {
  const race = twoDays();
  const times = ['2026-09-19T18:00:00', '2026-09-19T23:50:00', '2026-09-20T00:20:00', '2026-09-20T03:00:00'];
  const reads = times.map((time) => race.passes('C1', 'finish', time, { undated: true, arrives: '2026-09-20T12:00:00' }));
  expect(heardAt(race, reads)).toEqual(momentsOf(race, times));
  expect(race.questions()).toEqual([]);
});

test('a mat downloaded next morning cannot have heard what is still to come, so all of it was yesterday', () => {
  const race = twoDays();
  const times = ['2026-09-19T08:30:00', '2026-09-19T10:00:00', '2026-09-19T14:00:00'];
  const reads = times.map((time) => race.passes('C1', 'finish', time, { undated: true, arrives: '2026-09-20T10:00:00' }));
  expect(heardAt(race, reads)).toEqual(momentsOf(race, times));
});

test('a download that could be of either day is put on the later one, and a person is asked; one answer moves all of it', () => {
  const race = twoDays();
  const times = ['2026-09-19T08:10:00', '2026-09-19T09:00:00', '2026-09-19T09:40:00'];
  const reads = times.map((time) => race.passes('C1', 'finish', time, { undated: true, arrives: '2026-09-20T10:00:00' }));
  expect(heardAt(race, reads)[0]).toBe(race.time('2026-09-20T08:10:00').atMs);
  expect(race.scorer().openQuestions()).toEqual([
    { question: expect.stringContaining('3 reads without a date were put on 2026-09-20'), source: reads[0] },
  ]);
  const answer = race.happenedOn(reads[1]!, '2026-09-19');
  expect(heardAt(race, reads)).toEqual(momentsOf(race, times));
  expect(race.questions()).toEqual([]);
  race.void(answer);
  expect(heardAt(race, reads)[0]).toBe(race.time('2026-09-20T08:10:00').atMs);
});

test('an answer can name the whole clock of a session instead of a read', () => {
  const race = twoDays();
  const read = race.passes('C1', 'finish', '2026-09-19T08:10:00', { undated: true, arrives: '2026-09-20T10:00:00' });
  race.write('finish box', { kind: 'day-set', arrivedAtMs: 0, clockId: 'clock of finish box', target: null, day: '2026-09-19' });
  expect(heardAt(race, [read])).toEqual(momentsOf(race, ['2026-09-19T08:10:00']));
});

test('an event of one day leaves no doubt, however late the reads come', () => {
  const race = aRace({ day: '2026-09-19' }).wave('A', { gun: '08:00:00' }).participant('1');
  race.passes('1', 'finish', '08:40:00', { undated: true, arrives: '2026-09-26T17:00:00' });
  expect(race.result('1').gunTime).toBe('40:00');
  expect(race.questions()).toEqual([]);
});

test('a rewind in the afternoon repeats the morning of the same day', () => {
  const race = aRace({ day: '2026-09-19' }).wave('A', { gun: '08:00:00' }).participant('1');
  race.passes('1', 'finish', '08:40:00', { undated: true });
  race.passes('1', '5 km', '13:00:00', { undated: true });
  race.passes('1', 'finish', '08:40:00', { undated: true, arrives: '13:00:05' });
  race.passes('1', '5 km', '13:00:10', { undated: true });
  expect(race.explain('1').reads.map(({ use }) => use)).toEqual([
    'finish',
    'another copy of a read that counts once',
    'after the finish',
    'after the finish',
  ]);
});

test('a clock that runs ahead of its arrivals is asked about', () => {
  const race = aRace({ day: '2026-09-19' }).wave('A', { gun: '08:00:00' }).participant('1');
  race.passes('1', 'finish', '11:40:00', { undated: true, arrives: '08:40:00' });
  expect(race.questions()).toEqual([expect.stringContaining('a clock is wrong')]);
});

test('a stream that runs on past the last day is put where it arrived, and a person is asked', () => {
  const race = aRace({ day: '2026-09-19' }).wave('A', { gun: '22:00:00' }).participant('1');
  race.passes('1', 'start', '22:00:05', { undated: true });
  race.passes('1', 'finish', '2026-09-20T00:10:00', { undated: true });
  expect(race.result('1')).toMatchObject({ gunTime: '2:10:00', chipTime: '2:09:55' });
  expect(race.questions()).toEqual([expect.stringContaining('on none of the days of the event')]);
});

test('a read heard live on a day that is none of the event waits for a person to say so', () => {
  const race = aRace({ day: '2026-09-19' }).wave('A', { gun: '22:00:00' }).participant('1');
  const read = race.passes('1', 'finish', '2026-09-20T00:10:00', { undated: true });
  expect(race.questions()).toEqual([expect.stringContaining('a day that is none of the event')]);
  race.happenedOn(read, '2026-09-20');
  expect(race.result('1').gunTime).toBe('2:10:00');
});

test('a time of day in UTC is counted on the local days of the event', () => {
  const sydney = [{ fromMs: 0, offsetMs: 36_000_000 }];
  const race = aRace({ day: '2026-09-19', transitions: sydney }).wave('A', { gun: '07:00:00' }).participant('1');
  // 07:40 in Sydney is 21:40 UTC of the day before.
  race.passes('1', 'finish', '07:40:00', { timeText: '21:40:00Z' });
  expect(race.result('1').gunTime).toBe('40:00');
});

test('a gun without a date follows the same rule as the reads of its clock', () => {
  const race = twoDays().wave('B', { scheduled: '2026-09-20T08:00:00' }).participant('1', { wave: 'B' });
  race.write('start box', {
    kind: 'gun',
    arrivedAtMs: race.time('2026-09-20T08:00:02').atMs,
    timeText: '08:00:01.5',
    clockId: 'clock of start box',
    location: 'start',
    waveId: null,
    sourceSeq: null,
    replaces: null,
  });
  race.passes('1', 'finish', '2026-09-20T08:40:01.500');
  expect(race.result('1').gunTime).toBe('40:00');
});

test('a read whose time cannot be understood is kept, and a person is asked', () => {
  const race = aRace().wave('A', { gun: '08:00:00' }).participant('1');
  race.passes('1', 'finish', '08:40:00', { timeText: '08:4' });
  expect(race.result('1').status).toBe('registered');
  expect(race.questions()).toEqual(['the time of this read cannot be understood']);
  expect(race.explain('1').reads).toMatchObject([{ atMs: null, used: false, use: 'its time cannot be understood' }]);
});

test('a date that the decoder gave holds, however late the read comes', () => {
  const race = twoDays();
  const read = race.passes('C1', 'finish', '2026-09-19T08:10:00', { arrives: '2026-09-20T10:00:00' });
  expect(heardAt(race, [read])).toEqual(momentsOf(race, ['2026-09-19T08:10:00']));
  expect(race.questions()).toEqual([]);
});

test('a read that cannot be understood stands between others without cutting their run in two', () => {
  const race = twoDays();
  const arrives = '2026-09-20T10:00:00';
  race.passes('C1', 'finish', '2026-09-19T08:10:00', { undated: true, arrives });
  race.passes('C1', 'finish', '2026-09-19T09:00:00', { timeText: '09:0', arrives });
  race.passes('C1', 'finish', '2026-09-19T09:40:00', { undated: true, arrives });
  expect(race.questions()).toEqual([
    '2 reads without a date were put on 2026-09-20: an earlier day fits as well, say which it was (day-set)',
    'the time of this read cannot be understood',
  ]);
});

test('a person is asked about one read as about one', () => {
  const race = twoDays();
  race.passes('C1', 'finish', '2026-09-19T08:10:00', { undated: true, arrives: '2026-09-20T10:00:00' });
  expect(race.questions()).toEqual([
    'a read without a date was put on 2026-09-20: an earlier day fits as well, say which it was (day-set)',
  ]);
});

test('of several answers about one run the last holds, and one that names no day of the calendar says nothing', () => {
  const race = twoDays();
  const reads = ['08:10:00', '09:00:00'].map((time) =>
    race.passes('C1', 'finish', time, { undated: true, arrives: '2026-09-20T10:00:00' }),
  );
  const days = ['2026-09-19', '2026-09-20', '2026-09-19', '2026-09-31'];
  for (const [index, day] of days.entries()) {
    race.happenedOn(reads[index % 2]!, day);
    const held = index === 3 ? days[2] : day;
    expect(heardAt(race, reads)).toEqual(momentsOf(race, [`${held}T08:10:00`, `${held}T09:00:00`]));
  }
});

test('an answer about a whole clock leaves the other clock of its box alone', () => {
  const race = twoDays();
  const late = { undated: true, arrives: '2026-09-20T10:00:00' };
  const reads = ['left', 'right'].map((clock) => race.passes('C1', 'finish', '2026-09-19T08:10:00', { ...late, clock }));
  race.write('finish box', { kind: 'day-set', arrivedAtMs: 0, clockId: 'left', target: null, day: '2026-09-19' });
  expect(heardAt(race, reads)).toEqual(momentsOf(race, ['2026-09-19T08:10:00', '2026-09-20T08:10:00']));
});

test('an answer moves the run that it names, none before or after it, and no other box', () => {
  const race = twoDays();
  const times = ['13:00:00', '13:00:02', '13:00:04', '08:40:00', '07:00:00'];
  const boxes = ['finish box', 'other box', 'finish box', 'finish box', 'finish box'];
  for (const named of [0, 1, 2, 3, 4]) {
    const told = aRace({ day: '2026-09-19', lastDay: '2026-09-20' });
    const reads = times.map((time, index) =>
      told.passes(`C${index}`, 'finish', `2026-09-20T${time}`, { undated: true, arrives: '2026-09-20T13:00:05', journal: boxes[index]! }),
    );
    told.happenedOn(reads[named]!, '2026-09-19');
    const run = named === 0 || named === 2 ? [0, 2] : [named];
    const days = times.map((time, index) => `2026-09-${run.includes(index) ? 19 : 20}T${time}`);
    expect(heardAt(told, reads)).toEqual(momentsOf(race, days));
  }
});

test('an answer about a read that has its date, or no time at all, moves none of the others', () => {
  const race = twoDays();
  const arrives = '2026-09-20T13:00:05';
  const first = race.passes('C1', 'finish', '2026-09-20T13:00:00', { undated: true, arrives });
  const dated = race.passes('C2', 'finish', '2026-09-20T13:00:01', { arrives });
  const unreadable = race.passes('C3', 'finish', '2026-09-20T13:00:02', { timeText: '13:0', arrives });
  const last = race.passes('C4', 'finish', '2026-09-20T13:00:03', { undated: true, arrives });
  for (const read of [dated, unreadable]) race.happenedOn(read, '2026-09-19');
  expect(heardAt(race, [first, dated, last])).toEqual(
    momentsOf(race, ['2026-09-20T13:00:00', '2026-09-20T13:00:01', '2026-09-20T13:00:03']),
  );
});

test('an answer about a read after midnight puts what was before it on the evening before', () => {
  const race = twoDays();
  const times = ['2026-09-19T23:50:00', '2026-09-20T00:20:00'];
  const reads = times.map((time) => race.passes('C1', 'finish', time, { undated: true, arrives: '2026-09-20T12:00:00' }));
  race.happenedOn(reads[1]!, '2026-09-19');
  expect(heardAt(race, reads)).toEqual(momentsOf(race, ['2026-09-18T23:50:00', '2026-09-19T00:20:00']));
});

test('an answer about one run leaves the question about the next, and about the one before', () => {
  for (const named of [0, 1]) {
    const race = twoDays();
    const late = { undated: true, arrives: '2026-09-20T10:00:00' };
    const reads = ['08:30:00', '07:00:00'].map((time) => race.passes('C1', 'finish', `2026-09-19T${time}`, late));
    expect(race.scorer().openQuestions()).toMatchObject([{ source: reads[0] }, { source: reads[1] }]);
    race.happenedOn(reads[named]!, '2026-09-19');
    expect(race.scorer().openQuestions()).toMatchObject([{ source: reads[1 - named] }]);
  }
});
