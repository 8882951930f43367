/** What is wrong with a setup, for whoever wrote it: which field, what about it, and what to do. */
export type SetupProblem = { field: string; problem: string; fix: string };

/** One line a problem, for a terminal or an answer. */
export function describeProblems(problems: readonly SetupProblem[]): string {
  return problems.map(({ field, problem, fix }) => `${field}: ${problem}; ${fix}`).join('\n');
}

/** The second and later ones of each key, with their place in the list. */
export function repeated<T>(list: readonly T[], keyOf: (one: T) => string): { at: number; key: string }[] {
  const seen = new Set<string>();
  return list.flatMap((one, at) => {
    const key = keyOf(one);
    if (seen.has(key)) return [{ at, key }];
    seen.add(key);
    return [];
  });
}
