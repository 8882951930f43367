import type { RaceRules } from '../setup.ts';
import { civilDayOf } from '../time/civil-day.ts';

/** Nobody is older; who seems to be was typed wrong. */
const oldestAge = 130;

/**
 * The age that counts in a race (SR-15): on the race day, or on 31 December of its year. Days are local, `YYYY-MM-DD`; the race day is the one on
 * which the race's gun is scheduled, whenever the runner finishes. A birthday on the day counts; whoever was born on 29 February turns a year older
 * on 1 March of a common year (choice). Undefined for a day that does not exist, a birth after the race, and an age above 130.
 */
export function raceAgeOn({
  birthDay,
  raceDay,
  ageOn,
}: {
  birthDay: string;
  raceDay: string;
  ageOn: RaceRules['ageOn'];
}): number | undefined {
  const born = civilDayOf(birthDay);
  const raced = civilDayOf(raceDay);
  if (born === undefined || raced === undefined || born > raced) return undefined;
  const [year, dayInYear] = partsOf(ageOn === 'year-end' ? `${raceDay.slice(0, 4)}-12-31` : raceDay);
  const [birthYear, birthday] = partsOf(birthDay);
  const age = year - birthYear - (dayInYear < birthday ? 1 : 0);
  return age <= oldestAge ? age : undefined;
}

/** Days of a year compare as their texts do. */
function partsOf(day: string): [year: number, dayInYear: string] {
  return [Number(day.slice(0, 4)), day.slice(5)];
}
