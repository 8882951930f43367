import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, EntryRef, LoggedEntry } from './entry.ts';
import { Scorer, score } from './scorer.ts';
import type { RaceRules } from './setup.ts';
import { aRace, type RaceStory } from './testing/a-race.ts';
import { storyId } from './testing/story-ids.ts';

// Whatever happens on race day, in whatever order it reaches us. fast-check prints seed and path of a failure; `fc.assert(..., { seed, path })` replays it.

const bibs = ['1', '2', '3', '4', '5'];
const journals = ['start box', 'finish box', 'hub'];

/** One thing that happens. Numbers pick from what there is, so that every sequence of them can be told. */
type Happening = { kind: string; who: number; where: number; minute: number; ms: number; journal: number; other: number; flag: boolean };

const kinds = [
  ...Array.from({ length: 12 }, () => 'read'),
  ...[
    'undated read',
    'copy',
    'gun',
    'gun heard',
    'manual',
    'status',
    'assign',
    'enter',
    'close',
    'void',
    'day-set',
    'clock-model',
    'bind',
    'unscored',
  ],
];

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom(...kinds),
  who: fc.nat({ max: 6 }),
  where: fc.nat({ max: 2 }),
  minute: fc.integer({ min: -5, max: 70 }),
  // Few instants, so that ties, copies and equal limits are common.
  ms: fc.constantFrom(0, 0, 1, 400, 59_999),
  journal: fc.nat({ max: 2 }),
  other: fc.nat({ max: 30 }),
  flag: fc.boolean(),
});

const rules: fc.Arbitrary<Partial<RaceRules>> = fc.record({
  rankBy: fc.constantFrom('gun', 'chip'),
  placesFrom: fc.constantFrom('exact', 'displayed'),
  startWindowMs: fc.constantFrom(600_000, 1_800_000),
  minimumFinishMs: fc.constantFrom(0, 1_200_000),
  earlyStart: fc.constantFrom('gun', 'actual'),
  cutOffMs: fc.constantFrom(null, 3_600_000),
});

type World = { rules: Partial<RaceRules>; happenings: Happening[]; commonMat: boolean };
const world: fc.Arbitrary<World> = fc.record({ rules, happenings: fc.array(happening, { maxLength: 60, size: 'max' }), commonMat: fc.boolean() });

function raceOf({ rules: settings, commonMat }: World, place: { day: string; lastDay: string; offsetMs: number } = homeDay): RaceStory {
  const mat = commonMat ? { location: 'mat' } : {};
  const race = aRace({
    day: place.day,
    lastDay: place.lastDay,
    transitions: [{ fromMs: 0, offsetMs: place.offsetMs }],
    rules: settings,
    points: { start: { kind: 'start', ...mat }, '5 km': { kind: 'split', windowFromMs: 60_000 }, finish: { kind: 'finish', ...mat } },
  })
    .wave('A', { scheduled: '23:20:00' })
    .wave('B', { scheduled: '23:30:00' })
    .division('F20', { sex: 'F', ageMin: 20, ageMax: 29 })
    .division('all');
  for (const [index, bib] of bibs.entries()) {
    race.participant(bib, {
      wave: index < 3 ? 'A' : 'B',
      sex: index % 2 === 0 ? 'F' : 'M',
      raceAge: 18 + 3 * index,
      chips: [`C${bib}`, `D${bib}`],
    });
  }
  return race;
}

const homeDay = { day: '2026-12-31', lastDay: '2027-01-01', offsetMs: 0 };

/** Tells a world into a race, starting at 23:15 so that most finishes are over midnight and over new year. */
function tell(world: World, race: RaceStory, days: { day: string; lastDay: string } = homeDay): RaceStory {
  const refs: EntryRef[] = [];
  const reads: { ref: EntryRef; tell: (journal: string) => EntryRef }[] = [];
  for (const { kind, who, where, minute, ms, journal: journalIndex, other, flag } of world.happenings) {
    const journal = journals[journalIndex]!;
    const at = textAt(minute, ms, days);
    const bib = bibs[who % bibs.length]!;
    const target = refs[other % Math.max(refs.length, 1)] ?? { journalId: 'none', seq: 1 };
    const location = world.commonMat && where !== 1 ? 'mat' : ['start', '5 km', 'finish'][where]!;
    const happen: Record<string, () => EntryRef> = {
      read: () => race.passes(who > 4 ? `stranger ${who}` : flag ? `D${bib}` : bib, location, at, { journal }),
      'undated read': () => race.passes(bib, location, at, { journal, undated: true }),
      copy: () => reads[other % Math.max(reads.length, 1)]?.tell(journal) ?? race.passes(bib, location, at, { journal }),
      gun: () => race.gun(flag ? 'A' : 'B', textAt(minute % 20, ms, days), { journal, replaces: other % 2 === 0 ? target : null }),
      'gun heard': () => race.gunHeard('start', textAt(minute % 20, ms, days), { journal }),
      manual: () => race.manual(bib, ['start', '5 km', 'finish'][where]!, at, { override: flag }),
      status: () => statusWords[other % statusWords.length]!(race, bib),
      assign: () =>
        race.assign(
          flag ? `C${bib}` : `stranger ${5 + (who % 2)}`,
          other % 4 === 0 ? null : bibs[other % bibs.length]!,
          ...(ms === 0 ? [] : [at]),
        ),
      enter: () =>
        race.enter(flag ? bib : '6', {
          wave: other % 2 === 0 ? 'A' : 'B',
          sex: 'X',
          removed: other % 5 === 0,
          ...(other % 7 === 0 && { bib: '1' }),
        }),
      close: () => (flag ? race.close() : race.reopen()),
      void: () => (flag ? race.void(target) : race.unvoid(target)),
      'day-set': () => race.happenedOn(target, flag ? days.day : days.lastDay),
      'clock-model': () =>
        race.write(journal, {
          kind: 'clock-model',
          arrivedAtMs: 0,
          clockId: `clock of ${journal}`,
          points: [{ decoderAtMs: 0, offsetMs: ms - 300 }],
        }),
      bind: () =>
        race.write('hub', {
          kind: 'session-bind',
          arrivedAtMs: 0,
          sessionId: storyId('session', journal),
          eventId: flag ? race.setup.event.id : null,
          setupHash: null,
        }),
      unscored: () => race.write(journal, { kind: 'note', arrivedAtMs: 0, noteId: 'n', target: null }),
    };
    const ref = happen[kind]!();
    refs.push(ref);
    if (kind === 'read')
      reads.push({
        ref,
        tell: (again) => race.passes(who > 4 ? `stranger ${who}` : flag ? `D${bib}` : bib, location, at, { journal: again }),
      });
  }
  return race;
}

const statusWords: ((race: RaceStory, bib: string) => EntryRef)[] = [
  (race, bib) => race.disqualify(bib),
  (race, bib) => race.reinstate(bib),
  (race, bib) => race.didNotFinish(bib),
  (race, bib) => race.penalty(bib, 60_000),
];

/** `minute` after 23:20 local time. */
function textAt(minute: number, ms: number, { day, lastDay }: { day: string; lastDay: string }): string {
  const atMs = (23 * 60 + 20 + minute) * 60_000 + ms;
  const clock = new Date(atMs % 86_400_000).toISOString().slice(11, 23);
  return `${atMs < 86_400_000 ? day : lastDay}T${clock}`;
}

/** Writers that had not heard of each other give equal lamports; a journal's own still rise. */
function withRivalLamports(entries: readonly LoggedEntry[]): LoggedEntry[] {
  return entries.map((each) => (each.entry ? { ...each, entry: { ...each.entry, lamport: each.seq } as Entry } : each));
}

/** The entries journal by journal in another interleaving, some again, cut into batches. */
function delivered(entries: readonly LoggedEntry[], choices: readonly number[]): LoggedEntry[][] {
  const queues = [...Map.groupBy(entries, ({ journalId }) => journalId).values()].map((queue) => ({ queue, sent: 0 }));
  const batches: LoggedEntry[][] = [];
  for (let step = 0; queues.some(({ queue, sent }) => sent < queue.length); step++) {
    const choice = choices[step % choices.length]! + step;
    const open = queues.filter(({ queue, sent }) => sent < queue.length);
    const next = open[choice % open.length]!;
    const again = Math.min(next.sent, choice % 3);
    const more = 1 + (choice % 4);
    batches.push(next.queue.slice(next.sent - again, next.sent + more));
    next.sent = Math.min(next.sent + more, next.queue.length);
  }
  return batches;
}

/** All that a scorer says, apart from the order of what has none. */
function saidBy(scorer: Scorer) {
  return { list: scorer.list(), waves: scorer.waves(), unknown: scorer.unknownReads(), questions: scorer.openQuestions() };
}

test('the result does not depend on the order of delivery or on redelivery (SR-31)', () => {
  fc.assert(
    fc.property(world, fc.array(fc.nat(), { minLength: 1 }), fc.boolean(), (happened, choices, rivals) => {
      const race = tell(happened, raceOf(happened));
      const entries = rivals ? withRivalLamports(race.entries) : race.entries;
      const atOnce = new Scorer(race.setup);
      atOnce.add(entries);
      const bitByBit = new Scorer(race.setup);
      for (const batch of delivered(entries, choices)) bitByBit.add(batch);
      expect(saidBy(bitByBit)).toEqual(saidBy(atOnce));
    }),
    { numRuns: 300 },
  );
});

test('entry by entry the scorer says on every prefix what the batch says, and names everyone it moved', () => {
  fc.assert(
    fc.property(world, fc.array(fc.nat(), { minLength: 1 }), (happened, choices) => {
      const race = tell(happened, raceOf(happened));
      const scorer = new Scorer(race.setup);
      const mirror = new Map([...scorer.results()].map((result) => [result.participantId, result]));
      const seen: LoggedEntry[] = [];
      for (const batch of delivered(race.entries, choices)) {
        seen.push(...batch);
        const changes = scorer.add(batch);
        for (const id of changes.participantIds) mirror.set(id, scorer.result(id)!);
        for (const id of changes.removedParticipantIds) mirror.delete(id);
        expect(scorer.list()).toEqual(score(race.setup, seen));
        expect(mirror).toEqual(new Map([...scorer.results()].map((result) => [result.participantId, result])));
      }
    }),
    { numRuns: 40 },
  );
});

test('another day in another zone gives the same times', () => {
  const away = { day: '2028-02-28', lastDay: '2028-02-29', offsetMs: -34_200_000 };
  fc.assert(
    fc.property(world, (happened) => {
      const here = tell(happened, raceOf(happened)).list().results;
      const there = tell(happened, raceOf(happened, away), away).list().results;
      const timesOf = (results: typeof here) =>
        results.map(({ bib, status, gunTimeMs, chipTimeMs, places, startSource }) => ({
          bib,
          status,
          gunTimeMs,
          chipTimeMs,
          places,
          startSource,
        }));
      expect(timesOf(there)).toEqual(timesOf(here));
    }),
    { numRuns: 100 },
  );
});

test('reads of a stranger change nobody', () => {
  fc.assert(
    fc.property(world, fc.array(happening, { minLength: 1, maxLength: 5 }), (happened, strange) => {
      const race = tell(happened, raceOf(happened));
      const before = race.list();
      for (const { minute, ms, flag } of strange)
        race.passes('somebody else', 'finish', textAt(minute, ms, homeDay), { journal: 'their box', undated: flag });
      const after = race.list();
      expect(after.results).toEqual(before.results);
      expect(after.hash).toBe(before.hash);
    }),
    { numRuns: 60 },
  );
});

test('a disqualification and a reinstatement together are nothing', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...bibs), (happened, bib) => {
      const quiet = { ...happened, happenings: happened.happenings.filter(({ kind }) => kind !== 'status' && kind !== 'bind') };
      const race = tell(quiet, raceOf(quiet));
      const before = race.list();
      race.disqualify(bib, 'rule 7');
      race.reinstate(bib);
      expect(race.list().results).toEqual(before.results);
    }),
    { numRuns: 60 },
  );
});

test('a place is one more than the number of better finishers, overall, by sex and by division (SR-12)', () => {
  fc.assert(
    fc.property(world, (happened) => {
      const race = tell(happened, raceOf(happened));
      const { rankBy, placesFrom } = race.setup.races[0]!.rules;
      const field = (
        { gun: { exact: 'gunTimeMs', displayed: 'officialGunMs' }, chip: { exact: 'chipTimeMs', displayed: 'officialChipMs' } } as const
      )[rankBy][placesFrom];
      const { results } = race.list();
      const finishers = results.filter(({ status }) => status === 'finished');
      for (const { places, status, ...result } of results) {
        const better = finishers.filter((rival) => rival[field]! < result[field]!).length;
        expect(places?.overall ?? null).toBe(status === 'finished' ? better + 1 : null);
        const everyone = places?.divisions.find(({ divisionId }) => divisionId === storyId('division', 'all'));
        if (places) expect(everyone?.place).toBe(better + 1);
      }
      expect(finishers.map((result) => result[field])).toEqual(finishers.map((result) => result[field]!).toSorted((a, b) => a - b));
    }),
    { numRuns: 60 },
  );
});

test('start and finish are what the rules say in one line each (SR-04, SR-05)', () => {
  const readsOnly = fc.array(fc.record({ finish: fc.boolean(), ms: fc.integer({ min: -600_000, max: 5_400_000 }) }), { maxLength: 12 });
  fc.assert(
    fc.property(readsOnly, rules, (reads, settings) => {
      const race = aRace({ rules: settings }).wave('A', { gun: '10:00:00' }).participant('1');
      const gunAtMs = race.time('10:00:00').atMs;
      const textOf = (ms: number) => new Date(gunAtMs + ms).toISOString().slice(11, 23);
      for (const { finish, ms } of reads) race.passes('1', finish ? 'finish' : 'start', textOf(ms));
      const { minimumFinishMs = 0, startWindowMs = 1_800_000 } = settings;
      const finishMs = Math.min(...reads.flatMap(({ finish, ms }) => (finish && ms >= minimumFinishMs && ms >= 0 ? ms : [])));
      const startMs = Math.max(
        ...reads.flatMap(({ finish, ms }) => (!finish && ms >= 0 && ms <= startWindowMs && ms < finishMs ? ms : [])),
      );
      const hasFinish = Number.isFinite(finishMs);
      expect(race.result('1')).toMatchObject({
        gunTimeMs: hasFinish ? finishMs : null,
        chipTimeMs: hasFinish ? finishMs - Math.max(startMs, 0) : null,
      });
    }),
    { numRuns: 300 },
  );
});
