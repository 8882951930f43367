import type { EntryFields, EntryRef, LoggedEntry } from '../entry.ts';
import { type Candidate, supposedJournalId } from '../log/candidates.ts';
import type { ListChanges } from '../result/compare-lists.ts';
import type { ResultList } from '../results.ts';
import { type Explanation, Scorer, score } from '../scorer.ts';
import {
  type Award,
  type CoursePoint,
  type Division,
  defaultRules,
  type Participant,
  type RaceFormat,
  type RaceRules,
  type Setup,
  type TeamContest,
  type ZoneTransition,
} from '../setup.ts';
import { type PendingChanges, pendingChanges } from '../versions.ts';
import type { WatchOut } from '../watch/watch-out.ts';
import { storyId } from './story-ids.ts';
import { type StoryDraft, StoryLog } from './story-log.ts';
import { type StoryTime, storyTime } from './story-time.ts';
import { type ToldResult, toldLegs, toldResult, toldTeamSheets, toldTeams, toldWinners } from './told-list.ts';

export type RaceStorySettings = {
  day?: string;
  lastDay?: string;
  transitions?: ZoneTransition[];
  rules?: Partial<RaceRules>;
  format?: RaceFormat;
  points?: RacePoints;
};

/** Points by name, in course order; each is its own location unless it says otherwise. */
export type RacePoints = Record<string, Partial<CoursePoint> & Pick<CoursePoint, 'kind'>>;

/** How a read came: `arrives` late, without its date, from another journal, or with a decoder's own marks. */
export type ReadStory = { journal?: string; arrives?: string; undated?: boolean; timeText?: string; clock?: string } & Partial<
  EntryFields['read']
>;

/** One race told step by step: start, a split at 5 km, finish, on one day in UTC, ranked by chip, unless the story says otherwise. */
export function aRace(settings: RaceStorySettings = {}): RaceStory {
  return new RaceStory(settings);
}

export class RaceStory {
  readonly setup: Setup;
  readonly #log: StoryLog;
  readonly #day: string;
  #supposing: StoryDraft[] | undefined;

  constructor({
    day = '2026-05-17',
    lastDay = day,
    transitions = [{ fromMs: 0, offsetMs: 0 }],
    rules = {},
    format = { kind: 'course' },
    points,
  }: RaceStorySettings) {
    const eventId = storyId('event', 'story');
    this.#day = day;
    this.#log = new StoryLog(eventId);
    this.setup = {
      v: 1,
      event: { id: eventId, name: 'Story', zone: 'Story/Zone', transitions, firstDay: day, lastDay },
      races: [
        {
          id: storyId('race', 'race'),
          name: 'the race',
          distanceM: 10_000,
          format,
          rulePack: null,
          rules: { ...defaultRules, ...rules },
        },
      ],
      waves: [],
      coursePoints: coursePoints('race', points ?? { start: { kind: 'start' }, '5 km': { kind: 'split' }, finish: { kind: 'finish' } }),
      divisions: [],
      awards: [],
      teams: [],
      teamContests: [],
      participants: [],
      chips: [],
    };
  }

  /** Another race of the event; points of one name in two races stand at one location. Tell its waves next, with its name: who is in a wave is in its race. */
  race(
    name: string,
    { points, rules = {}, distanceM = null }: Pick<RaceStorySettings, 'rules'> & { points: RacePoints; distanceM?: number | null },
  ): this {
    const id = storyId('race', name);
    this.setup.races.push({ id, name, distanceM, format: { kind: 'course' }, rulePack: null, rules: { ...defaultRules, ...rules } });
    this.setup.coursePoints.push(...coursePoints(name, points));
    return this;
  }

  wave(name: string, wave: { race?: string; gun?: string; scheduled?: string; gunLocations?: string[] } = {}): this {
    const { race = 'race', gun, scheduled = gun ?? '09:00:00', gunLocations = [] } = wave;
    const { atMs } = this.time(scheduled);
    this.setup.waves.push({ id: storyId('wave', name), raceId: storyId('race', race), name, scheduledAtMs: atMs, gunLocations });
    if (gun !== undefined) this.gun(name, gun);
    return this;
  }

  /** A runner; with `chips` known by those, else by the bib. The wave is `A` unless told. */
  participant(bib: string, who: Partial<Omit<Participant, 'bib' | 'waveId'>> & { wave?: string; chips?: string[] } = {}): this {
    const { chips = [], ...rest } = who;
    this.setup.participants.push(this.runner(bib, rest));
    for (const chip of chips) this.setup.chips.push({ chip, bib });
    return this;
  }

  division(name: string, division: Partial<Division> = {}): this {
    const open = { sex: null, ageMin: null, ageMax: null, custom: false };
    this.setup.divisions.push({ id: storyId('division', name), raceId: storyId('race', 'race'), name, ...open, ...division });
    return this;
  }

  /** Filled in the order in which they are told; everyone may win, one deep, by gun, unless told. */
  award(name: string, { division, ...award }: Partial<Award> & { division?: string } = {}): this {
    const order = this.setup.awards.length;
    const open = {
      order,
      sex: null,
      divisionId: division === undefined ? null : storyId('division', division),
      depth: 1,
      basis: 'gun' as const,
    };
    this.setup.awards.push({ id: storyId('award', name), raceId: storyId('race', 'race'), name, ...open, ...award });
    return this;
  }

  /** A team of these bibs, who must have been told before. */
  team(name: string, bibs: readonly string[]): this {
    this.setup.teams.push({ id: storyId('team', name), raceId: storyId('race', 'race'), name });
    for (const one of this.setup.participants) if (bibs.includes(one.bib)) one.teamId = storyId('team', name);
    return this;
  }

  /** Cross-country, five to score and two to displace, by gun, unless told. */
  teamContest(name: string, { division, ...contest }: Partial<TeamContest> & { division?: string } = {}): this {
    const divisionId = division === undefined ? null : storyId('division', division);
    const open = { by: 'points' as const, basis: 'gun' as const, sex: null, divisionId, scorers: 5, displacers: 2 };
    this.setup.teamContests.push({ id: storyId('contest', name), raceId: storyId('race', 'race'), name, ...open, ...contest });
    return this;
  }

  /** One read: the runner's first chip, or the bib, or whatever ident is given. */
  passes(
    who: string,
    location: string,
    at: string,
    { journal = 'finish box', arrives, undated, clock, ...heard }: ReadStory = {},
  ): EntryRef {
    const { dated, timeOfDay, atMs } = this.time(at);
    const ident = this.setup.chips.find(({ bib }) => bib === who)?.chip ?? who;
    return this.write(journal, {
      kind: 'read',
      arrivedAtMs: arrives === undefined ? atMs : this.time(arrives).atMs,
      timeText: undated ? timeOfDay : dated,
      clockId: clock ?? `clock of ${journal}`,
      location,
      ident,
      identIs: 'auto',
      sourceSeq: null,
      reader: null,
      antenna: null,
      count: null,
      ...heard,
    });
  }

  /** A gun that a person entered for a wave. */
  gun(wave: string, at: string, { replaces = null, journal = 'desk' }: { replaces?: EntryRef | null; journal?: string } = {}): EntryRef {
    const when = this.#said(at);
    return this.write(journal, { kind: 'gun', ...when, location: null, waveId: storyId('wave', wave), sourceSeq: null, replaces });
  }

  /** A gun that a decoder heard. */
  gunHeard(
    location: string,
    at: string,
    { journal = 'start box', sourceSeq = null }: { journal?: string; sourceSeq?: number | null } = {},
  ): EntryRef {
    const clockId = `clock of ${journal}`;
    return this.write(journal, { kind: 'gun', ...this.#said(at), clockId, location, waveId: null, sourceSeq, replaces: null });
  }

  manual(bib: string, point: string, at: string, { override = false } = {}): EntryRef {
    const target = { participantId: storyId('participant', bib), coursePointId: storyId('point', point) };
    return this.#atDesk({ kind: 'manual', ...this.#said(at), ...target, override });
  }

  disqualify(bib: string, reason: string | null = null): EntryRef {
    return this.#status(bib, { change: 'DSQ', reason });
  }

  reinstate(bib: string): EntryRef {
    return this.#status(bib, { change: 'reinstated' });
  }

  didNotFinish(bib: string): EntryRef {
    return this.#status(bib, { change: 'DNF' });
  }

  didNotStart(bib: string): EntryRef {
    return this.#status(bib, { change: 'DNS' });
  }

  penalty(bib: string, penaltyMs: number): EntryRef {
    return this.#status(bib, { change: 'penalty', penaltyMs });
  }

  assign(chip: string, bib: string | null, from?: string): EntryRef {
    return this.#atDesk({ kind: 'assign', arrivedAtMs: 0, ...(from !== undefined && this.#said(from)), chip, bib });
  }

  enter(bib: string, who: Partial<Participant> & { wave?: string; removed?: boolean } = {}): EntryRef {
    const { removed = false, ...rest } = who;
    return this.#atDesk({ kind: 'participant-set', arrivedAtMs: 0, participant: this.runner(bib, rest), removed, importId: null });
  }

  void(target: EntryRef): EntryRef {
    return this.#atDesk({ kind: 'void', arrivedAtMs: 0, target });
  }

  unvoid(target: EntryRef): EntryRef {
    return this.#atDesk({ kind: 'unvoid', arrivedAtMs: 0, target });
  }

  happenedOn(target: EntryRef, day: string): EntryRef {
    return this.#atDesk({ kind: 'day-set', arrivedAtMs: 0, target, day });
  }

  close(): EntryRef {
    return this.#atDesk({ kind: 'race-close', arrivedAtMs: 0, raceId: storyId('race', 'race') });
  }

  reopen(): EntryRef {
    return this.#atDesk({ kind: 'race-reopen', arrivedAtMs: 0, raceId: storyId('race', 'race') });
  }

  /** A person posts the list as it stands, or as it stood at a frontier. */
  publish(as: 'provisional' | 'official', at: string, frontier = this.scorer().basis().frontier): EntryRef {
    return this.#atDesk({ kind: 'publish', arrivedAtMs: this.time(at).atMs, raceId: storyId('race', 'race'), as, frontier });
  }

  /** What would come of what is told here, were it the last that happened. It stays out of the log. */
  whatIf(tell: (race: this) => void, scorer = this.scorer()): ListChanges {
    return scorer.whatIf(this.supposed(tell));
  }

  supposed(tell: (race: this) => void): Candidate[] {
    const drafts: StoryDraft[] = [];
    this.#supposing = drafts;
    tell(this);
    this.#supposing = undefined;
    return drafts as Candidate[];
  }

  pending(): PendingChanges | undefined {
    return pendingChanges(this.setup, this.entries, storyId('race', 'race'));
  }

  /** Any other entry, in any journal. */
  write(journal: string, draft: StoryDraft): EntryRef {
    if (this.#supposing) return { journalId: supposedJournalId, seq: this.#supposing.push(draft) };
    return this.#log.write(journal, draft);
  }

  get entries(): readonly LoggedEntry[] {
    return this.#log.entries;
  }

  scorer(): Scorer {
    const scorer = new Scorer(this.setup);
    scorer.add(this.entries);
    return scorer;
  }

  list(): ResultList {
    return score(this.setup, this.entries);
  }

  /** Bibs in the order of the list. */
  order(): string[] {
    return this.list().results.map(({ bib }) => bib);
  }

  result(bib: string): ToldResult {
    return toldResult(this.setup, this.list(), bib);
  }

  /** Bibs by award, with the place each won. */
  winners(): Record<string, Record<string, number>> {
    return toldWinners(this.setup, this.list());
  }

  /** As people read a team list: `1. Harriers 28`, without a place for a team that is not complete. */
  teamList(): string[] {
    return toldTeams(this.setup, this.list());
  }

  /** `101: 4`, in brackets for whoever counts for nothing; by team. */
  teamSheets(): Record<string, string[]> {
    return toldTeamSheets(this.setup, this.list());
  }

  /** `start to exchange 1: 10:00`, or `?`. */
  legs(bib: string): string[] {
    return toldLegs(this.setup, this.list(), bib);
  }

  explain(bib: string): Explanation {
    return this.scorer().explain(this.result(bib).participantId)!;
  }

  /** As told to a timer at this time of the day. */
  watchOuts(now: string): WatchOut[] {
    return this.scorer().watchOuts({ nowMs: this.time(now).atMs });
  }

  questions(): string[] {
    return this.scorer()
      .openQuestions()
      .map(({ question }) => question);
  }

  time(text: string): StoryTime {
    return storyTime(text, { day: this.#day, transitions: this.setup.event.transitions });
  }

  runner(bib: string, { wave = 'A', ...who }: Partial<Participant> & { wave?: string }): Participant {
    const open = { sex: null, raceAge: null, customDivisions: [], teamId: null, hidden: false };
    const waveId = storyId('wave', wave);
    const raceId = this.setup.waves.find(({ id }) => id === waveId)?.raceId ?? storyId('race', 'race');
    const ids = { id: storyId('participant', bib), raceId, waveId };
    return { ...ids, bib, ...open, ...who };
  }

  #atDesk(draft: StoryDraft): EntryRef {
    return this.write('desk', draft);
  }

  #said(at: string): { timeText: string; arrivedAtMs: number } {
    const { dated, atMs } = this.time(at);
    return { timeText: dated, arrivedAtMs: atMs };
  }

  #status(bib: string, word: Partial<EntryFields['status']> & Pick<EntryFields['status'], 'change'>): EntryRef {
    const participantId = storyId('participant', bib);
    return this.#atDesk({ kind: 'status', arrivedAtMs: 0, participantId, penaltyMs: 0, reason: null, ...word });
  }
}

function coursePoints(race: string, points: RacePoints): CoursePoint[] {
  return Object.entries(points).map(([name, point], order) => ({
    id: storyId('point', race === 'race' ? name : `${race} ${name}`),
    raceId: storyId('race', race),
    name,
    location: name,
    order,
    distanceM: null,
    windowFromMs: null,
    windowToMs: null,
    occurrence: 1,
    backupLocations: [],
    ...point,
  }));
}
