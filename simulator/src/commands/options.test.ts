import { expect, test } from 'vitest';
import { readAddress, readBoxOption } from './box-option.ts';
import { readFaultOption } from './fault-option.ts';
import { raceTime, readDuration } from './race-time.ts';
import { UsageError } from './usage-error.ts';

const nowMs = Date.parse('2026-11-22T10:00:00Z');

test('a box says who it is, where it stands and whom it talks to', () => {
  expect(readBoxOption('name=start,family=ctp01,to=127.0.0.1:61611,locations=START+5K')).toEqual({
    name: 'start',
    family: 'ctp01',
    locations: ['START', '5K'],
    target: { dial: { host: '127.0.0.1', port: 61611 } },
  });
  expect(readBoxOption('name=f,family=ipico,serial=/dev/pts/3,locations=FINISH').target).toEqual({ serial: '/dev/pts/3' });
  expect(readAddress('[::1]:10000')).toEqual({ host: '::1', port: 10000 });
});

test.each([
  ['foo', /needs a name/],
  ['name=a,family=chip,to=h:1,locations=A', /no decoder family is called chip/],
  ['name=a,locations=A', /one of to=/],
  ['name=a,family=ipico,to=h:1,locations=A', /is dialled/],
  ['name=a,family=ctp01,listen=h:1,locations=A', /dials/],
  ['name=a,to=nowhere,locations=A', /no address/],
])('the box %s is refused with what to write', (text, message) => {
  expect(() => readBoxOption(text)).toThrow(message);
});

test('faults are shares, counts and clocks that are off', () => {
  expect(readFaultOption('repeat=0.1,cuts=2,offset:finish=-1200')).toMatchObject({
    repeat: 0.1,
    cuts: 2,
    clockOffsetMs: { finish: -1200 },
  });
  for (const wrong of ['repeat=2', 'repeat', 'nonsense=1', 'cuts=x']) expect(() => readFaultOption(wrong)).toThrow(UsageError);
});

test('a race joined at minute 28 is at minute 28 now, and runs at its rate from there', () => {
  const { gunAtMs, pace } = raceTime({ gun: '2026-11-22T09:00:00', zone: 'UTC', rate: '20', join: '28m' }, null, nowMs);
  expect(pace.raceMs(nowMs) - gunAtMs).toBe(28 * 60_000);
  expect(pace.raceMs(nowMs + 1_000) - pace.raceMs(nowMs)).toBe(20_000);
});

test('a gun given alone is a real race in real time', () => {
  const { clock } = raceTime({ gun: '2026-11-22T12:00:00+01:00', zone: 'UTC' }, null, nowMs);
  expect(clock).toEqual({ originMs: 0, anchorMs: 0, rate: 1 });
});

test('a clock that is shared with others wins, and what contradicts it is refused', () => {
  const shared = { originMs: 5_000_000, anchorMs: nowMs, rate: 20 };
  expect(raceTime({ zone: 'UTC' }, shared, nowMs).gunAtMs).toBe(5_010_000);
  expect(() => raceTime({ zone: 'UTC', rate: '2' }, shared, nowMs)).toThrow(/CHUTE_CLOCK/);
});

test('durations are written as people write them', () => {
  expect([readDuration('28m'), readDuration('-10s'), readDuration('1h30m'), readDuration('1.5s')]).toEqual([
    1_680_000, -10_000, 5_400_000, 1_500,
  ]);
  for (const wrong of ['', '-', '28', 'soon']) expect(() => readDuration(wrong)).toThrow(UsageError);
});
