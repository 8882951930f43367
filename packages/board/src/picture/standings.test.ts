import type { LiveRow } from '@chute/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRow, id, raceId } from '../testing/live-messages.ts';
import { Standings } from './standings.ts';

const overall = { raceId, list: 'overall' } as const;
const standingsOf = (...rows: LiveRow[]) => new Standings(rows);
const places = (standings: Standings, of: Parameters<Standings['leaders']>[0] = overall) =>
  standings.leaders(of, 100).map(({ row, place }) => `${place} ${row.bib}`);

test('equal times share the place, the next one is skipped, and inside a tie bibs stand by value', () => {
  expect(places(standingsOf(aRow('10', 41), aRow('9', 41), aRow('3', 42), aRow('7', 40)))).toEqual(['1 7', '2 9', '2 10', '4 3']);
});

test('a corrected time moves the runner and everyone between', () => {
  const standings = standingsOf(aRow('1', 40), aRow('2', 41), aRow('3', 42));
  standings.put(aRow('3', 39));
  expect(places(standings)).toEqual(['1 3', '2 1', '3 2']);
});

test('a disqualified runner leaves every table and the latest finishers, and is back when reinstated', () => {
  const standings = standingsOf(aRow('1', 40), aRow('2', 41));
  standings.put(aRow('1', 40, { status: 'DSQ', rankKey: null }));
  expect(places(standings)).toEqual(['1 2']);
  expect(standings.latest(null, 9).map(({ bib }) => bib)).toEqual(['2']);
  standings.put(aRow('1', 40));
  expect(places(standings)).toEqual(['1 1', '2 2']);
});

test('a woman of 42 stands overall, among women and in her division; a runner without a sex only overall', () => {
  const standings = standingsOf(aRow('1', 40, { sex: 'M' }), aRow('2', 41, { divisionIds: ['F40'] }), aRow('3', 39, { sex: null }));
  expect(places(standings)).toEqual(['1 3', '2 1', '3 2']);
  expect(places(standings, { raceId, list: 'sex:F' })).toEqual(['1 2']);
  expect(places(standings, { raceId, list: 'division:F40' })).toEqual(['1 2']);
  expect(standings.place(aRow('3', 39, { sex: null }), 'sex:F')).toBeNull();
});

test('latest is by the time of crossing: a read that comes late takes its place, not the top', () => {
  const standings = standingsOf(aRow('1', 40), aRow('2', 45));
  standings.put(aRow('3', 42));
  expect(standings.latest(raceId, 9).map(({ bib }) => bib)).toEqual(['2', '3', '1']);
  expect(standings.latest(id(2), 9)).toEqual([]);
});

test('a runner over the limit crossed the line and is shown, without a place', () => {
  const late = aRow('9', 90, { status: 'OTL', rankKey: null });
  const standings = standingsOf(late);
  expect(standings.latest(null, 9)).toEqual([late]);
  expect(standings.place(late, 'overall')).toBeNull();
  expect(standings.counts(raceId)).toEqual({ entered: 1, onCourse: 0, finished: 1 });
});

test('a runner taken out of the race is gone from tables and counts', () => {
  const standings = standingsOf(aRow('1', 40), aRow('2', null));
  standings.remove(aRow('1', 40).participantId);
  standings.remove(aRow('1', 40).participantId);
  expect(places(standings)).toEqual([]);
  expect(standings.counts(null)).toEqual({ entered: 1, onCourse: 1, finished: 0 });
});

test('however the rows come, the tables are those of the last state', () => {
  const change = fc.record({
    bib: fc.integer({ min: 1, max: 12 }),
    minutes: fc.option(fc.integer({ min: 30, max: 36 })),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const standings = new Standings();
      const last = new Map<string, ReturnType<typeof aRow>>();
      for (const { bib, minutes, gone } of changes) {
        const row = aRow(String(bib), minutes);
        if (gone) standings.remove(row.participantId);
        else standings.put(row);
        if (gone) last.delete(row.bib);
        else last.set(row.bib, row);
      }
      const finished = [...last.values()]
        .filter(({ rankKey }) => rankKey !== null)
        .sort((a, b) => a.rankKey! - b.rankKey! || Number(a.bib) - Number(b.bib));
      const expected = finished.map((row) => `${1 + finished.filter((other) => other.rankKey! < row.rankKey!).length} ${row.bib}`);
      expect(places(standings)).toEqual(expected);
      expect(places(new Standings(last.values()))).toEqual(expected);
      expect(standings.counts(null)).toMatchObject({ entered: last.size, finished: finished.length });
    }),
  );
});
