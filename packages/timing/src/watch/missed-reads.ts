import { type Loop, type Mat, matsOf } from './mats.ts';
import type { WatchOut } from './watch-out.ts';
import type { Watched, WatchedRunner } from './watched.ts';
import { compareRunners } from './wording.ts';

/** Good mats hear 99.5 % and more; above two in a hundred something is wrong with one, */
const missedShareMax = 0.02;
/** and fewer than five can be chips worn wrong. */
const missedMin = 5;
/** An antenna that hears so much covers the whole width, so what it misses is its own fault; others share the width with their neighbours, */
const wholeWidthMin = 0.8;
/** and are told once silent for so long that chance would do it once in a million times. */
const chanceMax = 1e-6;

/** Locations, and readers and antennas at them, that do not hear those who are known to have passed. */
export function missedReads(watched: Watched): WatchOut[] {
  return matsOf(watched).flatMap((mat) => [...aboutMat(mat), ...aboutLoops(mat, watched)]);
}

function isTooMany(missed: number, known: number): boolean {
  return missed >= missedMin && missed > missedShareMax * known;
}

function aboutMat(mat: Mat): WatchOut[] {
  const { location, known, heardByOthers } = mat;
  const missed = mat.missed.length;
  if (!isTooMany(missed, known)) return [];
  const others = heardByOthers > 0 ? ` The other decoder there has ${heardByOthers} of them.` : '';
  return [
    {
      ...headOf(mat, mat.missed),
      facts: { location, reader: null, antenna: null, known, missed, heardByOthers },
      sentence: `${location} has missed ${missed} of the ${known} runners who are known to have passed it (${percent(missed, known)}).${others} Look at its mats, antennas and cables; missing times can be entered by hand.`,
    },
  ];
}

/** Of one that is alone there is nothing to say: it has heard all that the location has. */
function aboutLoops(mat: Mat, { log }: Watched): WatchOut[] {
  const { table } = log.heard;
  const order = (loop: Loop) => `${table.readerOf(loop.row) ?? ''} ${String(table.antennaOf(loop.row) ?? 0).padStart(8, '0')}`;
  const loops = [...mat.loops.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return loops.flatMap((loop): WatchOut[] => {
    const [reader, antenna] = [table.readerOf(loop.row), table.antennaOf(loop.row)];
    const name =
      [antenna === null ? [] : `antenna ${antenna}`, reader === null ? [] : `reader ${reader}`].flat().join(' of ') ||
      'a decoder without a name';
    const about = (known: number, missed: number, what: string): WatchOut[] => [
      {
        ...headOf(mat, []),
        facts: { location: mat.location, reader, antenna, known, missed, heardByOthers: missed },
        sentence: `At ${mat.location}, ${name} has ${what}; the others there heard them. Look at its cable and its place.`,
      },
    ];
    const silent = silentFor(loop, mat);
    if (silent > 0) return about(silent, silent, `heard none of the last ${silent} runners`);
    const known = mat.heardAtMs.length;
    const missed = known - loop.heard;
    if (loop.heard < wholeWidthMin * known || !isTooMany(missed, known)) return [];
    return about(known, missed, `missed ${missed} of ${known} runners (${percent(missed, known)})`);
  });
}

/** How many have passed since its last read, if that is more than chance: it used to hear a share of them. */
function silentFor({ heard, lastHeardAtMs }: Loop, { heardAtMs }: Mat): number {
  const since = heardAtMs.filter((atMs) => atMs > lastHeardAtMs).length;
  const share = heard / (heardAtMs.length - since);
  return Math.min(since, heard) >= missedMin && (1 - share) ** since < chanceMax ? since : 0;
}

function headOf({ raceIds }: Mat, missed: readonly WatchedRunner[]) {
  const [raceId, another] = raceIds;
  return {
    code: 'missed-reads' as const,
    raceId: another === undefined ? raceId! : null,
    participantIds: missed.toSorted(compareRunners).map(({ participant }) => participant.id),
    sources: [],
  };
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
