import { type WallMs, wallMsOf, wallText, weekdayOf } from '../wall-clock.ts';

/**
 * The reader's date and time: `YYMMDD`, `HHMMSS` in decimal digits, and hundredths as a hex byte (00 to 63). Null if no clock shows that.
 * A reader of hundredths as decimal loses every `2f` and mistakes every `10`. The century is not sent: there were no such readers before 2000.
 */
export function ipicoTimeText(date: string, time: string, hundredths: string): string | null {
  if (!/^\d{6}$/.test(date) || !/^\d{6}$/.test(time) || Number.parseInt(hundredths, 16) > 99) return null;
  const day = `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4, 6)}`;
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
  const text = `${day}T${clock}.${String(Number.parseInt(hundredths, 16)).padStart(2, '0')}`;
  return wallMsOf(text) === null ? null : text;
}

/** The same, to be sent. `weekday` (Sunday 0) stands between date and time in control frames only. */
export function ipicoClockDigits(wallMs: WallMs): { date: string; weekday: string; time: string; hundredths: string } {
  const text = wallText(wallMs);
  return {
    date: text.slice(2, 10).replaceAll('-', ''),
    weekday: `0${weekdayOf(wallMs)}`,
    time: text.slice(11, 19).replaceAll(':', ''),
    hundredths: Number(text.slice(20, 22)).toString(16).padStart(2, '0'),
  };
}

/** The time in the data of a set-clock frame: date, weekday, time. Null if no clock shows that. */
export function wallMsOfSetting(data: string): WallMs | null {
  const text = ipicoTimeText(data.slice(0, 6), data.slice(8, 14), '00');
  return text === null || data.length !== 14 ? null : wallMsOf(text);
}
