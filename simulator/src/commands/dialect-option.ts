import { type Ctp01Dialect, ctp01Dialects } from '@chute/protocol';
import { UsageError } from './usage-error.ts';

export const dialectHelp = `how ctp01 boxes write their lines: ${ctp01Dialects.join(', ')}`;

export function readDialect(text: string): Ctp01Dialect {
  const dialect = ctp01Dialects.find((one) => one.toLowerCase() === text.toLowerCase());
  if (!dialect) throw new UsageError(`no dialect of ctp01 is called ${text}: there are ${ctp01Dialects.join(', ')}`);
  return dialect;
}
