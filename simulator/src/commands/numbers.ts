import { UsageError } from './usage-error.ts';

export function readPositive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) throw new UsageError(`${option} ${text} is no whole number above 0`);
  return value;
}
