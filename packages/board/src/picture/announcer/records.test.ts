import type { LiveRecord, LiveRow } from '@chute/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anEvent, aRow, id } from '../../testing/live-messages.ts';
import type { Expected } from './coming-in.ts';
import { recordFacts, recordsToBeat } from './record-words.ts';
import { Records } from './records.ts';

const second = 1_000;
const minute = 60 * second;
const open = { sex: null, divisionId: null, basis: 'gun', holder: 'H. Holder', year: 2019 } as const;
const courseRecord: LiveRecord = { recordId: 'cr', name: 'Course record', ...open, timeMs: 30 * minute };
const womensRecord: LiveRecord = { recordId: 'w', name: 'Course record', ...open, sex: 'F', timeMs: 34 * minute, holder: null };
const mastersRecord: LiveRecord = { recordId: 'f40', name: 'W40 record', ...open, divisionId: 'F40', timeMs: 36 * minute, year: null };

const [race] = anEvent().races;
const event = anEvent({ races: [{ ...race!, rankBy: 'gun', records: [courseRecord, womensRecord, mastersRecord] }] });
const man = (bib: string, minutes: number | null, change: Partial<LiveRow> = {}) => aRow(bib, minutes, { sex: 'M', ...change });

function recordsWith(...rows: LiveRow[]): Records {
  const records = new Records();
  for (const row of rows) records.put(row);
  return records;
}
const said = (row: LiveRow, records = recordsWith(row), expected: Expected | null = null) =>
  recordFacts(row, expected, records.standing(event)).map(({ words }) => words);
const onTheWay = (row: LiveRow, gunMs: number | null, records?: Records, atLeastMs = 0) =>
  said(row, records, { gun: gunMs === null ? null : { timeMs: gunMs, atLeastMs }, chip: { timeMs: 1, atLeastMs: 0 } });

test('a record is in reach while the projection is faster, and near within a hundredth of it, by gun time', () => {
  expect(onTheWay(man('1', null), 30 * minute - 1)).toEqual(['Course record in reach: 30:00 by H. Holder (2019)']);
  expect(onTheWay(man('1', null), 30 * minute)).toEqual(['Course record near: 30:00 by H. Holder (2019)']);
  expect(onTheWay(man('1', null), 30 * minute + 18 * second)).toEqual([]);
  expect(onTheWay(man('1', null), null)).toEqual([]);
  expect(said(man('1', null))).toEqual([]);
});

test('when the clock has passed a record it is in the reach of nobody who is still on the way, late or not', () => {
  expect(onTheWay(man('1', null), 29 * minute, undefined, 30 * minute - 1)).toEqual(['Course record in reach: 30:00 by H. Holder (2019)']);
  expect(onTheWay(man('1', null), 29 * minute, undefined, 30 * minute)).toEqual([]);
});

test('a record is for those whom it names, and of the time that it is made of', () => {
  expect(onTheWay(aRow('1', null), 33 * minute)).toEqual(['Course record in reach: 34:00 (2019)']);
  expect(onTheWay(aRow('1', null, { divisionIds: ['F40'] }), 35 * minute)).toEqual(['W40 record in reach: 36:00 by H. Holder']);
  expect(onTheWay(man('1', null, { raceId: id(2) }), 29 * minute)).toEqual([]);
  const late = man('1', 31, { officialChipMs: 29 * minute });
  expect(said(late)).toEqual([]);
  const byChip = anEvent({ races: [{ ...race!, rankBy: 'gun', records: [{ ...courseRecord, basis: 'chip' }] }] });
  const [fact] = recordFacts(late, null, recordsWith(late).standing(byChip));
  expect(fact?.words).toBe('Course record by 1:00 in 29:00 chip time: was 30:00 chip time by H. Holder (2019)');
});

test('who takes a record holds it until a faster one comes, and the next is measured by the new one', () => {
  const first = man('1', 29.8);
  const records = recordsWith(first);
  expect(said(first, records)).toEqual(['Course record by 0:12: was 30:00 by H. Holder (2019)']);
  expect(onTheWay(man('2', null), 29.7 * minute, records)).toEqual(['Course record in reach: 29:48 by Runner 1 (today)']);
  const second = man('2', 29.7);
  records.put(second);
  expect(said(second, records)).toEqual(['Course record by 0:18: was 30:00 by H. Holder (2019)']);
  expect(said(first, records)).toEqual(['Faster than the old Course record too: 30:00 by H. Holder (2019)']);
  expect(said(man('3', 30), recordsWith(man('3', 30)))).toEqual(['Course record equalled: 30:00 by H. Holder (2019)']);
  expect(said(man('3', 30.1), records)).toEqual([]);
});

test('a disqualified runner gives the record back, and so does a corrected time', () => {
  const records = recordsWith(man('1', 29.8), man('2', 29.9));
  const holder = () => records.standing(event)[0]?.by?.bib ?? null;
  expect(holder()).toBe('1');
  records.put(man('1', null, { status: 'DSQ' }));
  expect(holder()).toBe('2');
  records.put(man('2', 31));
  expect(holder()).toBeNull();
  records.put(man('1', 29.8));
  records.remove(man('1', 29.8).participantId);
  expect(holder()).toBeNull();
});

test('over the page stand the records of everyone and of each sex, as they are now; those of age groups do not', () => {
  const lines = recordsToBeat(recordsWith(aRow('1', 33)).standing(event), event, null);
  expect(lines.map(({ name, words, isOfToday }) => [name, words, isOfToday])).toEqual([
    ['Course record', '30:00 by H. Holder (2019)', false],
    ['Course record, Women', '33:00 by Runner 1 (today)', true],
  ]);
  const two = { ...event, races: [...event.races, { ...race!, raceId: id(2), name: '5 km', records: [courseRecord] }] };
  const standing = new Records().standing(two);
  expect(recordsToBeat(standing, two, null).map(({ name }) => name)).toEqual([
    '10 km, Course record',
    '10 km, Course record, Women',
    '5 km, Course record',
  ]);
  expect(recordsToBeat(standing, two, id(2)).map(({ name }) => name)).toEqual(['Course record']);
  expect(recordsToBeat(new Records().standing(anEvent()), anEvent(), null)).toEqual([]);
});

test('in whatever order results come, with corrections, the holders are those that the rows tell', () => {
  const result = fc.record({
    bib: fc.integer({ min: 1, max: 6 }),
    minutes: fc.constantFrom(29, 29.5, 29.8, 30, 31, null),
    sex: fc.constantFrom('F', 'M'),
    isIn: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(result, { maxLength: 30 }), (all) => {
      const stepByStep = new Records();
      const now = new Map<string, LiveRow>();
      for (const { bib, minutes, sex, isIn } of all) {
        const row = aRow(String(bib), minutes, { sex: sex as 'F', divisionIds: bib % 2 ? ['F40'] : [] });
        if (isIn) stepByStep.put(row);
        else stepByStep.remove(row.participantId);
        if (isIn) now.set(row.participantId, row);
        else now.delete(row.participantId);
        stepByStep.standing(event);
      }
      const atOnce = new Records();
      atOnce.takeAll(now.values());
      expect(stepByStep.standing(event)).toEqual(atOnce.standing(event));
      for (const { by, timeMs, record } of atOnce.standing(event)) {
        expect(by === null).toBe(timeMs === record.timeMs);
        if (by) expect([by.officialGunMs, timeMs < record.timeMs]).toEqual([timeMs, true]);
      }
    }),
    { seed: 5, numRuns: 200 },
  );
});
