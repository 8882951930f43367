import pg from 'pg';

const int8 = 20;
const date = 1082;

/**
 * How column types come out. `bigint` is a number (sequences, revisions and durations are far below 2^53; beyond it is an error, never a rounded value);
 * a partner's id is selected as text. `date` stays its text, since a local day has no instant. `timestamptz` is a Date.
 */
export const databaseTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return safeInteger;
    if (oid === date) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`);
  return value;
}
