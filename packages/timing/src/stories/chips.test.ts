import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';

test('several chips of one runner act as one (SR-22)', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('1', { chips: ['left shoe', 'right shoe'] });
  race.passes('left shoe', 'start', '09:00:10');
  race.passes('right shoe', 'start', '09:00:11');
  race.passes('right shoe', 'finish', '09:40:10.000');
  race.passes('left shoe', 'finish', '09:40:10.020');
  expect(race.result('1')).toMatchObject({ chipTime: '39:59', gunTimeMs: 2_410_000 });
});

test('an unknown chip is kept and listed, and scored once it is assigned (SR-21)', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('1', { chips: ['C1'] });
  const read = race.passes('C99', 'finish', '09:40:00');
  race.passes('C99', 'finish', '09:40:00', { journal: 'spare box' });
  expect(race.scorer().unknownReads()).toEqual([{ ident: 'C99', location: 'finish', atMs: race.time('09:40:00').atMs, source: read }]);
  race.assign('C99', '1');
  expect(race.result('1').gunTime).toBe('40:00');
  expect(race.scorer().unknownReads()).toEqual([]);
});

test('a chip handed over at noon gives each runner their own reads (SR-20)', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '12:00:00' })
    .participant('1', { wave: 'A', chips: ['C1'] })
    .participant('2', { wave: 'B' });
  race.passes('C1', 'finish', '09:40:00');
  race.passes('C1', 'finish', '12:35:00');
  race.assign('C1', '2', '11:00:00');
  expect(race.result('1').gunTime).toBe('40:00');
  expect(race.result('2').gunTime).toBe('35:00');
});

test('an assignment without a time holds always, and a chip taken away belongs to nobody', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('1', { chips: ['C1'] })
    .participant('2');
  race.passes('C1', 'finish', '09:40:00');
  race.assign('C1', '2', '09:30:00');
  const always = race.assign('C1', '1');
  expect([race.result('1').status, race.result('2').status]).toEqual(['finished', 'registered']);
  race.void(always);
  expect([race.result('1').status, race.result('2').status]).toEqual(['registered', 'finished']);
  race.assign('C1', null);
  expect([race.result('1').status, race.result('2').status]).toEqual(['registered', 'registered']);
  expect(race.scorer().unknownReads()).toHaveLength(1);
});

test('an ident is a chip before it is a bib, unless the decoder is set to say which', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('1', { chips: ['2'] })
    .participant('2');
  race.passes('2', 'finish', '09:40:00', { ident: '2' });
  expect(race.result('1').status).toBe('finished');
  race.passes('2', 'finish', '09:50:00', { ident: '2', identIs: 'bib' });
  expect(race.result('2').gunTime).toBe('50:00');
  race.passes('2', 'finish', '09:55:00', { ident: '1', identIs: 'chip' });
  expect(race.scorer().unknownReads()).toMatchObject([{ ident: '1' }]);
});

test('two assignments that compete are settled by the log, not by which came first', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.passes('C1', 'finish', '09:40:00');
  race.assign('C1', '1');
  race.assign('C1', '2');
  expect([race.result('1').status, race.result('2').status]).toEqual(['registered', 'finished']);
});

test('a chip whose number nobody wears is asked about', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  race.assign('C1', '404');
  expect(race.questions()).toEqual(['chip C1 was given to bib 404, which nobody wears']);
});
