import type { WatchOut } from './watch-out.ts';
import { isHeardAt, type Watched, type WatchedRunner } from './watched.ts';
import { bibsText, byBib, clockText, eachOrTogether } from './wording.ts';

/** Finishers timed from the gun in a race whose start mat heard others (SR-04). */
export function finishWithoutStart({ races, log }: Watched): WatchOut[] {
  return races.flatMap(({ course, runners }) => {
    if (!runners.some(({ result }) => result.startSource === 'read')) return [];
    const startReadsOf = ({ reads, result }: WatchedRunner) =>
      reads.filter(({ atMs, location }) => atMs < result.finishedAtMs! && course.starts.some((point) => isHeardAt(point, location)));
    const finishers = runners.filter(({ result }) => isFinisher(result.status) && result.startSource === 'gun');
    const cases = finishers.map((runner) => ({ runner, atStart: startReadsOf(runner) })).sort(byBib);

    return eachOrTogether(cases, (some): WatchOut => {
      const heard = some.filter(({ atStart }) => atStart.length > 0);
      const [first] = heard;
      const atStart = first
        ? ` The start heard ${some.length === 1 ? 'it' : `${heard.length} of them`} outside the start window${some.length === 1 ? `, at ${clockText(log, first.atStart.at(-1)!.atMs)}` : ''}.`
        : '';
      return {
        code: 'finish-without-start',
        raceId: course.race.id,
        participantIds: some.map(({ runner }) => runner.participant.id),
        sources: heard.flatMap(({ atStart }) => atStart.map(({ row }) => log.heard.table.sourceOf(row))),
        facts: { finishers: some.length, readAtStart: heard.length },
        sentence:
          some.length === 1
            ? `Bib ${some[0]!.runner.participant.bib} finished ${course.race.name} without a start, so its chip time runs from the gun.${atStart} Enter the start by hand if somebody saw it, or let the gun stand.`
            : `${some.length} finishers of ${course.race.name} have no start (${bibsText(some.map(({ runner }) => runner))}), so their chip times run from the gun.${atStart} So many at once: look at the start mat, its clock and the guns first.`,
      };
    });
  });
}

function isFinisher(status: string): boolean {
  return status === 'finished' || status === 'OTL';
}
