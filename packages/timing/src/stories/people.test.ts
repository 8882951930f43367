import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';

test('a second penalty puts a runner behind a rival by the exact time, though both show the same (SR-14, W15)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.passes('1', 'finish', '09:58:30.400');
  race.passes('2', 'finish', '10:00:30.399');
  const penalty = race.penalty('1', 120_000);
  expect(race.result('1')).toMatchObject({ chipTimeMs: 3_630_400, chipTime: '1:00:31', place: 2, penaltyMs: 120_000 });
  expect(race.result('2')).toMatchObject({ chipTime: '1:00:31', place: 1 });
  race.void(penalty);
  expect(race.result('1')).toMatchObject({ chipTime: '58:31', place: 1, penaltyMs: 0 });
});

test('a penalty of zero takes the penalty back', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:58:30.400');
  race.penalty('1', 120_000);
  race.penalty('1', 0);
  expect(race.result('1').chipTime).toBe('58:31');
});

test('a disqualified runner loses the place and everyone moves up; reinstating restores all (SR-14, W17)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2').participant('3');
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  race.passes('3', 'finish', '09:42:00');
  const before = race.list().results;
  race.disqualify('2', 'USATF 144.3');
  expect(race.result('2')).toMatchObject({ status: 'DSQ', place: null, reason: 'USATF 144.3', gunTime: '41:00' });
  expect(race.result('3').place).toBe(2);
  expect(race.order()).toEqual(['1', '3', '2']);
  race.reinstate('2');
  expect(race.list().results).toEqual(before);
});

test('before the race is closed nobody is DNF or DNS unless a person said so', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2').participant('3').participant('4');
  race.passes('1', 'start', '09:00:05');
  race.passes('3', '5 km', '09:20:00');
  race.didNotFinish('3');
  race.passes('4', 'finish', '09:40:00');
  expect(['1', '2', '3', '4'].map((bib) => race.result(bib).status)).toEqual(['running', 'registered', 'DNF', 'finished']);
  race.close();
  expect(['1', '2', '3', '4'].map((bib) => race.result(bib).status)).toEqual(['DNF', 'DNS', 'DNF', 'finished']);
  race.reopen();
  expect(['1', '2'].map((bib) => race.result(bib).status)).toEqual(['running', 'registered']);
});

test('a runner whose only read is before the gun has not started', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'start', '08:59:59');
  race.close();
  expect(race.result('1').status).toBe('DNS');
});

test('a wave without a gun has no results and says so', () => {
  const race = aRace().wave('A').participant('1');
  race.passes('1', 'finish', '09:40:00');
  race.close();
  expect(race.result('1')).toMatchObject({ status: 'registered', gunTime: null, place: null });
  expect(race.scorer().waves()).toMatchObject([{ gunAtMs: null, source: null }]);
});

test('the list goes finishers, over the limit, under way, DNF by how far, DSQ, DNS (SR-13)', () => {
  const race = aRace({
    rules: { cutOffMs: 3_600_000 },
    points: { start: { kind: 'start' }, '5 km': { kind: 'split' }, '8 km': { kind: 'split' }, finish: { kind: 'finish' } },
  }).wave('A', { gun: '09:00:00' });
  for (const bib of ['gone far', 'gone less far', 'slow', 'never seen', 'out', '10', '9', 'only started', 'gone far early'])
    race.participant(bib);
  race.passes('9', 'finish', '09:40:00');
  race.passes('10', 'finish', '09:40:00');
  race.passes('slow', 'finish', '10:00:00.001');
  race.passes('gone far', '8 km', '09:35:00');
  race.passes('gone far early', '8 km', '09:34:00');
  race.passes('gone less far', '5 km', '09:20:00');
  race.passes('only started', 'start', '09:00:01');
  race.passes('out', 'finish', '09:30:00');
  race.disqualify('out');
  race.close();
  expect(race.order()).toEqual(['9', '10', 'slow', 'gone far early', 'gone far', 'gone less far', 'only started', 'out', 'never seen']);
  expect(race.result('slow')).toMatchObject({ status: 'OTL', place: null, gunTime: '1:00:01' });
});

test('the cut-off itself is in (SR-32)', () => {
  const race = aRace({ rules: { cutOffMs: 3_600_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'finish', '10:00:00.000');
  expect(race.result('1').status).toBe('finished');
});

test('a manual time fills a hole only, unless it is said to beat the chips (SR-23)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.manual('1', 'finish', '09:40:00');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '40:00' });
  race.passes('1', 'finish', '09:40:02');
  expect(race.result('1').gunTime).toBe('40:02');
  const override = race.manual('1', 'finish', '09:39:00', { override: true });
  expect(race.result('1')).toMatchObject({ gunTime: '39:00', decidedBy: override });
  race.manual('2', 'start', '09:00:30');
  race.passes('2', 'finish', '09:40:30');
  expect(race.result('2')).toMatchObject({ chipTime: '40:00', startSource: 'manual' });
});

test('a voided read is as if never heard, in every copy, until it is taken back', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const stray = race.passes('1', 'finish', '09:30:00', { sourceSeq: 17 });
  race.passes('1', 'finish', '09:40:00', { sourceSeq: 90 });
  race.passes('1', 'finish', '09:30:00', { sourceSeq: 17, journal: 'spare box', arrives: '09:50:00' });
  expect(race.result('1').gunTime).toBe('30:00');
  const gone = race.void(stray);
  expect(race.result('1').gunTime).toBe('40:00');
  race.unvoid(stray);
  expect(race.result('1').gunTime).toBe('30:00');
  race.void(stray);
  expect(race.result('1').gunTime).toBe('40:00');
  race.void(gone);
  expect(race.result('1').gunTime).toBe('40:00');
});

test('a void that is itself voided takes nothing out', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const read = race.passes('1', 'finish', '09:30:00');
  race.void(race.void(read));
  expect(race.result('1').status).toBe('finished');
});

test('places count overall, by sex and by division, winners of awards included, and X ranks in the open (SR-17, SR-34)', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .division('M40', { sex: 'M', ageMin: 40, ageMax: 49 })
    .division('clydesdale', { custom: true })
    .award('overall', { depth: 3 })
    .participant('1', { sex: 'M', raceAge: 30 })
    .participant('2', { sex: 'X', raceAge: 40 })
    .participant('3', { sex: 'M', raceAge: 40 })
    .participant('4', { sex: 'M', raceAge: 49 })
    .participant('5', { sex: 'M', raceAge: 50 });
  race.setup.participants.at(-1)!.customDivisions = [race.setup.divisions[1]!.id];
  for (const bib of ['1', '2', '3', '4', '5']) race.passes(bib, 'finish', `09:40:0${bib}`);
  expect(race.result('2')).toMatchObject({ place: 2, sexPlace: 1, divisionPlaces: {} });
  expect(race.result('4')).toMatchObject({ place: 4, sexPlace: 3, divisionPlaces: { M40: 2 } });
  expect(race.result('5')).toMatchObject({ place: 5, sexPlace: 4, divisionPlaces: { clydesdale: 1 } });
});

test('a late entry is scored from reads that were there before it, and an entry taken out leaves the list', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  race.passes('77', 'finish', '09:40:00');
  expect(race.list().results).toEqual([]);
  race.enter('77');
  expect(race.result('77').gunTime).toBe('40:00');
  race.enter('77', { removed: true });
  expect(race.list().results).toEqual([]);
});

test('a runner moved to another wave is measured from its gun', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).wave('B', { gun: '09:10:00' }).participant('1', { wave: 'A' });
  race.passes('1', 'finish', '09:40:00');
  expect(race.result('1').gunTime).toBe('40:00');
  race.enter('1', { wave: 'B' });
  expect(race.result('1').gunTime).toBe('30:00');
});

test('when two participants claim a bib its reads go to one of them, and a person is asked', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00');
  race.enter('2', { bib: '1' });
  expect(race.list().results.filter(({ status }) => status === 'finished')).toHaveLength(1);
  expect(race.questions()).toEqual([expect.stringContaining('bib 1 is worn by 2 participants')]);
});

test('an entry for a wave or a race that is not there is asked about', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  race.enter('1', { wave: 'Z' });
  race.enter('2', { raceId: 'no such race' });
  expect(race.questions()).toEqual([
    expect.stringContaining('bib 1 was entered for a wave'),
    expect.stringContaining('bib 2 was entered for a race'),
  ]);
  expect(race.list().results.map(({ bib, status }) => `${bib} ${status}`)).toEqual(['1 registered']);
});
