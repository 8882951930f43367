import { expect, test } from 'vitest';
import { draftOf, emptyDraft, readDraft } from './message-draft.ts';
import { forWhom } from './message-words.ts';

const race = { raceId: 'r1', name: '10 km' };
const wave = { waveId: 'w1', raceId: 'r1', name: 'A' };
const names = { races: [race, { raceId: 'r2', name: '5 km' }], waves: [wave], displays: [{ displayId: 'd1', name: 'Start arch' }] };
const forAll = { text: 'Well done', raceId: null, waveId: null, placeUpTo: null, milestone: false, displayId: null };

test('what is written becomes a message, and is shown again as it was written', () => {
  expect(readDraft({ ...emptyDraft, text: ' Well done ' })).toEqual({ message: forAll });
  const podium = { ...forAll, raceId: 'r1', waveId: 'w1', placeUpTo: 3, displayId: 'd1' };
  expect(readDraft(draftOf(podium))).toEqual({ message: podium });
});

test('what is no message is told beside its field', () => {
  expect(readDraft(emptyDraft)).toEqual({ wrong: { text: 'Write what the screen is to say.' } });
  expect(readDraft({ ...emptyDraft, text: 'x'.repeat(201) })).toEqual({ wrong: { text: expect.stringContaining('201 letters') } });
  for (const place of ['0', '-1', '1.5', 'three', '100001'])
    expect(readDraft({ ...emptyDraft, text: 'x', place })).toEqual({ wrong: { place: expect.stringContaining('from 1 to 100000') } });
  const milestone = { ...emptyDraft, text: 'This was the {milestone}!' };
  expect(readDraft(milestone)).toEqual({ wrong: { milestone: expect.stringContaining('tick this') } });
  expect(readDraft({ ...milestone, milestone: true })).toMatchObject({ message: { milestone: true } });
});

test('for whom a message is reads as a line', () => {
  expect(forWhom(forAll, names)).toBe('Everyone');
  expect(forWhom({ ...forAll, raceId: 'r1', waveId: 'w1', placeUpTo: 3, milestone: true, displayId: 'd1' }, names)).toBe(
    '10 km · wave A · first 3 · with a milestone · only on Start arch',
  );
  expect(forWhom({ ...forAll, placeUpTo: 1 }, names)).toBe('the winner');
  expect(forWhom({ ...forAll, waveId: 'w1' }, names)).toBe('10 km · wave A');
  expect(forWhom({ ...forAll, raceId: 'gone', displayId: 'gone' }, names)).toBe(
    'a race that is no more · only on a display that is no more',
  );
});
