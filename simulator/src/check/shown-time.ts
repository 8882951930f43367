/** `41:17`, `1:02:03`, `0:59.5` as milliseconds; NaN for what is no time, so that it equals nothing. */
export function shownTimeMs(text: string | null): number | null {
  if (text === null) return null;
  const match = /^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/.exec(text);
  if (!match) return Number.NaN;
  const [, hours = '0', minutes, seconds, fraction = ''] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}
