const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** An age as said aloud: `7 s`, `3 min 20 s`, `2 h 5 min`, `3 days`. A clock set back gives `0 s`, never a negative age. */
export function ageWords(ageMs: number): string {
  const age = Math.max(0, ageMs);
  if (age < minuteMs) return `${Math.floor(age / secondMs)} s`;
  if (age < hourMs) return twoUnits(age, { unitMs: minuteMs, unit: 'min', restMs: secondMs, rest: 's' });
  if (age < 2 * dayMs) return twoUnits(age, { unitMs: hourMs, unit: 'h', restMs: minuteMs, rest: 'min' });
  return `${Math.floor(age / dayMs)} days`;
}

function twoUnits(age: number, { unitMs, unit, restMs, rest }: { unitMs: number; unit: string; restMs: number; rest: string }): string {
  const left = Math.floor((age % unitMs) / restMs);
  const whole = `${Math.floor(age / unitMs)} ${unit}`;
  return left === 0 ? whole : `${whole} ${left} ${rest}`;
}
