import { correctionEntry, type EntryDraft, journalStart, type SealedEntry, sealEntry } from '@chute/protocol';
import type { LoggedEntry } from '@chute/timing';
import { setupHash } from '@chute/timing';
import type { PlannedBox, PlannedLine, RacePlan } from '../plan/race-plan.ts';
import { zoneOffset } from '../player/race-boxes.ts';

const sessionId = '0190d1e0-0000-7000-8000-00000000000a';
const bootId = '0190d1e0-0000-7000-8000-00000000000b';

/** The race log that perfect edges would write of a plan: a journal for each box, and one for the corrections. */
export function planLog(plan: RacePlan): (SealedEntry & { journalId: string; logged: LoggedEntry })[] {
  const journals = plan.boxes.map((box) => draftsOf(plan, box));
  journals.push([
    openSession(plan),
    ...plan.corrections.map((correction): EntryDraft => ({ ...stamp(endOf(plan)), ...correctionEntry(correction) })),
  ]);
  return journals.flatMap((drafts, index) => {
    const journalId = `0190d1e0-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`;
    let end = journalStart(journalId, 0);
    return drafts.map((draft) => {
      const { entry, ...sealed } = sealEntry(draft, end);
      end = { journalId, seq: sealed.seq, hash: sealed.hash, lamport: entry.lamport };
      return { ...sealed, journalId, logged: { journalId, seq: sealed.seq, hash: sealed.hash, entry } };
    });
  });
}

function draftsOf(plan: RacePlan, box: PlannedBox): EntryDraft[] {
  const offsetAt = zoneOffset(plan.setup.event.transitions);
  return [openSession(plan), ...box.lines.flatMap((line) => Array(line.repeated ? 2 : 1).fill(draftOf(line)))];

  function draftOf(line: PlannedLine): EntryDraft {
    const head = {
      ...stamp(line.sendAtMs),
      clockId: `ctp01:${box.reader}`,
      timeText: new Date(line.atMs + offsetAt(line.atMs)).toISOString().slice(0, 22),
    };
    const { location, seq: sourceSeq, chip: ident, count, antenna } = line;
    if (line.kind === 'gun') return { ...head, kind: 'gun', location, waveId: null, sourceSeq, replaces: null };
    return { ...head, kind: 'read', location, ident, identIs: 'auto', sourceSeq, reader: box.reader, antenna, count };
  }
}

function openSession({ setup, wish }: RacePlan): EntryDraft {
  return { ...stamp(wish.gunAtMs), kind: 'session-open', eventId: setup.event.id, setupHash: setupHash(setup) };
}

function stamp(arrivedAtMs: number) {
  return { sessionId, arrivedAtMs, monotonicMs: arrivedAtMs, bootId };
}

function endOf({ boxes }: RacePlan): number {
  return boxes.reduce((latest, { lines }) => lines.reduce((atMs, { sendAtMs }) => Math.max(atMs, sendAtMs), latest), 0);
}
