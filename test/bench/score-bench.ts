import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Entry, type LoggedEntry, Scorer, type Setup, score } from '@chute/timing';
import { aBigRace } from '@chute/timing/testing';
import { type Figure, figureOf, fiveRuns, quantile } from './figure.ts';
import { assertSame, scorePlainly } from './plain-scorer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What `score` does from first to last, so that a figure says what it stands for. */
const included = 'includes the setup hash, everyone scored, the list in order with places and the hash of the results';

/**
 * `score` of a big race, the same without list and hashes, what one more read costs at that size, and what the scorer keeps of a runner;
 * beside it, sorting one text a runner, which no ranking can avoid. Then five points and three reads a passing, beside a scorer without memory.
 */
export async function scoreBench(runners = 50_000): Promise<Figure[]> {
  const { setup, entries } = aBigRace(runners);
  const size = `${runners} runners x 4 reads`;
  const whole = await fiveRuns(() => ({
    ...measured(() => score(setup, entries)),
    sortMs: measured(() => entries.slice(0, runners).toSorted((a, b) => a.hash.localeCompare(b.hash))).ms,
  }));
  const added = await fiveRuns(() => measured(() => fedScorer(setup, entries)).ms);
  const late = 2_000;
  const steps = await fiveRuns(() => {
    const scorer = fedScorer(setup, entries.slice(0, -late));
    const costs = entries.slice(-late).map((entry) => elapsedMs(() => scorer.add([entry])));
    return costs.toSorted((a, b) => a - b);
  });
  const keptBytes = bytesKept(() => fedScorer(setup, entries)) / runners;

  const n = entries.length;
  const ms = { unit: 'ms', n };
  return [
    figureOf(
      { bench: 'score.whole', ...ms, note: `${size}; ${included}` },
      whole.map((run) => run.ms),
    ),
    figureOf(
      { bench: 'score.whole-cpu', ...ms, note: 'the same in processor time of its thread, waiting for a busy machine apart' },
      whole.map((run) => run.cpuMs),
    ),
    figureOf(
      { bench: 'score.yardstick-sort', unit: 'ms', n: runners, note: 'sorting one text a runner' },
      whole.map((run) => run.sortMs),
    ),
    figureOf(
      { bench: 'score.whole-to-yardstick', unit: 'x', n, note: 'score.whole / score.yardstick-sort' },
      whole.map((run) => run.ms / run.sortMs),
    ),
    figureOf({ bench: 'score.add', ...ms, note: `${size}; everyone scored, without list and hashes` }, added),
    ...[0.5, 0.99].map((share) =>
      figureOf(
        { bench: `score.one-more.p${share * 100}`, unit: 'ms', n: late, note: `one more read at ${size}` },
        steps.map((run) => quantile(run, share)),
      ),
    ),
    figureOf(
      {
        bench: 'score.memory',
        unit: 'bytes',
        n: runners,
        note: `a runner at ${size}: heap and typed arrays of the scorer after gc, without entries and setup`,
      },
      [keptBytes],
    ),
    ...(await manyReads(runners)),
  ];
}

/** Apart and last, since so many entries in memory would weigh on the other figures. */
async function manyReads(runners: number): Promise<Figure[]> {
  const { setup, entries } = aBigRace(runners, { points: ['START', '3K', '6K', '9K', 'FINISH'], readsEach: 3 });
  const n = entries.length;
  const size = `${runners} runners x 5 points x 3 reads`;
  assertSame(scorePlainly(setup, entries), score(setup, entries));
  const runs = await fiveRuns(() => {
    const whole = measured(() => score(setup, entries)).ms;
    const plain = measured(() => scorePlainly(setup, entries)).ms;
    return { whole, plain };
  });
  const late = 500;
  const scorer = fedScorer(setup, entries.slice(0, -late));
  const oneMore = entries
    .slice(-late)
    .map((entry) => elapsedMs(() => scorer.add([entry])))
    .toSorted((a, b) => a - b);
  const plainMs = quantile(
    runs.map(({ plain }) => plain).toSorted((a, b) => a - b),
    0.5,
  );
  const words = await fiveRuns(() => theDesk(scorer, setup));
  return [
    figureOf(
      { bench: 'score.many-reads', unit: 'ms', n, note: `${size}; ${included}` },
      runs.map(({ whole }) => whole),
    ),
    figureOf(
      {
        bench: 'score.many-reads-to-plain',
        unit: 'x',
        n,
        note: 'the same beside the simplest correct scorer: everything gone through, everybody sorted',
      },
      runs.map(({ whole, plain }) => whole / plain),
    ),
    ...[0.5, 0.99].map((share) =>
      figureOf({ bench: `score.many-reads.one-more.p${share * 100}`, unit: 'ms', n: late, note: `one more read at ${size}` }, [
        quantile(oneMore, share),
      ]),
    ),
    figureOf(
      {
        bench: 'score.many-reads.one-more-to-plain',
        unit: 'x',
        n: late,
        note: 'how many times as long the simplest scorer takes for one more read',
      },
      [plainMs / quantile(oneMore, 0.5)],
    ),
    ...(Object.keys(words[0]!) as (keyof DeskFigures)[]).map((word) =>
      figureOf(
        { bench: `score.many-reads.${word}`, unit: 'ms', n: runners, note: `${deskNotes[word]}, at ${size}` },
        words.map((run) => run[word]),
      ),
    ),
  ];
}

type DeskFigures = { gun: number; 'clock-model': number; participant: number; 'what-if': number; awards: number; list: number };

const deskNotes: Record<keyof DeskFigures, string> = {
  gun: 'a gun put right by a second: everyone is worked out anew',
  'clock-model': 'a clock model for the decoder that heard all reads',
  participant: 'a participant-set: one runner changes divisions',
  'what-if': 'what if the winner were disqualified: everyone moves up',
  awards: 'awards and teams of a race that has none: who asks pays for nothing',
  list: 'the list in order, with places and hash',
};

/** What a person at the desk enters or asks, each once; the next round enters it again, as a later word. */
function theDesk(scorer: Scorer, setup: Setup): DeskFigures {
  const enter = (draft: Partial<Entry> & { kind: Entry['kind'] }) => {
    const seq = 1 + (scorer.basis().frontier.find(({ journalId }) => journalId === 'desk')?.seq ?? 0);
    const head = {
      v: 1,
      journalId: 'desk',
      seq,
      prev: '',
      lamport: 1e7 + seq,
      sessionId: 'session',
      arrivedAtMs: 1,
      monotonicMs: 1,
      bootId: 'desk',
    };
    const entry = { ...head, ...draft } as Entry;
    return elapsedMs(() => scorer.add([{ journalId: 'desk', seq, hash: `desk-${seq}`, entry }]));
  };
  const [one] = setup.participants;
  const gun = { location: null, waveId: 'wave', sourceSeq: null, replaces: null };
  const first = scorer.list().results[0]!.participantId;
  const out = { kind: 'status' as const, arrivedAtMs: 1, participantId: first, change: 'DSQ' as const, penaltyMs: 0, reason: null };
  return {
    gun: enter({ kind: 'gun', timeText: `2026-05-17T08:00:0${1 + (scorer.basis().frontier.length % 2)}`, ...gun }),
    'clock-model': enter({ kind: 'clock-model', clockId: 'clock', points: [{ decoderAtMs: 0, offsetMs: Math.round(performance.now()) }] }),
    participant: enter({ kind: 'participant-set', participant: { ...one!, raceAge: 30 }, removed: false, importId: null }),
    'what-if': elapsedMs(() => scorer.whatIf([out])),
    awards: elapsedMs(() => scorer.awards()),
    list: elapsedMs(() => scorer.list()),
  };
}

function fedScorer(setup: Setup, entries: readonly LoggedEntry[]): Scorer {
  const scorer = new Scorer(setup);
  scorer.add(entries);
  return scorer;
}

/** What is still held of what `make` made, once the garbage is gone. */
function bytesKept(make: () => object): number {
  const before = bytesInUse();
  held.now = make();
  const kept = bytesInUse() - before;
  held.now = undefined;
  return kept;
}

/** Outside of any function, so that no compiler finds it unused before it is measured. */
const held: { now?: object | undefined } = {};

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** From a clean heap, so that no run pays for the garbage of the one before. */
function measured(work: () => unknown): { ms: number; cpuMs: number } {
  collectGarbage();
  const before = process.threadCpuUsage();
  const ms = elapsedMs(work);
  const { user, system } = process.threadCpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 };
}

function elapsedMs(work: () => unknown): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}
