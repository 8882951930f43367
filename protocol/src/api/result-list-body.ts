import { formatRaceTime, type PlacedResult, type ResultList, type Split } from '@chute/timing';
import { instantText } from './instant.ts';
import type { ResultItem, ResultListBody } from './results.ts';

/** A result list as edge, hub and simulator answer with it: the same bytes for the same basis. */
export function resultListBody(eventId: string, { basis, hash, results, awards, teams }: ResultList): ResultListBody {
  const frontier = basis.frontier.map(({ journalId, seq, hash: entryHash }) => ({ journal_id: journalId, seq, hash: entryHash }));
  return {
    event_id: eventId,
    basis: { setup_hash: basis.setupHash, engine_version: basis.engineVersion, frontier },
    hash,
    items: results.map(resultItemBody),
    awards: awards.map(({ awardId, winners }) => ({
      award_id: awardId,
      winners: winners.map(({ participantId, place, timeMs }) => ({ participant_id: participantId, place, time_ms: timeMs })),
    })),
    teams: teams.map(({ contestId, teamId, place, score, members }) => ({
      team_contest_id: contestId,
      team_id: teamId,
      place,
      score,
      members: members.map(({ participantId, counts, points, timeMs }) => ({
        participant_id: participantId,
        counts,
        points,
        time_ms: timeMs,
      })),
    })),
  };
}

/** One result over HTTP. Never the reason of a disqualification: that is for timers. */
export function resultItemBody(result: PlacedResult): ResultItem {
  const { places } = result;
  return {
    participant_id: result.participantId,
    race_id: result.raceId,
    wave_id: result.waveId,
    bib: result.bib,
    status: result.status,
    gun_time_ms: result.gunTimeMs,
    chip_time_ms: result.chipTimeMs,
    official_gun_time: officialTimeText(result.officialGunMs),
    official_chip_time: officialTimeText(result.officialChipMs),
    start_source: result.startSource,
    started_at: atText(result.startedAtMs),
    finished_at: atText(result.finishedAtMs),
    penalty_ms: result.penaltyMs,
    place_overall: places?.overall ?? null,
    place_sex: places?.sex ?? null,
    division_places: (places?.divisions ?? []).map(({ divisionId, place }) => ({ division_id: divisionId, place })),
    splits: result.splits.map((split) => ({ course_point_id: split.coursePointId, ...passingBody(split) })),
    laps: result.laps.map(passingBody),
  };
}

function passingBody({ passedAtMs, gunTimeMs, chipTimeMs }: Split) {
  return { passed_at: instantText(passedAtMs), gun_time_ms: gunTimeMs, chip_time_ms: chipTimeMs };
}

/** An official time is rounded already, by the rules of its race: no digit of it is left out here. */
export function officialTimeText(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms % 1000 === 0) return formatRaceTime(ms);
  return formatRaceTime(ms, { digits: ms % 10 === 0 ? 'hundredths' : 'exact' });
}

function atText(atMs: number | null): string | null {
  return atMs === null ? null : instantText(atMs);
}
