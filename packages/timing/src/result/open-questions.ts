import type { EntryRef } from '../entry.ts';
import type { EventLog } from '../log/event-log.ts';

/** What a person must look at, besides entries that could not be understood. */
export function openQuestions(log: EventLog): { question: string; source: EntryRef }[] {
  const { corrections, roster, courses } = log;
  const questions = log.questions();
  const ask = (question: string, { journalId, seq }: EntryRef) => questions.push({ question, source: { journalId, seq } });

  for (const entry of corrections.manuals.all()) {
    if (!roster.get(entry.participantId)) ask('this manual time names nobody in the event', entry);
    if (log.instantOf(entry) === null) ask('this manual time cannot be read', entry);
  }
  for (const entry of corrections.statuses.all()) {
    if (!roster.get(entry.participantId)) ask(`this ${entry.change} names nobody in the event`, entry);
  }
  for (const entry of corrections.assigns.all()) {
    if (entry.timeText !== undefined && log.instantOf(entry) === null)
      ask(`from when on chip ${entry.chip} changes hands cannot be read`, entry);
    if (entry.bib !== null && roster.bib(entry.bib).claims.length === 0)
      ask(`chip ${entry.chip} was given to bib ${entry.bib}, which nobody wears`, entry);
  }
  for (const entry of corrections.participantSets.all()) {
    const { id, bib, raceId, waveId } = entry.participant;
    if (corrections.participantSets.last(id) !== entry || entry.removed) continue;
    const course = courses.get(raceId);
    if (!course) ask(`bib ${bib} was entered for a race that the setup does not have`, entry);
    else if (!course.waves.some((wave) => wave.id === waveId)) ask(`bib ${bib} was entered for a wave that its race does not have`, entry);
    const { claims } = roster.bib(bib);
    if (claims.length > 1) ask(`bib ${bib} is worn by ${claims.length} participants; its reads go to the first by id`, entry);
  }
  return questions;
}
