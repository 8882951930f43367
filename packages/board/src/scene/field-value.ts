import type { LiveRow } from '@chute/protocol';
import { type ListKey, type ListOfRace, listName } from '../picture/lists.ts';
import { nameOrBib, officialMs, ordinal } from '../picture/place-words.ts';
import { clockWords, raceTime } from '../picture/time-words.ts';
import type { Field, ValueFor } from './fields.ts';
import { listTitle } from './rankings.ts';
import type { SceneData } from './scene-data.ts';

/** Whom a text is about: the list is the one in which the row was found, if any. */
export type Subject = { row: LiveRow | null; list?: ListOfRace | null; place?: number | null };

const statusWords: Record<LiveRow['status'], string> = {
  registered: 'Entered',
  running: 'On the course',
  finished: 'Finished',
  OTL: 'Over the time limit',
  DNF: 'Did not finish',
  DSQ: 'Disqualified',
  DNS: 'Did not start',
};
const metresPerMile = 1_609.344;

/** What each field says of a subject. */
export function valuesOf(data: SceneData, subject: Subject): ValueFor {
  return (field) => ofEvent(field, data, subject) ?? (subject.row ? ofRow(field, data, subject.row, subject) : '');
}

function ofEvent(field: Field, { event, standings, message, cardText }: SceneData, { list }: Subject): string | undefined {
  switch (field) {
    case 'event':
      return event?.name ?? '';
    case 'message':
      return message;
    case 'text':
      return cardText;
    case 'list':
      return event && list ? listTitle(event, list) : '';
    case 'finished':
    case 'entered':
      return String(standings.counts(null)[field]);
    case 'on-course':
      return String(standings.counts(null).onCourse);
  }
}

function ofRow(field: Field, data: SceneData, row: LiveRow, subject: Subject): string {
  const { event } = data;
  const race = event?.races.find(({ raceId }) => raceId === row.raceId);
  const timeMs = row.status === 'finished' || row.status === 'OTL' ? officialMs(row) : null;
  const divisionList: ListKey | null = row.divisionIds[0] ? `division:${row.divisionIds[0]}` : null;
  const sexList: ListKey | null = row.sex && `sex:${row.sex}`;
  switch (field) {
    case 'name':
      return nameOrBib(row);
    case 'first-name':
      return nameOrBib(row).split(/\s+/, 1)[0]!;
    case 'last-name':
      return nameOrBib(row).split(/\s+/).slice(1).join(' ');
    case 'bib':
      return row.bib;
    case 'city':
      return row.city ?? '';
    case 'country':
      return row.announce?.country ?? '';
    case 'team':
      return row.team ?? '';
    case 'sex':
      return row.sex ?? '';
    case 'sex-name':
      return event && sexList ? listName(event, sexList) : '';
    case 'age':
      return row.raceAge === null ? '' : String(row.raceAge);
    case 'division':
      return event && divisionList ? listName(event, divisionList) : '';
    case 'divisions':
      return event ? row.divisionIds.map((divisionId) => listName(event, `division:${divisionId}`)).join(', ') : '';
    case 'race':
      return race?.name ?? '';
    case 'wave':
      return event?.waves.find(({ waveId }) => waveId === row.waveId)?.name ?? '';
    case 'status':
      return statusWords[row.status];
    case 'time':
      return raceTime(timeMs);
    case 'chip-time':
      return timeMs === null ? '' : raceTime(row.officialChipMs);
    case 'gun-time':
      return timeMs === null ? '' : raceTime(row.officialGunMs);
    case 'gap':
      return gapBehindFirst(data, row, subject.list ?? { raceId: row.raceId, list: 'overall' });
    case 'place':
      return placeText(subject.place ?? data.standings.place(row, subject.list?.list ?? 'overall'), String);
    case 'place-ordinal':
      return placeText(subject.place ?? data.standings.place(row, subject.list?.list ?? 'overall'), ordinal);
    case 'place-sex':
      return placeText(sexList && data.standings.place(row, sexList), String);
    case 'place-sex-ordinal':
      return placeText(sexList && data.standings.place(row, sexList), ordinal);
    case 'place-division':
      return placeText(divisionList && data.standings.place(row, divisionList), String);
    case 'place-division-ordinal':
      return placeText(divisionList && data.standings.place(row, divisionList), ordinal);
    case 'pace-km':
      return paceText(timeMs, race?.distanceM ?? null, 1_000);
    case 'pace-mile':
      return paceText(timeMs, race?.distanceM ?? null, metresPerMile);
    default:
      return '';
  }
}

const placeText = (place: number | null, write: (place: number) => string) => (place === null ? '' : write(place));

/** To the nearest second, as everyone writes a pace. */
function paceText(timeMs: number | null, distanceM: number | null, perM: number): string {
  if (timeMs === null || timeMs <= 0 || !distanceM) return '';
  return clockWords(Math.round((timeMs * perM) / distanceM / 1_000) * 1_000);
}

function gapBehindFirst({ standings }: SceneData, row: LiveRow, of: ListOfRace): string {
  const [leader] = standings.leaders(of, 1);
  const [best, own] = [leader && officialMs(leader.row), officialMs(row)];
  if (!leader || leader.row.participantId === row.participantId || row.rankKey === null || best == null || own === null) return '';
  return own >= best ? `+${raceTime(own - best)}` : '';
}
