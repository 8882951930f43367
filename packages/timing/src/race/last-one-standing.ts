import type { Result } from '../results.ts';

/**
 * Who won a backyard: one loop more than anyone else (SR-33), undefined when nobody did. Whoever is out for another reason has closed loops all the
 * same; someone disqualified, or never started, has not. `mayWin` says of the one who leads whether a person has ruled otherwise.
 */
export function lastOneStanding(results: Iterable<Result>, mayWin: (participantId: string) => boolean): string | undefined {
  let most = 0;
  let leader: string | undefined;
  for (const { participantId, status, laps } of results) {
    if (status === 'DSQ' || status === 'DNS' || laps.length < most || laps.length === 0) continue;
    leader = laps.length === most ? undefined : participantId;
    most = laps.length;
  }
  return leader !== undefined && mayWin(leader) ? leader : undefined;
}
