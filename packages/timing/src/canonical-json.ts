/**
 * RFC 8785 JSON of a value: keys sorted by UTF-16 code unit, no white space, one spelling per number.
 *
 * Units: numbers must be safe integers, which is all that the race log and a setup hold.
 * Errors: throws `TypeError` for what has no canonical form here (a fraction, NaN, a lone surrogate, a function). `undefined` members are left out.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'number') return integerText(value);
  if (typeof value === 'string') return stringText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return objectText(value as Record<string, unknown>);
  throw new TypeError(`no canonical form for a ${typeof value}`);
}

function objectText(value: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${stringText(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function integerText(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer, so it has no canonical form here`);
  return Object.is(value, -0) ? '0' : String(value);
}

function stringText(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
  return JSON.stringify(value);
}
