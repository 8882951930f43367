import type { LiveEvent, LiveRow } from '@chute/protocol';
import { type ListKey, listName } from '../lists.ts';
import { nameOrBib } from '../place-words.ts';
import { raceTime } from '../time-words.ts';
import type { Expected } from './coming-in.ts';
import { isFor, recordTimeMs, type StandingRecord } from './records.ts';

/** A projection that misses the record by less than this share of it may still make it. */
const nearShare = 0.01;

/** `old-record`: the record fell already today, to somebody faster. */
type RecordFact = { kind: 'record' | 'old-record'; words: string };

/** What a runner has to do with the records of the race: on the way by the projection, at the line by the official time. */
export function recordFacts(row: LiveRow, expected: Expected | null, standing: readonly StandingRecord[]): RecordFact[] {
  return standing
    .filter((one) => isFor(one, row))
    .flatMap((one) => (row.status === 'finished' ? atTheLine(row, one) : onTheWay(row, expected, one)) ?? []);
}

function onTheWay(row: LiveRow, expected: Expected | null, one: StandingRecord): RecordFact | null {
  const foreseen = expected?.[one.record.basis];
  if (row.status !== 'running' || !foreseen) return null;
  const { timeMs, atLeastMs } = foreseen;
  if (atLeastMs >= one.timeMs || timeMs >= one.timeMs * (1 + nearShare)) return null;
  return { kind: 'record', words: `${one.record.name} ${timeMs < one.timeMs ? 'in reach' : 'near'}: ${asItStands(one)}` };
}

function atTheLine(row: LiveRow, one: StandingRecord): RecordFact | null {
  const { record, timeMs: bestMs, by, isOtherTime } = one;
  const timeMs = recordTimeMs(row, record);
  if (timeMs === null || timeMs > record.timeMs) return null;
  const old = asItStands({ ...one, timeMs: record.timeMs, by: null });
  if (timeMs === record.timeMs) return by === null ? { kind: 'record', words: `${record.name} equalled: ${old}` } : null;
  if (timeMs > bestMs) return { kind: 'old-record', words: `Faster than the old ${record.name} too: ${old}` };
  const inTime = isOtherTime ? ` in ${timeWords({ ...one, timeMs })}` : '';
  return { kind: 'record', words: `${record.name} by ${raceTime(record.timeMs - timeMs)}${inTime}: was ${old}` };
}

/** `29:58 by H. Holder (2019)`, `29:46 gun time by Anouk de Wit (today)`. */
function asItStands(one: StandingRecord): string {
  const { record, by } = one;
  const holder = by ? nameOrBib(by) : record.holder;
  const when = by ? 'today' : record.year;
  return [timeWords(one), holder && `by ${holder}`, when && `(${when})`].filter(Boolean).join(' ');
}

const timeWords = ({ timeMs, isOtherTime, record }: StandingRecord) => raceTime(timeMs) + (isOtherTime ? ` ${record.basis} time` : '');

/** The table that a record belongs over. */
export function listOfRecord({ record: { sex, divisionId } }: StandingRecord): ListKey {
  if (divisionId !== null) return `division:${divisionId}`;
  return sex === null ? 'overall' : `sex:${sex}`;
}

export type RecordLine = { key: string; name: string; words: string; isOfToday: boolean };

/** One record as it stands over a list. */
export function recordLine(one: StandingRecord): RecordLine {
  const { raceId, record, by } = one;
  return { key: `${raceId} ${record.recordId}`, name: record.name, words: asItStands(one), isOfToday: by !== null };
}

/** The records of everyone and of each sex, to stand over the page: `Course record, Women`. Those of age groups stand over their tables. */
export function recordsToBeat(standing: readonly StandingRecord[], event: LiveEvent, raceId: string | null): RecordLine[] {
  return standing
    .filter((one) => one.record.divisionId === null && (raceId === null || one.raceId === raceId))
    .map((one) => {
      const race = raceId === null && event.races.length > 1 ? event.races.find((race) => race.raceId === one.raceId)?.name : null;
      const list = listOfRecord(one);
      const line = recordLine(one);
      return { ...line, name: [race, line.name, list === 'overall' ? null : listName(event, list)].filter(Boolean).join(', ') };
    });
}
