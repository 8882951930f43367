import { expect, test } from 'vitest';
import type { Candidate, CandidateError } from '../log/candidates.ts';
import type { ListChanges } from '../result/compare-lists.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import { formatRaceTime } from '../time/race-time-text.ts';

const idOf = (bib: string) => storyId('participant', bib);

/** Three in a row, a minute apart, of whom the second and third are women. */
function threeHome(settings: Parameters<typeof aRace>[0] = {}): RaceStory {
  const race = aRace(settings).wave('A', { gun: '09:00:00' }).division('Seniors').award('Winner');
  race.participant('1', { sex: 'M' }).participant('2', { sex: 'F' }).participant('3', { sex: 'F' });
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  race.passes('3', 'finish', '09:42:00');
  return race;
}

/** As a screen shows it: who, and each thing that differs. */
function shown({ results }: ListChanges): Record<string, string> {
  const word = (value: unknown) => (value === null ? 'none' : typeof value === 'number' && value > 1000 ? formatRaceTime(value) : value);
  return Object.fromEntries(
    results.map(({ bib, presence, fields, places }) => {
      const all = Object.entries({ ...fields, place: places.overall, 'sex place': places.sex }).filter(([, change]) => change);
      const differs = all.map(([name, change]) => `${name} ${word(change!.from)} -> ${word(change!.to)}`);
      return [bib, [...(presence === 'stayed' ? [] : [presence]), ...differs].join(', ')];
    }),
  );
}

test('who moves if she is out', () => {
  const race = threeHome();
  const changes = race.whatIf((desk) => desk.disqualify('2', 'TR 17'));
  expect(shown(changes)).toEqual({
    '3': 'place 3 -> 2, sex place 2 -> 1',
    '2': 'status finished -> DSQ, reason none -> TR 17, place 2 -> none, sex place 1 -> none',
  });
  const seniors = storyId('division', 'Seniors');
  expect(changes.results.map(({ places }) => places.divisions)).toEqual([
    [{ divisionId: seniors, from: 3, to: 2 }],
    [{ divisionId: seniors, from: 2, to: null }],
  ]);
});

test('what if that gun was 3 s late', () => {
  const race = threeHome({ rules: { rankBy: 'gun' } });
  race.passes('3', '5 km', '09:20:00');
  const changes = race.whatIf((desk) => desk.gun('A', '08:59:57'));
  const later = (from: string, to: string) =>
    ['gunTimeMs', 'chipTimeMs', 'officialGunMs', 'officialChipMs'].map((field) => `${field} ${from} -> ${to}`).join(', ');
  expect(shown(changes)).toEqual({ '1': later('40:00', '40:03'), '2': later('41:00', '41:03'), '3': later('42:00', '42:03') });
  const at = (ms: number) => ({ gunTimeMs: ms, chipTimeMs: ms });
  expect(changes.results[2]!.splits).toEqual([{ coursePointId: storyId('point', '5 km'), from: at(1_200_000), to: at(1_203_000) }]);
});

test('an award that would change hands is lost by one and won by the other', () => {
  const changes = threeHome().whatIf((desk) => desk.disqualify('1'));
  const awardId = storyId('award', 'Winner');
  expect(changes.awards).toEqual([
    { awardId, participantId: idOf('2'), from: null, to: 1 },
    { awardId, participantId: idOf('1'), from: 1, to: null },
  ]);
});

test('a team that would lose a runner loses its place, and the other moves up', () => {
  const race = threeHome().participant('4', { sex: 'M' }).team('Reds', ['1', '2']).team('Blues', ['3', '4']);
  race.teamContest('Clubs', { by: 'time', scorers: 2, displacers: 0 });
  race.passes('4', 'finish', '09:43:00');
  const contestId = storyId('contest', 'Clubs');
  const { teams } = race.whatIf((desk) => desk.disqualify('2'));
  expect(teams).toEqual([
    { contestId, teamId: storyId('team', 'Blues'), place: { from: 2, to: 1 } },
    { contestId, teamId: storyId('team', 'Reds'), place: { from: 1, to: null }, score: { from: 4_860_000, to: null } },
  ]);
});

test('a late entry comes with a bib that was read, and someone taken out goes last', () => {
  const race = threeHome();
  race.passes('9', 'finish', '09:39:00');
  const changes = race.whatIf((desk) => {
    desk.enter('9', { sex: 'M' });
    desk.enter('1', { removed: true });
  });
  expect(changes.results.map(({ bib, presence }) => `${bib} ${presence}`)).toEqual(['9 came', '1 went']);
  expect(changes.results[0]).toMatchObject({
    raceId: storyId('race', 'race'),
    fields: { status: { from: null, to: 'finished' }, gunTimeMs: { from: null, to: 2_340_000 } },
    places: { overall: { from: null, to: 1 } },
  });
  expect(changes.results[1]).toMatchObject({ participantId: idOf('1'), fields: { status: { from: 'finished', to: null } } });
});

test('someone moved to another race is seen in both', () => {
  const race = threeHome();
  race.setup.races.push({ ...race.setup.races[0]!, id: storyId('race', 'other') });
  const changes = race.whatIf((desk) => desk.enter('1', { raceId: storyId('race', 'other'), sex: 'M' }));
  expect(changes.results.find(({ bib }) => bib === '1')).toMatchObject({
    raceId: storyId('race', 'other'),
    presence: 'stayed',
    fields: { raceId: { from: storyId('race', 'race'), to: storyId('race', 'other') } },
  });
  expect(changes.results.find(({ bib }) => bib === '3')?.places.overall).toEqual({ from: 3, to: 2 });
});

test('whoever is ahead of those concerned is not looked at', () => {
  const changes = threeHome().whatIf((desk) => desk.penalty('2', 120_000));
  expect(changes.results.map(({ bib }) => bib)).toEqual(['3', '2']);
});

test('a lap more would be told as the lap that it is', () => {
  const race = aRace({ format: { kind: 'timed', limitMs: 3_600_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'finish', '09:20:00');
  const read = race.passes('1', 'finish', '09:41:00');
  race.void(read);
  const lap = { gunTimeMs: 2_460_000, chipTimeMs: 2_460_000 };
  expect(race.whatIf((desk) => desk.unvoid(read)).results[0]?.laps).toEqual([{ lap: 2, from: null, to: lap }]);
});

test('several corrections are supposed together, each after the one before', () => {
  const race = threeHome();
  expect(
    race.whatIf((desk) => {
      desk.disqualify('2');
      desk.reinstate('2');
    }).results,
  ).toEqual([]);
  expect(race.whatIf((desk) => desk.void(desk.disqualify('2'))).results).toEqual([]);
});

test('with several who would be out, everyone behind the first of them is looked at', () => {
  const changes = threeHome().whatIf((desk) => {
    desk.disqualify('3');
    desk.disqualify('1');
  });
  expect(shown(changes)['2']).toBe('place 2 -> 1');
});

test('each kind of correction can be supposed, and is gone again', () => {
  const race = aRace({ day: '2026-05-17', lastDay: '2026-05-18' }).wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  const read = race.passes('1', 'finish', '09:40:00', { undated: true });
  race.passes('C9', 'finish', '09:41:00');
  const scorer = race.scorer();
  const said = { list: scorer.list(), unknown: scorer.unknownReads(), questions: scorer.openQuestions(), closed: scorer.closedRaceIds() };
  const statusAfter = (tell: (desk: RaceStory) => void) => {
    const { results } = race.whatIf(tell, scorer);
    const now = { list: scorer.list(), unknown: scorer.unknownReads(), questions: scorer.openQuestions(), closed: scorer.closedRaceIds() };
    expect(now).toEqual(said);
    return Object.fromEntries(results.map(({ bib, fields }) => [bib, fields.status?.to ?? fields.gunTimeMs?.to]));
  };
  const clockId = 'clock of finish box';
  expect(statusAfter((desk) => desk.gun('A', '09:01:00'))).toEqual({ '1': 2_340_000 });
  expect(statusAfter((desk) => desk.manual('2', 'finish', '09:50:00'))).toEqual({ '2': 'finished' });
  expect(statusAfter((desk) => desk.void(read))).toEqual({ '1': 'registered' });
  expect(statusAfter((desk) => desk.didNotStart('2'))).toEqual({ '2': 'DNS' });
  expect(statusAfter((desk) => desk.assign('C9', '2'))).toEqual({ '2': 'finished' });
  expect(statusAfter((desk) => desk.enter('C9'))).toEqual({ C9: 'finished' });
  expect(statusAfter((desk) => desk.happenedOn(read, '2026-05-18'))).toEqual({ '1': 88_800_000 });
  expect(statusAfter((desk) => desk.close())).toEqual({ '2': 'DNS' });
  expect(statusAfter((desk) => desk.publish('official', '10:00:00', []))).toEqual({});
  expect(
    statusAfter((desk) =>
      desk.write('desk', { kind: 'clock-model', arrivedAtMs: 0, clockId, points: [{ decoderAtMs: 0, offsetMs: 500 }] }),
    ),
  ).toEqual({ '1': 2_400_500 });
});

test('a day for all reads of a clock is supposed for the session that the candidate names', () => {
  const race = aRace({ day: '2026-05-17', lastDay: '2026-05-18' }).wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00', { undated: true });
  const daySet = { kind: 'day-set', arrivedAtMs: 0, clockId: 'clock of finish box', target: null, day: '2026-05-18' } as const;
  const scorer = race.scorer();
  expect(scorer.whatIf([daySet]).results).toEqual([]);
  expect(scorer.whatIf([{ ...daySet, sessionId: storyId('session', 'finish box') }]).results).toHaveLength(1);
  expect(scorer.result(idOf('1'))?.gunTimeMs).toBe(2_400_000);
});

test('asked before anything was scored, it answers all the same', () => {
  const race = aRace().wave('A').participant('1');
  expect(race.scorer().whatIf([])).toEqual({ results: [], awards: [], teams: [] });
});

test.each<[string, CandidateError['code'], string, (race: RaceStory) => void]>([
  ['a read', 'read', 'give the time as a manual one', (desk) => desk.passes('1', 'finish', '09:40:00')],
  ['a decoder’s gun', 'decoder-gun', 'leave the clock out and name the wave', (desk) => desk.gunHeard('start', '09:00:00')],
  [
    'a session’s binding',
    'session',
    'bind it for good',
    (desk) => desk.write('desk', { kind: 'session-bind', arrivedAtMs: 0, eventId: null, setupHash: null }),
  ],
  [
    'a session’s opening',
    'session',
    'bind it for good',
    (desk) => desk.write('desk', { kind: 'session-open', arrivedAtMs: 0, eventId: null, setupHash: null }),
  ],
  ['a note', 'no-correction', 'leave it out', (desk) => desk.write('desk', { kind: 'note', arrivedAtMs: 0, noteId: 'n', target: null })],
])('%s cannot be supposed, and the refusal says what to do', (_what, code, advice, tell) => {
  const race = threeHome();
  const scorer = race.scorer();
  const said = scorer.list();
  const candidates: Candidate[] = race.supposed((desk) => {
    desk.disqualify('1');
    tell(desk);
  });
  expect(() => scorer.whatIf(candidates)).toThrow(
    expect.objectContaining({ name: 'CandidateError', code, index: 1, message: expect.stringContaining(advice) }),
  );
  expect(() => scorer.whatIf(candidates)).toThrow(/^candidate 2 \(/);
  expect(scorer.list()).toEqual(said);
});
