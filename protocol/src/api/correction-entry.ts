import type { EntryRef } from '@chute/timing';
import type { EntryDraft } from '../log/sealed-entry.ts';
import type { Correction } from './corrections.ts';
import { instantText, parseInstantMs } from './instant.ts';

/** A draft without what its writer adds: its session, and when and by which machine it was written. */
export type UnstampedDraft<Draft = EntryDraft> = Draft extends EntryDraft
  ? Omit<Draft, 'sessionId' | 'arrivedAtMs' | 'monotonicMs' | 'bootId'>
  : never;

/** What a person entered, as one entry of the race log: the same at an edge and at a hub. */
export function correctionEntry(correction: Correction): UnstampedDraft {
  switch (correction.kind) {
    case 'gun': {
      const { wave_id: waveId, replaces } = correction;
      return {
        kind: 'gun',
        timeText: utcText(correction.at),
        location: null,
        waveId,
        sourceSeq: null,
        replaces: replaces && ref(replaces),
      };
    }
    case 'manual': {
      const { participant_id: participantId, course_point_id: coursePointId, override } = correction;
      return { kind: 'manual', timeText: utcText(correction.at), participantId, coursePointId, override };
    }
    case 'status': {
      const { participant_id: participantId, change, penalty_ms: penaltyMs, reason } = correction;
      return { kind: 'status', participantId, change, penaltyMs, reason };
    }
    case 'assign': {
      const from = correction.at === null ? {} : { timeText: utcText(correction.at) };
      return { ...from, kind: 'assign', chip: correction.chip, bib: correction.bib };
    }
    case 'void':
    case 'unvoid':
      return { kind: correction.kind, target: ref(correction.target) };
    case 'race-close':
    case 'race-reopen':
      return { kind: correction.kind, raceId: correction.race_id };
    case 'publish': {
      const { race_id: raceId, as, frontier } = correction;
      return { kind: 'publish', raceId, as, frontier: frontier.map((position) => ({ ...ref(position), hash: position.hash })) };
    }
    case 'day-set':
      return { kind: 'day-set', target: ref(correction.target), day: correction.day };
  }
}

function ref(wire: { journal_id: string; seq: number }): EntryRef {
  return { journalId: wire.journal_id, seq: wire.seq };
}

/** `correctionSchema` let only instants through, so this one is one. */
function utcText(at: string): string {
  return instantText(parseInstantMs(at)!);
}
