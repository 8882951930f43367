/**
 * RFC 8785 JSON of a value: keys sorted by UTF-16 code unit, no white space, one spelling per number.
 *
 * Units: numbers must be safe integers, which is all that the race log and a setup hold.
 * Errors: throws `TypeError` for what has no canonical form here (a fraction, NaN, a lone surrogate, a function). `undefined` members are left out.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      return integerText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value) : objectText(value as Record<string, unknown>);
    default:
      throw new TypeError(`no canonical form for a ${typeof value}`);
  }
}

// Parts are joined level by level: `+=` would leave a rope of a million knots for a setup of 50,000, which takes longer to untie than to write.
function arrayText(values: readonly unknown[]): string {
  return `[${values.map(canonicalJson).join(',')}]`;
}

function objectText(value: Record<string, unknown>): string {
  const parts: string[] = [];
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member !== undefined) parts.push(`${stringText(key)}:${canonicalJson(member)}`);
  }
  return `{${parts.join(',')}}`;
}

/** Most of our objects are written with their keys in some fixed order, so that looking is cheaper than sorting. */
function sortedKeys(value: Record<string, unknown>): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return keys.sort();
  return keys;
}

function integerText(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer, so it has no canonical form here`);
  return Object.is(value, -0) ? '0' : String(value);
}

/** Printable ASCII without quote and backslash stands for itself: nearly all that we write. */
const plain = /^[ !#-[\]-~]*$/;

function stringText(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
  return JSON.stringify(value);
}
