import type { ScoreChanges } from '@chute/timing';

export const noChanges: ScoreChanges = { participantIds: [], removedParticipantIds: [], waveIds: [], raceIds: [], everything: false };

/** Both, one after the other: who was removed and came back has changed, and the other way round. */
export function mergeChanges(earlier: ScoreChanges, later: ScoreChanges): ScoreChanges {
  const back = new Set(later.participantIds);
  const gone = new Set(later.removedParticipantIds);
  return {
    participantIds: union(
      earlier.participantIds.filter((id) => !gone.has(id)),
      later.participantIds,
    ),
    removedParticipantIds: union(
      earlier.removedParticipantIds.filter((id) => !back.has(id)),
      later.removedParticipantIds,
    ),
    waveIds: union(earlier.waveIds, later.waveIds),
    raceIds: union(earlier.raceIds, later.raceIds),
    everything: earlier.everything || later.everything,
  };
}

export function isAnyChange({ participantIds, removedParticipantIds, waveIds, raceIds, everything }: ScoreChanges): boolean {
  return everything || [participantIds, removedParticipantIds, waveIds, raceIds].some((ids) => ids.length > 0);
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
