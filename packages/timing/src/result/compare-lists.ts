import type { AwardWinners, PlacedResult, Places, Split, Standings, TeamStanding } from '../results.ts';

/** What differs between two lists of one event, in the order of the later one; what only the earlier one has comes last. */
export type ListChanges = { results: ResultChange[]; awards: AwardChange[]; teams: TeamChange[] };

/** From what to what; null where that list has none. */
export type Change<Value> = { from: Value | null; to: Value | null };

/** What is shown of a result besides places and splits. Instants are not among them: two lists of equal times are equal lists. */
const comparedFields = [
  'bib',
  'raceId',
  'waveId',
  'status',
  'gunTimeMs',
  'chipTimeMs',
  'officialGunMs',
  'officialChipMs',
  'startSource',
  'penaltyMs',
  'reason',
] as const;
type ComparedField = (typeof comparedFields)[number];

/** One participant, with only what differs. `raceId` and `bib` are the later list's, the earlier one's for whoever went. */
export type ResultChange = {
  participantId: string;
  raceId: string;
  bib: string;
  presence: 'came' | 'went' | 'stayed';
  fields: { [Field in ComparedField]?: Change<NonNullable<PlacedResult[Field]>> };
  places: PlaceChanges;
  splits: readonly ({ coursePointId: string } & Change<SplitTimes>)[];
  /** `lap` counts from 1. */
  laps: readonly ({ lap: number } & Change<SplitTimes>)[];
};

export type PlaceChanges = {
  overall?: Change<number>;
  sex?: Change<number>;
  divisions: readonly ({ divisionId: string } & Change<number>)[];
};
export type SplitTimes = { gunTimeMs: number; chipTimeMs: number };

/** Places within the award: `from: null` = won, `to: null` = lost. */
export type AwardChange = { awardId: string; participantId: string } & Change<number>;
export type TeamChange = { contestId: string; teamId: string; place?: Change<number>; score?: Change<number> };

/** Who moved from one list to the other, from what to what. Lists may be of other setups: what one of them lacks came or went. */
export function compareLists(before: Standings, after: Standings): ListChanges {
  const results = pairsOf(before.results, after.results, ({ participantId }) => participantId);
  return { results: results.flatMap((pair) => resultChange(pair.before, pair.after) ?? []), ...compareHonours(before, after) };
}

/** What is won beside the places. */
export function compareHonours(before: Omit<Standings, 'results'>, after: Omit<Standings, 'results'>): Omit<ListChanges, 'results'> {
  const winners = pairsOf(
    before.awards.flatMap(winnersOf),
    after.awards.flatMap(winnersOf),
    (won) => `${won.awardId} ${won.participantId}`,
  );
  const teams = pairsOf(before.teams, after.teams, ({ contestId, teamId }) => `${contestId} ${teamId}`);
  return { awards: winners.flatMap((pair) => awardChange(pair) ?? []), teams: teams.flatMap((pair) => teamChange(pair) ?? []) };
}

/** Undefined where nothing differs. One of them at least must be given. */
export function resultChange(before: PlacedResult | undefined, after: PlacedResult | undefined): ResultChange | undefined {
  const fields = fieldChanges(before, after);
  const places = placeChanges(before?.places ?? null, after?.places ?? null);
  const splits = splitChanges(before?.splits, after?.splits);
  const laps = lapChanges(before?.laps, after?.laps);
  if (fields === noFields && places === noPlaces && splits.length + laps.length === 0) return undefined;
  const { participantId, raceId, bib } = (after ?? before)!;
  const presence = !before ? 'came' : !after ? 'went' : 'stayed';
  return { participantId, raceId, bib, presence, fields, places, splits, laps };
}

function fieldChanges(before: PlacedResult | undefined, after: PlacedResult | undefined): ResultChange['fields'] {
  let fields = noFields;
  for (const field of comparedFields) {
    const differs = change(before?.[field], after?.[field]);
    if (differs) fields = { ...fields, [field]: differs };
  }
  return fields;
}

function placeChanges(before: Places | null, after: Places | null): PlaceChanges {
  const overall = change(before?.overall, after?.overall);
  const sex = change(before?.sex, after?.sex);
  const divisions = pairsOf(before?.divisions ?? none, after?.divisions ?? none, ({ divisionId }) => divisionId).flatMap((pair) => {
    const differs = change(pair.before?.place, pair.after?.place);
    return differs ? [{ divisionId: either(pair).divisionId, ...differs }] : [];
  });
  if (!overall && !sex && divisions.length === 0) return noPlaces;
  return { ...(overall && { overall }), ...(sex && { sex }), divisions };
}

function splitChanges(before: readonly Split[] = none, after: readonly Split[] = none): ResultChange['splits'] {
  if (before === after) return none;
  return pairsOf(before, after, ({ coursePointId }) => coursePointId).flatMap((pair) => {
    const differs = timeChange(pair);
    return differs ? [{ coursePointId: either(pair).coursePointId, ...differs }] : [];
  });
}

function lapChanges(before: readonly Split[] = none, after: readonly Split[] = none): ResultChange['laps'] {
  if (before === after) return none;
  return pairsOf(before, after, (_, index) => index).flatMap((pair, index) => {
    const differs = timeChange(pair);
    return differs ? [{ lap: index + 1, ...differs }] : [];
  });
}

function timeChange({ before, after }: Pair<Split>): Change<SplitTimes> | undefined {
  if (before && after && before.gunTimeMs === after.gunTimeMs && before.chipTimeMs === after.chipTimeMs) return undefined;
  return { from: timesOf(before), to: timesOf(after) };
}

function timesOf(split: Split | undefined): SplitTimes | null {
  return split ? { gunTimeMs: split.gunTimeMs, chipTimeMs: split.chipTimeMs } : null;
}

function winnersOf({ awardId, winners }: AwardWinners) {
  return winners.map(({ participantId, place }) => ({ awardId, participantId, place }));
}

function awardChange(pair: Pair<ReturnType<typeof winnersOf>[number]>): AwardChange | undefined {
  const { awardId, participantId } = either(pair);
  const differs = change(pair.before?.place, pair.after?.place);
  return differs && { awardId, participantId, ...differs };
}

function teamChange(pair: Pair<TeamStanding>): TeamChange | undefined {
  const { contestId, teamId } = either(pair);
  const place = change(pair.before?.place, pair.after?.place);
  const score = change(pair.before?.score, pair.after?.score);
  return place || score ? { contestId, teamId, ...(place && { place }), ...(score && { score }) } : undefined;
}

function change<Value>(from: Value | null = null, to: Value | null = null): Change<Value> | undefined {
  return from === to ? undefined : { from, to };
}

type Pair<Item> = { before: Item | undefined; after: Item | undefined };

/** What the two lists say of the same one, in the order of the later; then what only the earlier has. */
function pairsOf<Item>(before: readonly Item[], after: readonly Item[], keyOf: (item: Item, index: number) => unknown): Pair<Item>[] {
  const gone = new Map(before.map((item, index) => [keyOf(item, index), item]));
  const pairs: Pair<Item>[] = after.map((item, index) => {
    const key = keyOf(item, index);
    const was = gone.get(key);
    gone.delete(key);
    return { before: was, after: item };
  });
  for (const item of gone.values()) pairs.push({ before: item, after: undefined });
  return pairs;
}

function either<Item>({ before, after }: Pair<Item>): Item {
  return (after ?? before)!;
}

/** Shared, since one disqualification may move the place of 50,000 and nothing else. */
const none: readonly never[] = [];
const noFields: ResultChange['fields'] = {};
const noPlaces: PlaceChanges = { divisions: none };
