import type { Person } from '@chute/protocol';
import type { ChipAssignment, Participant, Setup, Sex, Wave } from '@chute/timing';
import type { RaceWish } from './race-plan.ts';
import { type Random, seededRandom } from './random.ts';
import { inventedName } from './words.ts';

/** One simulated athlete: who, and how the race will go. */
export type Runner = {
  participant: Participant;
  person: Person;
  chip: string;
  wave: Wave;
  fate: 'finishes' | 'drops-out' | 'does-not-start';
  /** From the own gun to the start mat. */
  startDelayMs: number;
  msPerM: number;
  /** With `drops-out`: how far. */
  stopsAfterM: number;
};

/** The field, in the order of bibs. Bibs go by wave, fast waves first, as most races give them. */
export function makeField(wish: RaceWish, setup: Setup, mintId: () => string): Runner[] {
  const random = seededRandom(`${wish.seed}/field`);
  const chips = makeChips(wish, random);
  const athletes = Array.from({ length: wish.runners }, () => makeAthlete(wish, random)).toSorted((a, b) => a.msPerM - b.msPerM);
  runInPacks(athletes, random);

  return athletes.map((athlete, index): Runner => {
    const waveIndex = Math.floor((index * wish.waves) / wish.runners);
    const wave = setup.waves[waveIndex]!;
    const placeInWave = index - Math.ceil((waveIndex * wish.runners) / wish.waves);
    const id = mintId();
    const fate = random.chance(wish.faults.doNotStart) ? 'does-not-start' : random.chance(wish.faults.dropOut) ? 'drops-out' : 'finishes';
    return {
      participant: {
        id,
        raceId: wave.raceId,
        waveId: wave.id,
        bib: String(index + 1),
        sex: athlete.sex,
        raceAge: athlete.age,
        customDivisions: [],
        teamId: null,
        hidden: random.chance(0.01),
      },
      person: { participant_id: id, ...personFields(random), revision: index + 1, erased: false },
      chip: chips[index]!,
      wave,
      fate,
      // About seven a second pass the start, the fast ones in front.
      startDelayMs: Math.round(400 + placeInWave * 140 + random.next() * 2_000),
      msPerM: athlete.msPerM,
      stopsAfterM: Math.round(wish.distanceM * (0.1 + 0.85 * random.next())),
    };
  });
}

export function chipAssignments(field: readonly Runner[]): ChipAssignment[] {
  return field.map((runner) => ({ chip: runner.chip, bib: runner.participant.bib }));
}

type Athlete = { sex: Sex; age: number; msPerM: number };

function makeAthlete(wish: RaceWish, random: Random): Athlete {
  const sex: Sex = random.chance(0.01) ? 'X' : random.chance(0.46) ? 'F' : 'M';
  const age = Math.min(84, Math.max(15, Math.round(39 + 13 * random.normal())));
  const tenKilometrePace = secondsPerKm(random) * (sex === 'F' ? 1.08 : 1) * (1 + 0.005 * Math.max(0, age - 35));
  // Longer is slower by about 6 % for each doubling (Riegel).
  return { sex, age, msPerM: tenKilometrePace * (wish.distanceM / 10_000) ** 0.06 };
}

/** Over 10 km: a few very fast, a club field, and the many. Seconds a kilometre are milliseconds a metre. */
function secondsPerKm(random: Random): number {
  const draw = random.next();
  if (draw < 0.02) return 178 + 22 * random.next();
  if (draw < 0.16) return 200 + 65 * random.next();
  return Math.min(580, Math.max(255, 345 + 52 * random.normal()));
}

/** Friends run together: a quarter keep the pace of the one before, so that they reach each mat side by side. */
function runInPacks(athletes: Athlete[], random: Random): void {
  for (let index = 1; index < athletes.length; index += 1) {
    if (random.chance(0.25)) athletes[index]!.msPerM = athletes[index - 1]!.msPerM;
  }
}

function personFields(random: Random): Pick<Person, 'first_name' | 'last_name' | 'city' | 'country'> {
  const name = inventedName(random);
  return { first_name: name.firstName, last_name: name.lastName, city: name.city, country: null };
}

/** One chip each, no two alike, in no order, and none that could be a bib. IPICO race tags are twelve hex digits that begin `058`. */
function makeChips(wish: RaceWish, random: Random): string[] {
  const heardByIpico = wish.boxes.some((box) => box.family === 'ipico');
  const used = new Set<string>();
  while (used.size < wish.runners) {
    const number = random.integer(0x100000, 0xffffff);
    used.add(heardByIpico ? `058000${number.toString(16)}` : `C${number.toString(16).toUpperCase()}`);
  }
  return [...used];
}
