import { expect, test } from 'vitest';
import { aRace } from './a-race.ts';
import { storyId } from './story-ids.ts';
import { storyTime } from './story-time.ts';

const winter = [{ fromMs: 0, offsetMs: 3_600_000 }];
const event = { day: '2026-05-17', transitions: winter };

test('a story says when something happens: on the first day, on another, or with the offset that a clock change leaves in doubt', () => {
  const ten = Date.UTC(2026, 4, 17, 10);
  expect(storyTime('11:00:00', event)).toEqual({ dated: '2026-05-17T11:00:00', timeOfDay: '11:00:00', atMs: ten });
  expect(storyTime('2026-05-18T11:00:00.5', event)).toEqual({
    ...{ dated: '2026-05-18T11:00:00.5', timeOfDay: '11:00:00.5', atMs: ten + 86_400_500 },
  });
  expect(storyTime('12:30:00+02:30', event)).toEqual({ dated: '2026-05-17T12:30:00', timeOfDay: '12:30:00', atMs: ten });
  expect(storyTime('06:30:00-03:30', event).atMs).toBe(ten);
  expect(storyTime('10:00:00Z', event).atMs).toBe(ten);
});

test.each(['noon', '11:00', '11:00:00+2', ''])('a story cannot happen at %j, and says so', (text) => {
  expect(() => storyTime(text, event)).toThrow(new TypeError(`a story cannot happen at ${text}`));
});

test('a story asks after nobody who is not in it', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  expect(() => race.result('2')).toThrow(new TypeError('nobody in the list wears bib 2'));
});

test('a name in a story is always the same UUID, and another one for another thing', () => {
  expect(storyId('wave', 'A')).toBe(storyId('wave', 'A'));
  expect(new Set([storyId('wave', 'A'), storyId('race', 'A'), storyId('wave', 'B')]).size).toBe(3);
  expect(storyId('wave', 'A')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('each journal of a story opens with a session of the event, counts from one, and hangs together by its hashes', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00');
  race.passes('1', 'finish', '09:40:01');
  const told = race.entries.map(({ journalId, seq, hash, entry }) => {
    const { kind, prev, lamport, sessionId, arrivedAtMs } = entry!;
    return [journalId, seq, hash, prev, kind, lamport, sessionId, new Date(arrivedAtMs).toISOString()];
  });
  const [desk, box] = [storyId('journal', 'desk'), storyId('journal', 'finish box')];
  const [deskSession, boxSession] = [storyId('session', 'desk'), storyId('session', 'finish box')];
  expect(told).toEqual([
    [desk, 1, 'desk#1', 'desk#0', 'session-open', 1, deskSession, '2026-05-17T09:00:00.000Z'],
    [desk, 2, 'desk#2', 'desk#1', 'gun', 2, deskSession, '2026-05-17T09:00:00.000Z'],
    [box, 1, 'finish box#1', 'finish box#0', 'session-open', 3, boxSession, '2026-05-17T09:40:00.000Z'],
    [box, 2, 'finish box#2', 'finish box#1', 'read', 4, boxSession, '2026-05-17T09:40:00.000Z'],
    [box, 3, 'finish box#3', 'finish box#2', 'read', 5, boxSession, '2026-05-17T09:40:01.000Z'],
  ]);
  expect(race.entries[0]!.entry).toMatchObject({ eventId: race.setup.event.id });
});

test('what nobody told of a story is plain: one day in UTC, runners of one wave, and no times before they come', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const { event, participants } = race.setup;
  expect(event).toMatchObject({ transitions: [{ fromMs: 0, offsetMs: 0 }], firstDay: '2026-05-17', lastDay: '2026-05-17' });
  expect(participants).toMatchObject([{ waveId: storyId('wave', 'A'), sex: null, customDivisions: [], teamId: null, hidden: false }]);
  expect(race.result('1')).toMatchObject({
    gunTime: null,
    chipTime: null,
    place: null,
    sexPlace: null,
    divisionPlaces: {},
    splitTimes: {},
  });
});

test('what people say is written at the desk, and what a mat hears by its box and on its clock', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const said = [race.penalty('1', 60_000), race.assign('C1', '1'), race.enter('2'), race.close(), race.reopen()];
  said.push(race.void(said[0]!), race.unvoid(said[0]!), race.publish('provisional', '10:00:00'));
  said.push(race.manual('1', 'finish', '09:40:00'), race.happenedOn(said[0]!, '2026-05-17'));
  expect(new Set(said.map(({ journalId }) => journalId))).toEqual(new Set([storyId('journal', 'desk')]));
  race.gunHeard('start', '09:00:00');
  expect(race.entries.at(-1)).toMatchObject({ journalId: storyId('journal', 'start box'), entry: { clockId: 'clock of start box' } });
});
