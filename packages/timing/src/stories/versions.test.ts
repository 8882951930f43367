import { expect, test } from 'vitest';
import { FrontierNotHeldError } from '../log/frontier.ts';
import { compareLists } from '../result/compare-lists.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import { type VersionChanges, versionChanges } from '../versions.ts';

const idOf = (bib: string) => storyId('participant', bib);
const raceId = storyId('race', 'race');

function threeHome(settings: Parameters<typeof aRace>[0] = {}): RaceStory {
  const race = aRace(settings).wave('A', { gun: '09:00:00' });
  race.participant('1', { sex: 'M' }).participant('2', { sex: 'F' }).participant('3', { sex: 'F' });
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  race.passes('3', 'finish', '09:42:00');
  return race;
}

const frontierOf = (race: RaceStory) => race.scorer().basis().frontier;

/** Who moved, why, and by which entries. */
function why(changes: VersionChanges) {
  const bibOf = (id: string) => changes.results.find(({ participantId }) => participantId === id)?.bib ?? id;
  return changes.causes.map(({ participantId, moved, entries, otherIds }) => ({
    bib: bibOf(participantId),
    moved: moved === 'itself' ? moved : `others: ${otherIds.map(bibOf).join(' ')}`,
    entries,
  }));
}

test('a list is provisional while protests are heard, and then official', () => {
  const race = threeHome({ rules: { protestMs: 1_800_000 } });
  const first = race.publish('provisional', '10:00:00');
  const heard = race.scorer().publications(raceId);
  expect(heard).toEqual([
    {
      raceId,
      as: 'provisional',
      frontier: expect.any(Array),
      postedAtMs: race.time('10:00:00').atMs,
      protestUntilMs: race.time('10:30:00').atMs,
      source: first,
    },
  ]);
  race.publish('official', '10:31:00');
  const then = race.scorer().publications(raceId);
  expect(then.map(({ as, protestUntilMs }) => `${as} ${protestUntilMs}`)).toEqual(['provisional null', 'official null']);
});

test('after an official list a new provisional one hears protests again', () => {
  const race = threeHome();
  race.publish('official', '10:00:00');
  race.publish('provisional', '11:00:00');
  expect(race.scorer().publications(raceId).at(-1)?.protestUntilMs).toBe(race.time('12:00:00').atMs);
});

test('where a race hears no protests a provisional list has no end of them', () => {
  const race = threeHome({ rules: { protestMs: 0 } });
  race.publish('provisional', '10:00:00');
  expect(race.scorer().publications(raceId)[0]?.protestUntilMs).toBeNull();
});

test('a posting can be taken back, and changes no result', () => {
  const race = threeHome();
  const before = race.list().results;
  const posted = race.publish('official', '10:00:00');
  expect(race.list().results).toEqual(before);
  expect(race.pending()).toMatchObject({ results: [], since: { source: posted } });
  race.void(posted);
  expect(race.scorer().publications(raceId)).toEqual([]);
  expect(race.pending()).toBeUndefined();
  expect(race.scorer().publications(storyId('race', 'none'))).toEqual([]);
});

test('a posting of a race that the setup does not have is none', () => {
  const race = threeHome();
  race.write('desk', { kind: 'publish', arrivedAtMs: 0, raceId: storyId('race', 'none'), as: 'official', frontier: [] });
  expect(race.scorer().publications(storyId('race', 'none'))).toEqual([]);
});

test('what comes after the official list waits with a diff, and says which entry did it', () => {
  const race = threeHome();
  race.publish('provisional', '10:00:00');
  const posted = race.publish('official', '11:00:00');
  race.passes('2', 'finish', '11:05:00');
  const dsq = race.disqualify('1');
  const pending = race.pending()!;
  expect(pending.since).toMatchObject({ as: 'official', source: posted });
  expect(pending.results.map(({ bib, places }) => `${bib}: ${places.overall?.from} -> ${places.overall?.to}`)).toEqual([
    '2: 2 -> 1',
    '3: 3 -> 2',
    '1: 1 -> null',
  ]);
  expect(why(pending)).toEqual([
    { bib: '2', moved: 'others: 1', entries: [dsq] },
    { bib: '3', moved: 'others: 1', entries: [dsq] },
    { bib: '1', moved: 'itself', entries: [dsq] },
  ]);
});

test('a list posted as it stood earlier waits for all that came since', () => {
  const race = threeHome();
  const seen = frontierOf(race);
  race.passes('3', '5 km', '09:20:00');
  race.publish('official', '11:00:00', seen);
  expect(race.pending()?.results.map(({ bib }) => bib)).toEqual(['3']);
});

test('of several entries that moved one runner each is named, in log order', () => {
  const race = threeHome();
  const from = frontierOf(race);
  const dsq = race.disqualify('3');
  const back = race.reinstate('3');
  const penalty = race.penalty('3', 60_000);
  const changes = versionChanges(race.setup, race.entries.toReversed(), { from });
  expect(why(changes)).toEqual([{ bib: '3', moved: 'itself', entries: [dsq, back, penalty] }]);
});

test('what was done and undone is no change', () => {
  const race = threeHome();
  const from = frontierOf(race);
  race.void(race.disqualify('3'));
  expect(versionChanges(race.setup, race.entries, { from })).toEqual({ results: [], awards: [], teams: [], causes: [] });
});

test('a version is compared with a later one and not with all that is there', () => {
  const race = threeHome();
  const from = frontierOf(race);
  const first = race.disqualify('3');
  const to = frontierOf(race);
  race.disqualify('2');
  const changes = versionChanges(race.setup, race.entries, { from, to });
  expect(why(changes)).toEqual([{ bib: '3', moved: 'itself', entries: [first] }]);
});

test('the changes are those between the two lists', () => {
  const race = threeHome();
  const from = frontierOf(race);
  const before = race.list();
  race.passes('3', 'finish', '09:39:00', { journal: 'spare box' });
  race.penalty('1', 90_000);
  const { causes, ...changes } = versionChanges(race.setup, race.entries, { from });
  expect(changes).toEqual(compareLists(before, race.list()));
  expect(causes.map(({ participantId }) => participantId)).toEqual(changes.results.map(({ participantId }) => participantId));
});

test('who only moved because others did is told by whom: those who came past, and no one else', () => {
  const race = threeHome().participant('4', { sex: 'M' });
  race.passes('4', 'finish', '09:50:00');
  const from = frontierOf(race);
  const past = race.passes('3', 'finish', '09:40:30', { journal: 'spare box' });
  race.passes('4', '5 km', '09:20:00');
  const changes = versionChanges(race.setup, race.entries, { from });
  expect(why(changes).find(({ bib }) => bib === '2')).toEqual({ bib: '2', moved: 'others: 3', entries: [past] });
});

test('a change of sex moves those of both sexes, and nobody overall', () => {
  const race = threeHome();
  const from = frontierOf(race);
  const mended = race.enter('1', { sex: 'F' });
  const changes = versionChanges(race.setup, race.entries, { from });
  expect(changes.results.map(({ bib, places }) => ({ bib, ...places }))).toEqual([
    { bib: '2', sex: { from: 1, to: 2 }, divisions: [] },
    { bib: '3', sex: { from: 2, to: 3 }, divisions: [] },
  ]);
  expect(why(changes)[0]).toMatchObject({ moved: `others: ${idOf('1')}`, entries: [mended] });
});

test('a division that somebody leaves moves those behind in it', () => {
  const race = threeHome();
  race.division('Masters', { custom: true });
  const masters = { customDivisions: [storyId('division', 'Masters')] };
  race.enter('1', { sex: 'M', ...masters });
  race.enter('3', { sex: 'F', ...masters });
  const from = frontierOf(race);
  const left = race.enter('1', { sex: 'M' });
  const changes = versionChanges(race.setup, race.entries, { from });
  expect(changes.results.map(({ bib, places }) => ({ bib, ...places }))).toEqual([
    { bib: '1', divisions: [{ divisionId: storyId('division', 'Masters'), from: 1, to: null }] },
    { bib: '3', divisions: [{ divisionId: storyId('division', 'Masters'), from: 2, to: 1 }] },
  ]);
  expect(why(changes)[1]).toEqual({ bib: '3', moved: 'others: 1', entries: [left] });
});

test('an award that goes to the next one is caused by whoever lost it, though no place moved', () => {
  const race = aRace({ rules: { rankBy: 'chip' } })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2')
    .award('Fastest by gun');
  race.passes('1', 'start', '09:00:00');
  race.passes('1', 'finish', '09:45:00');
  race.passes('2', 'start', '09:05:00');
  race.passes('2', 'finish', '09:46:00');
  const from = frontierOf(race);
  const manual = race.manual('1', 'finish', '09:47:00', { override: true });
  const changes = versionChanges(race.setup, race.entries, { from });
  expect(changes.results.map(({ bib, places }) => ({ bib, places }))).toEqual([{ bib: '1', places: { divisions: [] } }]);
  expect(changes.awards).toMatchObject([
    { participantId: idOf('2'), from: null, to: 1 },
    { participantId: idOf('1'), from: 1, to: null },
  ]);
  expect(changes.causes).toEqual([
    { participantId: idOf('1'), moved: 'itself', entries: [manual], otherIds: [], more: false },
    { participantId: idOf('2'), moved: 'others', entries: [manual], otherIds: [idOf('1')], more: false },
  ]);
});

test('at most ten of those who came past are named, and that there were more', () => {
  const race = threeHome();
  const late = Array.from({ length: 12 }, (_, index) => String(100 + index));
  for (const bib of late) race.participant(bib);
  const from = frontierOf(race);
  const passed = late.map((bib) => race.passes(bib, 'finish', '09:30:00'));
  const { causes } = versionChanges(race.setup, race.entries, { from });
  const second = causes.find(({ participantId }) => participantId === idOf('2'));
  expect(second).toEqual({
    participantId: idOf('2'),
    moved: 'others',
    entries: passed.slice(0, 10),
    otherIds: late.slice(0, 10).map(idOf),
    more: true,
  });
  const ten = race.entries.filter(({ entry }) => entry?.kind !== 'read' || !late.slice(10).includes(entry.ident));
  expect(versionChanges(race.setup, ten, { from }).causes.find(({ participantId }) => participantId === idOf('2'))).toMatchObject({
    otherIds: late.slice(0, 10).map(idOf),
    more: false,
  });
});

test('one entry that moved many is named once', () => {
  const race = threeHome().wave('B', { gun: '09:10:00' }).participant('7', { wave: 'B' });
  race.passes('7', 'finish', '09:50:01');
  const from = frontierOf(race);
  const gun = race.gun('A', '08:59:50');
  const { causes } = versionChanges(race.setup, race.entries, { from });
  expect(causes.find(({ participantId }) => participantId === idOf('7'))).toMatchObject({
    moved: 'others',
    entries: [gun],
    otherIds: [idOf('1')],
  });
});

test('only what concerns the race of the official list is pending', () => {
  const race = threeHome().award('Winner').team('Reds', ['1']).teamContest('Clubs', { by: 'time', scorers: 1, displacers: 0 });
  const other = storyId('race', 'other');
  race.setup.races.push({ ...race.setup.races[0]!, id: other });
  race.setup.waves.push({ ...race.setup.waves[0]!, id: storyId('wave', 'other'), raceId: other });
  for (const point of race.setup.coursePoints.slice())
    race.setup.coursePoints.push({ ...point, id: storyId('point', `other ${point.name}`), raceId: other });
  race.setup.awards.push({ ...race.setup.awards[0]!, id: storyId('award', 'other'), raceId: other });
  race.setup.teamContests.push({ ...race.setup.teamContests[0]!, id: storyId('contest', 'other'), raceId: other });
  race.setup.teams.push({ ...race.setup.teams[0]!, id: storyId('team', 'other'), raceId: other });
  race.participant('8', { raceId: other, wave: 'other', teamId: storyId('team', 'other') });
  race.participant('9', { raceId: other, wave: 'other' });
  race.gun('other', '09:00:00');
  race.publish('official', '11:00:00');
  race.passes('8', 'finish', '09:41:00');
  race.enter('2', { raceId: other, wave: 'other' });
  race.disqualify('1');
  const pending = race.pending()!;
  expect(pending.results.map(({ bib }) => bib).toSorted()).toEqual(['1', '2', '3']);
  expect(pending.awards.map(({ awardId }) => awardId)).toEqual([storyId('award', 'Winner'), storyId('award', 'Winner')]);
  expect(pending.teams.map(({ contestId }) => contestId)).toEqual([storyId('contest', 'Clubs')]);
  expect(pending.causes.map(({ participantId }) => participantId).toSorted()).toEqual([idOf('1'), idOf('2'), idOf('3')].toSorted());
});

test('a list of entries that are not here is refused by name, and so is one of other entries', () => {
  const race = threeHome();
  const from = frontierOf(race);
  const journalId = storyId('journal', 'finish box');
  const without = race.entries.filter((one) => one.journalId !== journalId || one.seq < 4);
  expect(() => versionChanges(race.setup, without, { from })).toThrow(FrontierNotHeldError);
  const forged = from.map((one) => (one.journalId === journalId ? { ...one, hash: 'another' } : one));
  expect(() => versionChanges(race.setup, race.entries, { from: forged })).toThrow(
    expect.objectContaining({
      name: 'FrontierNotHeldError',
      code: 'frontier-not-held',
      journalId,
      seq: 4,
      message: expect.stringContaining('entry 4'),
    }),
  );
});

test('a journal that the frontier does not name is all new, even where nobody understood an entry', () => {
  const race = threeHome();
  const from = frontierOf(race);
  const read = race.passes('3', '5 km', '09:20:00', { journal: 'new box' });
  const unknown = { journalId: read.journalId, seq: 3, hash: 'h', entry: null, unscored: 'too new' } as const;
  const changes = versionChanges(race.setup, [unknown, ...race.entries], { from });
  expect(why(changes)).toEqual([{ bib: '3', moved: 'itself', entries: [read] }]);
});

test('a list that was only posted as provisional waits for nothing, and one posted so later does not hide the official one', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.passes('1', 'finish', '09:40:00');
  race.publish('provisional', '10:00:00');
  expect(race.pending()).toBeUndefined();
  race.publish('official', '10:30:00');
  race.passes('2', 'finish', '09:41:00');
  race.publish('provisional', '10:40:00');
  expect(race.pending()).toMatchObject({ since: { as: 'official' }, results: [{ bib: '2' }] });
});
