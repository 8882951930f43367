/** Inside a tie: bibs of digits only by their value, then the rest by code point (SR-12). Equal values (`7`, `007`) by code point too, so that no order is left open. */
export function compareBibs(a: string, b: string): number {
  const valueOfA = digitsOf(a);
  const valueOfB = digitsOf(b);
  if (valueOfA !== undefined && valueOfB !== undefined) {
    // Without leading zeros the longer is the larger, so no bib is too long to be compared.
    return valueOfA.length - valueOfB.length || compareCodePoints(valueOfA, valueOfB) || compareCodePoints(a, b);
  }
  if (valueOfA !== undefined) return -1;
  return valueOfB !== undefined ? 1 : compareCodePoints(a, b);
}

export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const pointsOfA = [...a];
  const pointsOfB = [...b];
  for (const [index, point] of pointsOfA.entries()) {
    const apart = point.codePointAt(0)! - (pointsOfB[index]?.codePointAt(0) ?? -1);
    if (apart !== 0) return apart;
  }
  return pointsOfA.length - pointsOfB.length;
}

function digitsOf(bib: string): string | undefined {
  return /^[0-9]+$/.test(bib) ? bib.replace(/^0+(?=.)/, '') : undefined;
}
