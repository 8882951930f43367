/** SR-12, inside a tie: numeric bibs by value, then the rest by code point. */
export function compareBibs(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [isNumber(a), isNumber(b)];
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  if (aIsNumber && bIsNumber && Number(a) !== Number(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

const isNumber = (bib: string) => /^\d+$/.test(bib);
