import type { EntryRef } from '../entry.ts';
import type { RaceFormat, RaceRules } from '../setup.ts';
import { dayMs } from '../time/civil-day.ts';
import { timeOfDayText } from '../time/zone-time.ts';
import { aRace, type RaceStory } from './a-race.ts';
import { storyId } from './story-ids.ts';

export const bibs = ['1', '2', '3', '4', '5'];
const journals = ['start box', 'finish box', 'hub'];

/** One thing that happens. Numbers pick from what there is, so that every sequence of them can be told. */
export type Happening = {
  kind: string;
  who: number;
  where: number;
  minute: number;
  ms: number;
  journal: number;
  other: number;
  flag: boolean;
};

/** A race day that chance made: its rules, and what happened on it. */
export type World = { rules: Partial<RaceRules>; format: RaceFormat; happenings: Happening[]; commonMat: boolean; backedUp: boolean };

export const homeDay = { day: '2026-12-31', lastDay: '2027-01-01', offsetMs: 0 };

/** The race as it is set up, nothing told yet. */
export function raceOf(
  { rules: settings, format, commonMat, backedUp }: World,
  place: { day: string; lastDay: string; offsetMs: number } = homeDay,
): RaceStory {
  const mat = commonMat ? { location: 'mat' } : {};
  const finish = { ...mat, ...(backedUp && { backupLocations: ['backup'] }) };
  const race = aRace({
    day: place.day,
    lastDay: place.lastDay,
    transitions: [{ fromMs: 0, offsetMs: place.offsetMs }],
    rules: settings,
    format,
    points: { start: { kind: 'start', ...mat }, '5 km': { kind: 'split', windowFromMs: 60_000 }, finish: { kind: 'finish', ...finish } },
  })
    .wave('A', { scheduled: '23:20:00' })
    .wave('B', { scheduled: '23:30:00' })
    .division('F20', { sex: 'F', ageMin: 20, ageMax: 29 })
    .division('all')
    .award('overall', { depth: 2 })
    .award('F20', { division: 'F20', basis: 'chip' })
    .award('men', { sex: 'M', depth: 2, basis: 'chip' })
    .teamContest('points', { scorers: 2, displacers: 1 })
    .teamContest('time', { by: 'time', basis: 'chip', scorers: 2, displacers: 0 });
  for (const [index, bib] of bibs.entries()) {
    race.participant(bib, {
      wave: index < 3 ? 'A' : 'B',
      sex: index % 2 === 0 ? 'F' : 'M',
      raceAge: 18 + 3 * index,
      chips: [`C${bib}`, `D${bib}`],
    });
  }
  race.team('odd', ['1', '3', '5']).team('even', ['2', '4']);
  return race;
}

/** Tells a world into a race, starting at 23:15 so that most finishes are over midnight and over new year. `refs`: what was written before, to be corrected. */
export function tell(world: World, race: RaceStory, days: { day: string; lastDay: string } = homeDay, refs: EntryRef[] = []): RaceStory {
  const readAgain: ((journal: string) => EntryRef)[] = [];
  for (const { kind, who, where, minute, ms, journal: journalIndex, other, flag } of world.happenings) {
    const journal = journals[journalIndex]!;
    const at = textAt(minute, ms, days);
    const bib = bibs[who % bibs.length]!;
    const target = refs[other % refs.length] ?? { journalId: 'none', seq: 1 };
    const location = locationOf(world, where, other);
    const ident = who > 4 ? `stranger ${who}` : [bib, `C${bib}`, `D${bib}`][other % 3]!;
    const read = (heardBy: string) => race.passes(ident, location, at, { journal: heardBy, ident });
    const happen: Record<string, () => EntryRef> = {
      read: () => read(journal),
      'undated read': () => race.passes(bib, location, at, { journal, undated: true }),
      copy: () => (readAgain[other % readAgain.length] ?? read)(journal),
      gun: () => race.gun(flag ? 'A' : 'B', textAt(minute % 20, ms, days), { journal, replaces: other % 2 === 0 ? target : null }),
      'gun heard': () => race.gunHeard('start', textAt(minute % 20, ms, days), { journal }),
      manual: () => race.manual(bib, ['start', '5 km', 'finish'][where]!, at, { override: flag }),
      status: () => statusWords[other % statusWords.length]!(race, bib),
      assign: () =>
        race.assign(
          [`C${bib}`, bib, 'stranger 5', 'stranger 6'][other % 4]!,
          flag ? null : bibs[other % bibs.length]!,
          ms === 0 ? undefined : at,
        ),
      enter: () =>
        race.enter(flag ? bib : '6', {
          wave: other % 2 === 0 ? 'A' : 'B',
          sex: 'X',
          removed: other % 5 === 0,
          ...(other % 7 === 0 && { bib: '1' }),
        }),
      close: () => (flag ? race.close() : race.reopen()),
      void: () => (flag ? race.void(target) : race.unvoid(target)),
      'day-set': () => race.happenedOn(target, flag ? days.day : days.lastDay),
      'clock-model': () =>
        race.write(journal, {
          kind: 'clock-model',
          arrivedAtMs: 0,
          clockId: `clock of ${journal}`,
          points: [{ decoderAtMs: 0, offsetMs: ms - 300 }],
        }),
      bind: () =>
        race.write('hub', {
          kind: 'session-bind',
          arrivedAtMs: 0,
          sessionId: storyId('session', journal),
          eventId: flag ? race.setup.event.id : null,
          setupHash: null,
        }),
      unscored: () => race.write(journal, { kind: 'note', arrivedAtMs: 0, noteId: 'n', target: null }),
    };
    refs.push(happen[kind]!());
    if (kind === 'read') readAgain.push(read);
  }
  return race;
}

function locationOf({ commonMat, backedUp }: World, where: number, other: number): string {
  if (backedUp && where === 2 && other % 3 === 0) return 'backup';
  return commonMat && where !== 1 ? 'mat' : ['start', '5 km', 'finish'][where]!;
}

const statusWords: ((race: RaceStory, bib: string) => EntryRef)[] = [
  (race, bib) => race.disqualify(bib),
  (race, bib) => race.reinstate(bib),
  (race, bib) => race.didNotFinish(bib),
  (race, bib) => race.penalty(bib, 60_000),
];

/** `minute` after 23:20 local time. */
export function textAt(minute: number, ms: number, { day, lastDay }: { day: string; lastDay: string }): string {
  const atMs = (23 * 60 + 20 + minute) * 60_000 + ms;
  const clock = timeOfDayText(atMs % dayMs);
  return `${atMs < dayMs ? day : lastDay}T${clock}`;
}
