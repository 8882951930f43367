import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, LoggedEntry } from './entry.ts';
import { type Candidate, supposedJournalId } from './log/candidates.ts';
import { compareLists } from './result/compare-lists.ts';
import type { PlacedResult, ScoreChanges } from './results.ts';
import { Scorer, score } from './scorer.ts';
import type { RaceFormat, RaceRules } from './setup.ts';
import { aRace, type RaceStory } from './testing/a-race.ts';
import { bibs, type Happening, homeDay, raceOf, tell, textAt, type World } from './testing/random-race-day.ts';
import { storyId } from './testing/story-ids.ts';
import { StoryLog } from './testing/story-log.ts';

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
  rankBy: fc.constantFrom('gun', 'chip', 'mixed'),
  gunPlaces: fc.constantFrom(0, 1, 2),
  placesFrom: fc.constantFrom('exact', 'displayed'),
  startWindowMs: fc.constantFrom(600_000, 1_800_000),
  minimumFinishMs: fc.constantFrom(0, 1_200_000),
  minimumLapMs: fc.constantFrom(60_000, 400_000),
  doubleDip: fc.boolean(),
  earlyStart: fc.constantFrom('gun', 'actual'),
  cutOffMs: fc.constantFrom(null, 3_600_000),
});

const format: fc.Arbitrary<RaceFormat> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'course' as const }) },
  fc.constant({ kind: 'laps' as const, laps: 2 }),
  fc.constant({ kind: 'timed' as const, limitMs: 2_400_000 }),
  fc.constant({ kind: 'backyard' as const, loopMs: 900_000 }),
);

const world: fc.Arbitrary<World> = fc.record({
  rules,
  format,
  happenings: fc.array(happening, { maxLength: 60, size: 'max' }),
  commonMat: fc.boolean(),
  backedUp: fc.boolean(),
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

/** 2027-01-01T12:00Z, when everyone is overdue. */
const dayAfterMs = 1_798_804_800_000;

/** All that a scorer says, apart from the order of what has none. */
function saidBy(scorer: Scorer) {
  const watchOuts = scorer.watchOuts({ nowMs: dayAfterMs });
  return { list: scorer.list(), waves: scorer.waves(), unknown: scorer.unknownReads(), questions: scorer.openQuestions(), watchOuts };
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
      const known = (id: string) => ({ result: scorer.result(id)!, rankKey: scorer.rankKey(id) });
      const everyone = () => new Map([...scorer.results()].map(({ participantId }) => [participantId, known(participantId)]));
      const mirror = everyone();
      const seen: LoggedEntry[] = [];
      for (const batch of delivered(race.entries, choices)) {
        seen.push(...batch);
        const changes = scorer.add(batch);
        for (const id of changes.participantIds) mirror.set(id, known(id));
        for (const id of changes.removedParticipantIds) mirror.delete(id);
        expect(scorer.list()).toEqual(score(race.setup, seen));
        expect(mirror).toEqual(everyone());
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
      const { results } = race.list();
      const finishers = results.filter(({ status }) => status === 'finished');
      const isBetter = betterIn(finishers, race.setup.races[0]!.rules);
      for (const result of results) {
        const isFinisher = result.status === 'finished';
        const better = isFinisher ? finishers.filter((rival) => isBetter(rival, result)) : [];
        expect(result.places?.overall ?? null).toBe(isFinisher ? better.length + 1 : null);
        if (!result.places) continue;
        const everyone = result.places.divisions.find(({ divisionId }) => divisionId === storyId('division', 'all'));
        expect(everyone?.place).toBe(better.length + 1);
        const sexOf = ({ participantId }: PlacedResult) => race.scorer().participant(participantId)!.sex;
        const rivals = better.filter((rival) => sexOf(rival) === sexOf(result));
        expect(result.places.sex).toBe(sexOf(result) === null ? null : rivals.length + 1);
      }
      const places = finishers.map((result) => result.places!.overall);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
    { numRuns: 60 },
  );
});

/** Who beats whom, in plain words: more laps; then, where the first places go by gun, those in them; then the time. */
function betterIn(finishers: readonly PlacedResult[], { rankBy, gunPlaces, placesFrom }: RaceRules) {
  const gunOf = (one: PlacedResult) => (placesFrom === 'exact' ? one.gunTimeMs! : one.officialGunMs!);
  const chipOf = (one: PlacedResult) => (placesFrom === 'exact' ? one.chipTimeMs! : one.officialChipMs!);
  const isInFront = (one: PlacedResult) => finishers.filter((rival) => gunOf(rival) < gunOf(one)).length < gunPlaces;
  const rankOf = (one: PlacedResult) => {
    if (rankBy === 'mixed') return [-one.laps.length, ...(isInFront(one) ? [0, gunOf(one)] : [1, chipOf(one)])];
    return [-one.laps.length, 0, rankBy === 'gun' ? gunOf(one) : chipOf(one)];
  };
  return (a: PlacedResult, b: PlacedResult) => {
    const [ranksA, ranksB] = [rankOf(a), rankOf(b)];
    const at = ranksA.findIndex((value, index) => value !== ranksB[index]);
    return at >= 0 && ranksA[at]! < ranksB[at]!;
  };
}

test('everyone entered is in the list once, whatever happens to them', () => {
  fc.assert(
    fc.property(world, (happened) => {
      const quiet = { ...happened, happenings: happened.happenings.filter(({ kind }) => kind !== 'enter') };
      const race = tell(quiet, raceOf(quiet));
      expect(race.order().toSorted()).toEqual(bibs);
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

const correction = happening.map((one) => ({ ...one, kind: corrections[(one.who + one.minute + one.other + 5) % corrections.length]! }));
const corrections = ['gun', 'manual', 'status', 'assign', 'enter', 'close', 'void', 'day-set', 'clock-model'];

test('what would be if corrections came is what comes of them, and asking leaves no trace', () => {
  fc.assert(
    fc.property(world, fc.array(correction, { minLength: 1, maxLength: 4 }), fc.nat(), (happened, happenings, cut) => {
      const race = tell(happened, raceOf(happened));
      const heard = race.entries.slice(0, cut % (race.entries.length + 1));
      const refs = heard.map(({ journalId, seq }) => ({ journalId, seq }));
      const candidates = race.supposed((desk) => tell({ ...happened, happenings }, desk, homeDay, refs));

      const scorer = new Scorer(race.setup);
      scorer.add(heard);
      const said = saidBy(scorer);
      const told = scorer.whatIf(candidates);
      expect(saidBy(scorer)).toEqual(said);
      expect(told).toEqual(compareLists(said.list, score(race.setup, [...heard, ...writtenLast(candidates, race)])));

      const unasked = new Scorer(race.setup);
      unasked.add(heard);
      expect(saidBy(unasked)).toEqual(said);
      for (const entry of race.entries.slice(heard.length)) expect(inNoOrder(scorer.add([entry]))).toEqual(inNoOrder(unasked.add([entry])));
      expect(saidBy(scorer)).toEqual(saidBy(unasked));
    }),
    { numRuns: 120 },
  );
});

/** Candidates as somebody would write them, in a journal of their own, after everything else. */
function writtenLast(candidates: readonly Candidate[], race: RaceStory): LoggedEntry[] {
  const later = new StoryLog(race.setup.event.id);
  for (const candidate of candidates) later.write('later box', candidate);
  const text = JSON.stringify(later.entries, (key, value) => {
    if (key === 'lamport') return value + 1_000_000;
    // Their own journal opens with its session.
    return value?.journalId === supposedJournalId ? { journalId: storyId('journal', 'later box'), seq: value.seq + 1 } : value;
  });
  return JSON.parse(text);
}

function inNoOrder({ participantIds, removedParticipantIds, waveIds, raceIds, everything }: ScoreChanges) {
  const lists = [participantIds, removedParticipantIds, waveIds, raceIds].map((ids) => ids.toSorted());
  return { lists, everything };
}
