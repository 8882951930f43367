import type { EntryRef } from '../entry.ts';
import type { SetAside } from '../log/counted-reads.ts';
import type { EventLog } from '../log/event-log.ts';
import { runnerTimes } from '../race/runner-times.ts';
import type { Result } from '../results.ts';
import { sentenceFor } from './sentence.ts';
import { type Verdict, verdictsOf } from './verdict.ts';

/** How a result came about. `rule` is the SR number that decided about a read, or `void` where a person took it out. */
export type Explanation = {
  participantId: string;
  bib: string;
  result: Result;
  reads: ExplainedRead[];
  /** What a timer can read out. */
  sentence: string;
};

/** `decoderTime` is what the decoder's clock showed; with `correctionMs`, by the approved clock model, it is the instant `atMs` (SR-08). */
export type ExplainedRead = {
  source: EntryRef;
  location: string;
  decoderTime: string | null;
  correctionMs: number;
  atMs: number | null;
} & Verdict;

/** Whoever has a result is on the roster, in a race of the setup. */
export function explain(log: EventLog, result: Result): Explanation {
  const claim = log.roster.claimOf(result.participantId)!;
  const course = log.courses.get(claim.participant.raceId)!;
  const aside: SetAside[] = [];
  // Nobody but the winner of a backyard finishes one, and no other race asks.
  const hasWon = result.status === 'finished';
  const record = log.recordOf(claim, course, { hasWon, aside: (left) => aside.push(left) });
  const times = runnerTimes(record);

  const verdicts = verdictsOf(record, times);
  for (const { row, why } of aside) verdicts.set(row, asideVerdicts[why]);
  const { table } = log.heard;
  const rows = [...verdicts.keys()].sort((a, b) => (log.heard.atMs(a) ?? 0) - (log.heard.atMs(b) ?? 0) || table.compareLogOrder(a, b));
  const reads = rows.map((row) => ({
    source: table.sourceOf(row),
    location: table.locationOf(row),
    decoderTime: log.heard.decoderTime(row),
    correctionMs: log.heard.correctionMs(row),
    atMs: log.heard.atMs(row),
    ...verdicts.get(row)!,
  }));
  const sentence = sentenceFor({
    record,
    times,
    result,
    transitions: log.days.transitions,
    correctionMs: (row) => log.heard.correctionMs(row),
    unusedReads: reads.filter(({ used }) => !used).length,
  });
  return { participantId: result.participantId, bib: result.bib, result, reads, sentence };
}

const asideVerdicts: Record<SetAside['why'], Verdict> = {
  void: { use: 'taken out by a person', used: false, rule: 'void' },
  copy: { use: 'another copy of a read that counts once', used: false, rule: 'SR-31' },
  'no-time': { use: 'its time cannot be understood', used: false, rule: 'SR-09' },
};
