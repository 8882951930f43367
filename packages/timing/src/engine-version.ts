/** Part of every basis: lists of two engines are not compared. Raised whenever a rule gives another result for the same log. */
export const engineVersion = '0.1.0';
