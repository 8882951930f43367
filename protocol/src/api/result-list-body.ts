import { formatRaceTime, type PlacedResult, type ResultList } from '@chute/timing';
import { instantText } from './instant.ts';
import type { ResultItem, ResultListBody } from './results.ts';

/** A result list as edge, hub and simulator answer with it: the same bytes for the same basis. */
export function resultListBody(eventId: string, { basis, hash, results }: ResultList): ResultListBody {
  const frontier = basis.frontier.map(({ journalId, seq, hash: entryHash }) => ({ journal_id: journalId, seq, hash: entryHash }));
  return {
    event_id: eventId,
    basis: { setup_hash: basis.setupHash, engine_version: basis.engineVersion, frontier },
    hash,
    items: results.map(resultItemBody),
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
    official_gun_time: timeText(result.officialGunMs),
    official_chip_time: timeText(result.officialChipMs),
    start_source: result.startSource,
    started_at: atText(result.startedAtMs),
    finished_at: atText(result.finishedAtMs),
    penalty_ms: result.penaltyMs,
    place_overall: places?.overall ?? null,
    place_sex: places?.sex ?? null,
    division_places: (places?.divisions ?? []).map(({ divisionId, place }) => ({ division_id: divisionId, place })),
    splits: result.splits.map((split) => ({
      course_point_id: split.coursePointId,
      passed_at: instantText(split.passedAtMs),
      gun_time_ms: split.gunTimeMs,
      chip_time_ms: split.chipTimeMs,
    })),
  };
}

/** An official time is rounded already, by the rules of its race: no digit of it is left out here. */
function timeText(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms % 1000 === 0) return formatRaceTime(ms);
  return formatRaceTime(ms, { digits: ms % 10 === 0 ? 'hundredths' : 'exact' });
}

function atText(atMs: number | null): string | null {
  return atMs === null ? null : instantText(atMs);
}
