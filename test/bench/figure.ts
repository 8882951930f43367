/** One figure of `npm run bench`: the median of its runs, with the lowest and highest in the note. `n` = how many things one run measured. */
export type Figure = { bench: string; value: number; unit: string; n: number; note: string };

export function printFigure(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** Runs a measurement five times, one after the other; the machine is shared, so one figure alone says little. */
export async function fiveRuns<T>(run: (round: number) => Promise<T> | T): Promise<T[]> {
  const runs: T[] = [];
  for (let round = 0; round < 5; round++) runs.push(await run(round));
  return runs;
}

/** Median with its spread, ready to print. */
export function figureOf(what: { bench: string; unit: string; n: number; note: string }, values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const spread = `${rounded(sorted[0]!)}..${rounded(sorted.at(-1)!)} over ${sorted.length} runs`;
  return { bench: what.bench, value: rounded(quantile(sorted, 0.5)), unit: what.unit, n: what.n, note: `${what.note}; ${spread}` };
}

/** Quantile of an ascending list, nearest rank. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.max(0, Math.ceil(share * ascending.length) - 1))]!;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
