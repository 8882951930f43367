export * from './canonical-json.ts';
export * from './engine-version.ts';
export * from './entry.ts';
export { type Candidate, CandidateError, supposedJournalId } from './log/candidates.ts';
export { FrontierNotHeldError } from './log/frontier.ts';
export { JournalGapError } from './log/journal-positions.ts';
export * from './packs/rule-pack.ts';
export * from './packs/rule-packs.ts';
export { birthdayNear } from './race/birthday-near.ts';
export { BadDivisionGridError, type DivisionGrid, divisionGrid } from './race/division-grid.ts';
export { divisionsOf } from './race/divisions.ts';
export { raceAgeOn } from './race/race-age.ts';
export type { Cause } from './result/causes.ts';
export { compareBibs } from './result/compare-bibs.ts';
export {
  type AwardChange,
  type Change,
  compareLists,
  type ListChanges,
  type PlaceChanges,
  type ResultChange,
  type SplitTimes,
  type TeamChange,
} from './result/compare-lists.ts';
export { compareResults } from './result/compare-results.ts';
export { type Leg, legsOf } from './result/legs.ts';
export { PlaceIndex } from './result/place-index.ts';
export { raceMsOf, rankKeyOf, ranksOn } from './result/rank-key.ts';
export * from './results.ts';
export * from './scorer.ts';
export * from './setup.ts';
export * from './setup-hash.ts';
export * from './sha256.ts';
export { civilDayOf, dayMs, dayText } from './time/civil-day.ts';
export { BadEventDaysError, placeInDay } from './time/place-in-day.ts';
export { formatRaceTime, roundUpMs } from './time/race-time-text.ts';
export { type ParsedTime, parseTimeText } from './time/time-text.ts';
export { instantOfLocal, instantsOfLocal, localMsOf, localText, offsetAt, timeOfDayText } from './time/zone-time.ts';
export { type PendingChanges, pendingChanges, type VersionChanges, versionChanges } from './versions.ts';
export { rehearse } from './watch/rehearse.ts';
export * from './watch/watch-out.ts';
