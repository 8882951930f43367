import type { WatchOut } from '@chute/timing';
import { z } from 'zod';
import { instantText } from './instant.ts';

const at = z.iso.datetime();
const count = z.int().nonnegative();
const agesSchema = z.array(z.object({ from: count, to: count.nullable() }));

/** What each code has to say in figures; durations in milliseconds. */
const facts = {
  'swapped-chips': z.object({ evidence: z.enum(['course', 'start']), others: count }),
  overdue: z.object({
    next_point_id: z.uuid(),
    runners: z.array(z.object({ participant_id: z.uuid(), last_point_id: z.uuid().nullable(), last_seen_at: at, expected_at: at })),
  }),
  'missed-reads': z.object({
    location: z.string(),
    reader: z.string().nullable(),
    antenna: z.int().nullable(),
    known: count,
    missed: count,
    heard_by_others: count,
  }),
  'finish-without-start': z.object({ finishers: count, read_at_start: count }),
  'impossible-time': z.object({
    from_point_id: z.uuid().nullable(),
    to_point_id: z.uuid(),
    distance_m: z.number(),
    fastest_ms: z.int(),
    runners: z.array(z.object({ participant_id: z.uuid(), took_ms: z.int() })),
  }),
  'one-chip-two-people': z.discriminatedUnion('how', [
    z.object({ how: z.literal('too-far-apart'), locations: z.array(z.string()), apart_ms: z.number(), needed_ms: z.number() }),
    z.object({ how: z.literal('two-bibs'), chip: z.string(), bibs: z.array(z.string()) }),
    z.object({ how: z.literal('two-wearers'), bib: z.string(), reads: count }),
  ]),
  'wave-without-gun': z.object({ wave_id: z.uuid(), runners: count, first_read_at: at, last_read_at: at }),
  'age-bands': z.object({ sex: z.enum(['F', 'M', 'X']).nullable(), overlaps: agesSchema, holes: agesSchema }),
  'finish-window': z.discriminatedUnion('setting', [
    z.object({
      setting: z.enum(['startWindowMs', 'minimumFinishMs', 'windowFromMs', 'windowToMs', 'occurrence']),
      point_id: z.uuid(),
      runner: z.enum(['fastest', 'slowest', 'last']),
      since_gun_ms: z.int(),
    }),
    z.object({ setting: z.literal('gunLocations'), wave_id: z.uuid() }),
  ]),
};

const about = {
  race_id: z.uuid().nullable(),
  participant_ids: z.array(z.uuid()),
  sources: z.array(z.object({ journal_id: z.uuid(), seq: z.int().positive() })),
  sentence: z.string(),
};

const watchOutSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('swapped-chips'), ...about, facts: facts['swapped-chips'] }),
  z.object({ code: z.literal('overdue'), ...about, facts: facts.overdue }),
  z.object({ code: z.literal('missed-reads'), ...about, facts: facts['missed-reads'] }),
  z.object({ code: z.literal('finish-without-start'), ...about, facts: facts['finish-without-start'] }),
  z.object({ code: z.literal('impossible-time'), ...about, facts: facts['impossible-time'] }),
  z.object({ code: z.literal('one-chip-two-people'), ...about, facts: facts['one-chip-two-people'] }),
  z.object({ code: z.literal('wave-without-gun'), ...about, facts: facts['wave-without-gun'] }),
  z.object({ code: z.literal('age-bands'), ...about, facts: facts['age-bands'] }),
  z.object({ code: z.literal('finish-window'), ...about, facts: facts['finish-window'] }),
]);

/** What a timer should look at, most pressing first: `GET …/events/{event_id}/watch-outs` at a hub and at an edge. Nothing of it changes a result. */
export const watchOutsAnswerSchema = z.object({ as_of: at, watch_outs: z.array(watchOutSchema) });
export type WatchOutsAnswer = z.infer<typeof watchOutsAnswerSchema>;

export function watchOutsBody(watchOuts: readonly WatchOut[], { nowMs }: { nowMs: number }): WatchOutsAnswer {
  return { as_of: instantText(nowMs), watch_outs: watchOuts.map(watchOutBody) };
}

function watchOutBody(watchOut: WatchOut): WatchOutsAnswer['watch_outs'][number] {
  const { raceId, participantIds, sources, sentence } = watchOut;
  const head = {
    race_id: raceId,
    participant_ids: participantIds,
    sources: sources.map(({ journalId, seq }) => ({ journal_id: journalId, seq })),
    sentence,
  };
  switch (watchOut.code) {
    case 'swapped-chips':
      return { code: watchOut.code, ...head, facts: watchOut.facts };
    case 'overdue': {
      const { nextPointId, runners } = watchOut.facts;
      const told = runners.map(({ participantId, lastPointId, lastSeenAtMs, expectedAtMs }) => ({
        participant_id: participantId,
        last_point_id: lastPointId,
        last_seen_at: instantText(lastSeenAtMs),
        expected_at: instantText(expectedAtMs),
      }));
      return { code: watchOut.code, ...head, facts: { next_point_id: nextPointId, runners: told } };
    }
    case 'missed-reads': {
      const { heardByOthers, ...rest } = watchOut.facts;
      return { code: watchOut.code, ...head, facts: { ...rest, heard_by_others: heardByOthers } };
    }
    case 'finish-without-start': {
      const { finishers, readAtStart } = watchOut.facts;
      return { code: watchOut.code, ...head, facts: { finishers, read_at_start: readAtStart } };
    }
    case 'impossible-time': {
      const { fromPointId, toPointId, distanceM, fastestMs, runners } = watchOut.facts;
      const told = runners.map(({ participantId, tookMs }) => ({ participant_id: participantId, took_ms: tookMs }));
      return {
        code: watchOut.code,
        ...head,
        facts: { from_point_id: fromPointId, to_point_id: toPointId, distance_m: distanceM, fastest_ms: fastestMs, runners: told },
      };
    }
    case 'one-chip-two-people':
      return { code: watchOut.code, ...head, facts: twoPeopleBody(watchOut.facts) };
    case 'wave-without-gun': {
      const { waveId, runners, firstReadAtMs, lastReadAtMs } = watchOut.facts;
      const [first, last] = [instantText(firstReadAtMs), instantText(lastReadAtMs)];
      return { code: watchOut.code, ...head, facts: { wave_id: waveId, runners, first_read_at: first, last_read_at: last } };
    }
    case 'age-bands': {
      const { sex, overlaps, holes } = watchOut.facts;

      return { code: watchOut.code, ...head, facts: { sex, overlaps, holes } };
    }
    case 'finish-window':
      return { code: watchOut.code, ...head, facts: refusalBody(watchOut.facts) };
  }
}

function twoPeopleBody(told: Extract<WatchOut, { code: 'one-chip-two-people' }>['facts']): z.infer<(typeof facts)['one-chip-two-people']> {
  if (told.how !== 'too-far-apart') return told;
  return { how: told.how, locations: told.locations, apart_ms: told.apartMs, needed_ms: told.neededMs };
}

function refusalBody(told: Extract<WatchOut, { code: 'finish-window' }>['facts']): z.infer<(typeof facts)['finish-window']> {
  if (told.setting === 'gunLocations') return { setting: told.setting, wave_id: told.waveId };
  return { setting: told.setting, point_id: told.pointId, runner: told.runner, since_gun_ms: told.sinceGunMs };
}
