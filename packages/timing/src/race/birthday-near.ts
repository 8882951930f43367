import { civilDayOf } from '../time/civil-day.ts';

/** Days of one event, `YYYY-MM-DD`. */
type Days = { firstDay: string; lastDay: string };

const nearDays = 7;

/**
 * What an announcer may know of a birth date: a birthday on the day of the event, or within seven days of it. An event of several days has no "today": we
 * do not know on which of them this runner is read out. Whoever was born on 29 February has it on 1 March of a common year, as with race ages.
 */
export function birthdayNear(birthDay: string, { firstDay, lastDay }: Days): 'today' | 'this-week' | undefined {
  const first = civilDayOf(firstDay) ?? Number.NaN;
  const last = civilDayOf(lastDay) ?? Number.NaN;
  const year = Number(firstDay.slice(0, 4));
  const birthdays = [year - 1, year, year + 1].flatMap((one) => birthdayIn(one, birthDay) ?? []);
  if (first === last && birthdays.includes(first)) return 'today';
  return birthdays.some((day) => day >= first - nearDays && day <= last + nearDays) ? 'this-week' : undefined;
}

function birthdayIn(year: number, birthDay: string): number | undefined {
  const dayInYear = birthDay.slice(5);
  return civilDayOf(`${year}-${dayInYear}`) ?? (dayInYear === '02-29' ? civilDayOf(`${year}-03-01`) : undefined);
}
