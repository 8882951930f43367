import type { Setup } from '@chute/timing';
import type { ChipMixUps } from './chip-mix-ups.ts';
import { startLocation } from './course.ts';
import { type Crossing, cut } from './crossings.ts';
import { boxAt } from './hearing.ts';
import type { BoxWish, LedgerEntry, PlannedBox, PlannedLine, RaceWish } from './race-plan.ts';
import { type Random, seededRandom } from './random.ts';

type Unnumbered = Omit<PlannedLine, 'seq'> & { who: Crossing['runner'] | null };

/** What each box says, line by line, with what goes wrong on the way from the box. */
export function makeBoxes(
  wish: RaceWish,
  setup: Setup,
  heard: readonly Crossing[],
  guns: ReadonlyMap<string, number>,
  chipOn: ChipMixUps['chipOn'],
): { boxes: PlannedBox[]; ledger: LedgerEntry[] } {
  const ledger: LedgerEntry[] = [];
  const boxes = wish.boxes.map((box, index): PlannedBox => {
    const random = seededRandom(`${wish.seed}/box/${box.name}`);
    const offsetMs = wish.faults.clockOffsetMs[box.name] ?? 0;
    const reads = heard.filter((crossing) => box.locations.includes(crossing.location)).flatMap((crossing) => readLines(crossing, random));
    const lines = [...reads, ...strangers(reads, random), ...gunLines(box)].map((line) => ({ ...line, atMs: line.atMs + offsetMs }));
    const numbered = inOrderOfSending(box, lines, random);
    return {
      ...box,
      reader:
        box.family === 'ipico' ? (index + 1).toString(16).padStart(2, '0') : random.integer(0x100000, 0xffffff).toString(16).toUpperCase(),
      lines: numbered,
      cutsAtMs: cuts(box, numbered, random),
    };
  });
  return { boxes, ledger };

  function readLines(crossing: Crossing, random: Random): Unnumbered[] {
    return crossing.reads.map((read) => ({
      kind: 'read',
      location: crossing.location,
      chip: chipOn(crossing.runner, read.atMs),
      ...read,
      sendAtMs: read.atMs + sendDelayMs(random),
      repeated: false,
      heldBack: false,
      who: crossing.runner,
    }));
  }

  function strangers(reads: readonly Unnumbered[], random: Random): Unnumbered[] {
    return reads
      .filter(() => random.chance(wish.faults.stranger))
      .map((near) => {
        const chip = near.chip.slice(0, -4) + random.integer(0, 0xffff).toString(16).padStart(4, '0').toUpperCase();
        return { ...near, chip: near.chip.startsWith('058') ? chip.toLowerCase() : `S${chip}`, who: null };
      })
      .map((line) => {
        note('stranger', line, `chip ${line.chip} belongs to nobody`);
        return line;
      });
  }

  function gunLines(box: BoxWish): Unnumbered[] {
    if (!box.locations.includes(startLocation)) return [];
    return setup.waves.map((wave) => {
      const atMs = guns.get(wave.id)! + wish.faults.gunLateMs;
      const line = { kind: 'gun', location: startLocation, chip: 'guntime', atMs, sendAtMs: atMs + 200, count: 0, antenna: 0 } as const;
      if (wish.faults.gunLateMs !== 0)
        note(
          'late-gun',
          { ...line, who: null },
          `the gun of ${wave.name} was recorded ${wish.faults.gunLateMs} ms late; a correction mends it`,
        );
      return { ...line, repeated: false, heldBack: false, who: null };
    });
  }

  function inOrderOfSending(box: BoxWish, lines: readonly Unnumbered[], random: Random): PlannedLine[] {
    const faulty = lines.map((line) => {
      if (line.kind === 'gun' || !random.chance(wish.faults.reorder)) return line;
      const lateMs = random.integer(1_000, 5_000);
      note('reordered', line, `the line left the box ${lateMs} ms late`);
      return { ...line, sendAtMs: line.sendAtMs + lateMs };
    });
    const sorted = faulty.toSorted((a, b) => a.sendAtMs - b.sendAtMs || a.atMs - b.atMs || (a.chip < b.chip ? -1 : 1));
    return sorted.map(({ who, ...line }, index) => {
      const repeated = random.chance(wish.faults.repeat);
      if (repeated) note('repeated', { ...line, who }, `line ${index + 1} was sent twice`);
      // A gap shows only when something follows it.
      const heldBack = box.family === 'ctp01' && line.kind === 'read' && index < sorted.length - 1 && random.chance(wish.faults.gap);
      if (heldBack) note('gap', { ...line, who }, `line ${index + 1} was not sent live; the box gives it when asked again`);
      return { ...line, seq: index + 1, repeated: repeated && !heldBack, heldBack };
    });
  }

  function cuts(box: BoxWish, lines: readonly PlannedLine[], random: Random): number[] {
    if (lines.length === 0) return [];
    const [fromMs, toMs] = [lines[0]!.sendAtMs, lines.at(-1)!.sendAtMs];
    const times = Array.from({ length: wish.faults.cuts }, () => cut(fromMs + random.next() * (toMs - fromMs))).toSorted((a, b) => a - b);
    for (const at_ms of times) {
      ledger.push({
        fault: 'cut',
        box: box.name,
        location: null,
        participant_id: null,
        bib: null,
        at_ms,
        detail: 'the connection broke in the middle of a line',
        effects: [],
      });
    }
    return times;
  }

  /** None of these faults may show in a result: what was said twice, late, or only on asking is the same race. */
  function note(fault: LedgerEntry['fault'], line: Pick<Unnumbered, 'location' | 'who' | 'atMs'>, detail: string): void {
    const box = boxAt(wish, line.location);
    const participant = line.who?.participant;
    ledger.push({
      fault,
      box,
      location: line.location,
      participant_id: participant?.id ?? null,
      bib: participant?.bib ?? null,
      at_ms: line.atMs,
      detail,
      effects: [],
    });
  }
}

/** A box gathers what its antennas heard before it sends a line. */
function sendDelayMs(random: Random): number {
  return random.integer(250, 900);
}
