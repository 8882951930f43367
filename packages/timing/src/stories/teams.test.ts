import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';

/** One team's runners, by the places over the line at which they come home, a second apart. */
function comesHome(race: RaceStory, team: string, places: readonly number[]): RaceStory {
  for (const place of places) {
    race.participant(String(place));
    race.passes(String(place), 'finish', `09:40:${String(place).padStart(2, '0')}`);
  }
  return race.team(team, places.map(String));
}

const aContest = (contest: Parameters<RaceStory['teamContest']>[1] = {}) =>
  aRace({ rules: { rankBy: 'gun' } })
    .wave('A', { gun: '09:00:00' })
    .teamContest('cross-country', contest);

test('two teams level on 28 points are parted by the sixth runner (SR-28, W18)', () => {
  const race = aContest();
  comesHome(race, 'B', [2, 3, 5, 7, 11, 12]);
  comesHome(race, 'A', [1, 4, 6, 8, 9, 10]);
  expect(race.teamList()).toEqual(['1. A 28', '2. B 28']);
  expect(race.teamSheets().B).toEqual(['2: 2', '3: 3', '5: 5', '7: 7', '11: 11', '(12: 12)']);
});

test('a team without a sixth runner loses the tie', () => {
  const race = aContest({ scorers: 2, displacers: 1 });
  comesHome(race, 'with two', [1, 4]);
  comesHome(race, 'with three', [2, 3, 9]);
  expect(race.teamList()).toEqual(['1. with three 5', '2. with two 5']);
});

test('teams that nothing parts share the place, and the next one is skipped', () => {
  const race = aContest({ scorers: 2, displacers: 0 });
  comesHome(race, 'B', [1, 4]);
  comesHome(race, 'A', [2, 3]);
  comesHome(race, 'C', [5, 6]);
  expect(race.teamList()).toEqual(['1. A 5', '1. B 5', '3. C 11']);
  for (const team of race.setup.teams) team.name = 'all called the same';
  const ids = race.list().teams.map(({ teamId }) => teamId);
  expect(ids.slice(0, 2)).toEqual(ids.slice(0, 2).toSorted());
  race.setup.teams.reverse();
  expect(race.list().teams.map(({ teamId }) => teamId)).toEqual(ids);
});

test('incomplete teams, unattached runners and those beyond the displacers are taken out before the rest is numbered', () => {
  const race = aContest({ scorers: 2, displacers: 1 });
  race.participant('unattached');
  race.passes('unattached', 'finish', '09:40:00');
  comesHome(race, 'one runner', [1]);
  comesHome(race, 'strong', [2, 3, 4, 5]);
  comesHome(race, 'second', [6, 7]);
  expect(race.teamList()).toEqual(['1. strong 3', '2. second 9', 'one runner']);
  expect(race.teamSheets()).toEqual({ strong: ['2: 1', '3: 2', '(4: 3)'], second: ['6: 4', '7: 5'], 'one runner': ['(1: 40:01)'] });
});

test('incomplete teams stand behind the others, those with most finishers first', () => {
  const race = aContest({ scorers: 3 });
  comesHome(race, 'D one', [1]);
  comesHome(race, 'C two', [2, 3]);
  comesHome(race, 'A one', [4]);
  comesHome(race, 'complete', [5, 6, 7]);
  expect(race.teamList()).toEqual(['1. complete 6', 'C two', 'A one', 'D one']);
  expect(race.list().teams[1]).toMatchObject({ place: null, score: null });
});

test('runners who are level share the average of their places', () => {
  const race = aContest({ scorers: 1, displacers: 1 });
  for (const [bib, at] of [
    ['1', '09:40:00'],
    ['2', '09:41:00'],
    ['3', '09:41:00'],
    ['4', '09:42:00'],
  ] as const) {
    race.participant(bib);
    race.passes(bib, 'finish', at);
  }
  race.team('A', ['3', '4']).team('B', ['2', '1']);
  expect(race.teamSheets()).toEqual({ B: ['1: 1', '(2: 2.5)'], A: ['3: 2.5', '(4: 4)'] });
});

test('runners of one team who are level stand by their bibs', () => {
  const race = aContest({ scorers: 1, displacers: 2 });
  for (const bib of ['10', '9', 'F1']) {
    race.participant(bib);
    race.passes(bib, 'finish', '09:40:00');
  }
  race.team('A', ['F1', '10', '9']);
  expect(race.teamSheets()).toEqual({ A: ['9: 2', '(10: 2)', '(F1: 2)'] });
});

test('a contest by time adds up the times of those who score, and displaces nobody', () => {
  const race = aContest({ by: 'time', scorers: 2, displacers: 2 });
  comesHome(race, 'A', [1, 6, 7]);
  comesHome(race, 'B', [2, 4]);
  expect(race.teamList()).toEqual(['1. B 4806000', '2. A 4807000']);
  expect(race.teamSheets()).toEqual({ A: ['1: 40:01', '6: 40:06'], B: ['2: 40:02', '4: 40:04'] });
});

test('level on time, the team whose last scorer was home first is ahead (choice)', () => {
  const race = aContest({ by: 'time', scorers: 2 });
  comesHome(race, 'A', [1, 6]);
  comesHome(race, 'B', [3, 4]);
  expect(race.teamList()).toEqual(['1. B 4807000', '2. A 4807000']);
});

test('a contest by chip counts from the own start', () => {
  const race = aContest({ by: 'time', basis: 'chip', scorers: 1 });
  comesHome(race, 'A', [1]);
  race.participant('9').team('B', ['9']);
  race.passes('9', 'start', '09:01:00');
  race.passes('9', 'finish', '09:40:30');
  expect(race.teamList()).toEqual(['1. B 2370000', '2. A 2401000']);
});

test('a contest for women is numbered among women, and a contest of a division among those in it', () => {
  const race = aContest({ sex: 'F', scorers: 1 }).division('40+', { ageMin: 40 });
  race.teamContest('masters', { division: '40+', scorers: 1 });
  for (const [bib, sex, raceAge] of [
    ['1', 'M', 20],
    ['2', 'F', 20],
    ['3', 'M', 40],
    ['4', 'F', 50],
  ] as const) {
    race.participant(bib, { sex, raceAge });
    race.passes(bib, 'finish', `09:40:0${bib}`);
  }
  race.team('young', ['1', '2']).team('old', ['3', '4']);
  const told = race
    .scorer()
    .teams()
    .map(({ contestId, teamId, score }) => [contestId, teamId, score]);
  const [women, masters] = race.setup.teamContests.map(({ id }) => id);
  const [young, old] = race.setup.teams.map(({ id }) => id);
  expect(told.filter(([contestId]) => contestId === women)).toEqual([
    [women, young, 1],
    [women, old, 2],
  ]);
  expect(told.filter(([contestId]) => contestId === masters)).toEqual([[masters, old, 1]]);
  expect(told.map(([contestId]) => contestId)).toEqual(told.map(([contestId]) => contestId).toSorted());
  race.setup.teamContests.reverse();
  expect(
    race
      .scorer()
      .teams()
      .map(({ contestId, teamId, score }) => [contestId, teamId, score]),
  ).toEqual(told);
});

test('only finishers count for a team: a disqualification can make it incomplete', () => {
  const race = aContest({ scorers: 2 });
  comesHome(race, 'A', [1, 2]);
  comesHome(race, 'B', [3, 4]);
  expect(race.teamList()).toEqual(['1. A 3', '2. B 7']);
  race.disqualify('2');
  expect(race.teamList()).toEqual(['1. B 3', 'A']);
});

test('a team of another race, or one that nobody made, is no team here', () => {
  const race = aContest({ scorers: 1 });
  comesHome(race, 'ours', [2]);
  race.participant('1', { teamId: 'made up' });
  race.passes('1', 'finish', '09:39:00');
  race.setup.teams.push({ id: 'theirs', raceId: 'another race', name: 'theirs' });
  race.participant('3', { teamId: 'theirs' });
  race.passes('3', 'finish', '09:39:01');
  expect(race.teamList()).toEqual(['1. ours 1']);
  race.setup.teamContests.push({ ...race.setup.teamContests[0]!, id: 'nowhere', raceId: 'another race' });
  expect(race.teamList()).toEqual(['1. ours 1']);
});
