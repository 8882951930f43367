import type { Correction } from '@chute/protocol';
import { type Crossing, cut } from './crossings.ts';
import type { Runner } from './field.ts';
import type { LedgerEntry, RaceWish } from './race-plan.ts';
import { type Random, seededRandom } from './random.ts';

/** Who really wore which chip, and how the officials put it right. Once they have, results must not notice. */
export type ChipMixUps = { chipOn(runner: Runner, atMs: number): string; corrections: Correction[]; ledger: LedgerEntry[] };

/** A chip is handed on well away from every mat, so that no clock puts a read on the wrong side of it. */
const clearOfMatsMs = 30_000;

/**
 * Pairs who were given each other's chip, found out after the race; and runners whose own chip dies on the way and who go on with one that somebody
 * left behind who dropped out: from then on, and not before, it is theirs.
 */
export function mixUpChips(wish: RaceWish, field: readonly Runner[], crossings: ReadonlyMap<string, readonly Crossing[]>): ChipMixUps {
  const random = seededRandom(`${wish.seed}/chips`);
  const corrections: Correction[] = [];
  const ledger: LedgerEntry[] = [];
  const other = new Map<string, { chip: string; fromMs: number }>();
  const wears = (runner: Runner, chip: string, atMs: number | null) => {
    other.set(runner.participant.id, { chip, fromMs: atMs ?? Number.NEGATIVE_INFINITY });
    const at = atMs === null ? null : new Date(atMs).toISOString();
    corrections.push({ kind: 'assign', chip, bib: runner.participant.bib, at });
  };
  const note = (fault: LedgerEntry['fault'], runner: Runner, at_ms: number | null, detail: string) => {
    const { id, bib } = runner.participant;
    ledger.push({ fault, box: 'all', location: null, participant_id: id, bib, at_ms, detail, effects: [] });
  };

  const runners = shuffled(
    field.filter(({ fate }) => fate === 'finishes'),
    random,
  );
  for (let pair = 0; pair < wish.faults.swappedChips && runners.length >= 2; pair += 1) {
    const [one, two] = [runners.pop()!, runners.pop()!];
    wears(one, two.chip, null);
    wears(two, one.chip, null);
    note('swapped-chips', one, null, `wore the chip of bib ${two.participant.bib}, who wore the one of bib ${one.participant.bib}`);
  }

  const lastSeenMs = (runner: Runner) =>
    Math.max(...(crossings.get(runner.participant.id) ?? []).flatMap(({ reads }) => reads.map(({ atMs }) => atMs)));
  const leftBehind = field.filter(({ fate }) => fate === 'drops-out').sort((a, b) => lastSeenMs(a) - lastSeenMs(b));
  for (let count = 0; count < wish.faults.replacedChips && leftBehind.length > 0; count += 1) {
    const owner = leftBehind.shift()!;
    const at = runners.findIndex((runner) => handOverAt(crossings.get(runner.participant.id)!, lastSeenMs(owner)) !== undefined);
    if (at < 0) break;
    const [runner] = runners.splice(at, 1);
    const fromMs = handOverAt(crossings.get(runner!.participant.id)!, lastSeenMs(owner))!;
    wears(runner!, owner.chip, fromMs);
    note('replaced-chip', runner!, fromMs, `went on with the chip of bib ${owner.participant.bib}, who had dropped out`);
  }

  return {
    chipOn: (runner, atMs) => {
      const given = other.get(runner.participant.id);
      return given && atMs >= given.fromMs ? given.chip : runner.chip;
    },
    corrections,
    ledger,
  };
}

/** Half-way between two mats of a runner, after the one who owned the chip was last seen. */
function handOverAt(crossings: readonly Crossing[], afterMs: number): number | undefined {
  const onCourse = crossings.filter(({ meaning }) => meaning !== 'waiting');
  for (const [index, { reads }] of onCourse.entries()) {
    const next = onCourse[index + 1];
    if (!next || next.meaning === 'lingering') return undefined;
    const [leftMs, reachedMs] = [reads.at(-1)!.atMs, next.reads[0]!.atMs];
    const atMs = cut((leftMs + reachedMs) / 2);
    if (atMs - leftMs > clearOfMatsMs && atMs > afterMs + clearOfMatsMs) return atMs;
  }
  return undefined;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
