import type { Division, Participant } from '../setup.ts';

/** The divisions of the own race that a participant is in, in the order given (SR-17: winners of awards stay in; SR-34: sex X has divisions of its own). */
export function divisionsOf(participant: Participant, divisions: readonly Division[]): Division[] {
  return divisions.filter((division) => {
    if (division.custom && !participant.customDivisions.includes(division.id)) return false;
    return (division.sex === null || division.sex === participant.sex) && isOfAge(participant.raceAge, division);
  });
}

function isOfAge(age: number | null, { ageMin, ageMax }: Division): boolean {
  if (ageMin === null && ageMax === null) return true;
  return age !== null && age >= (ageMin ?? 0) && age <= (ageMax ?? Number.POSITIVE_INFINITY);
}
