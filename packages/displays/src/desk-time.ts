/** Time as a desk uses it: shares expire by the wall clock, what is shown lasts by the steady one. */
export type DeskTime = {
  wallMs: () => number;
  steadyMs: () => number;
  /** Calls `run` once, `ms` from now, unless cancelled. */
  after: (ms: number, run: () => void) => () => void;
};
