import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, LoggedEntry } from './entry.ts';
import { Scorer, score } from './scorer.ts';
import type { RaceRules } from './setup.ts';
import { aRace } from './testing/a-race.ts';
import { bibs, type Happening, homeDay, raceOf, tell, textAt, type World } from './testing/random-race-day.ts';
import { storyId } from './testing/story-ids.ts';

// Whatever happens on race day, in whatever order it reaches us. fast-check prints seed and path of a failure; `fc.assert(..., { seed, path })` replays it.

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

const world: fc.Arbitrary<World> = fc.record({
  rules,
  happenings: fc.array(happening, { maxLength: 60, size: 'max' }),
  commonMat: fc.boolean(),
});

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
    { numRuns: 120 },
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
    { numRuns: 25 },
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
    { numRuns: 50 },
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
    { numRuns: 40 },
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
    { numRuns: 40 },
  );
});

test('a place is one more than the number of better finishers, overall, by sex and by division (SR-12)', () => {
  fc.assert(
    fc.property(world, (happened) => {
      const race = tell(happened, raceOf(happened));
      const { placesFrom } = race.setup.races[0]!.rules;
      const rankBy = race.setup.races[0]!.rules.rankBy === 'gun' ? 'gun' : 'chip';
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
    { numRuns: 40 },
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
    { numRuns: 120 },
  );
});
