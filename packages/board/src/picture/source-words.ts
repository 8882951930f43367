import { hourAndMinute } from './time-words.ts';

export type SourceState = { host: string; kind: 'edge' | 'hub' | null; isWell: boolean };

/** Where the page has its data from. `best`: the source it would rather have, while it follows another one. Instants are real time. */
export type FollowedSource = {
  host: string;
  kind: SourceState['kind'];
  isBestWell: boolean;
  best: { host: string; kind: SourceState['kind']; awaySinceMs: number; backSinceMs: number | null } | null;
};

type Now = { sources: readonly SourceState[]; followed: number; before: FollowedSource | null; nowMs: number };

/** The same object as long as nothing has changed. */
export function whereFrom({ sources, followed, before, nowMs }: Now): FollowedSource {
  const [best, now] = [sources[0]!, sources[followed]!];
  const away = followed === 0 ? null : { host: best.host, kind: best.kind, ...sinceWhen(best, { before, nowMs }) };
  const from: FollowedSource = { host: now.host, kind: now.kind, isBestWell: best.isWell, best: away };
  return before && isSame(before, from) ? before : from;
}

function sinceWhen(
  best: SourceState,
  { before, nowMs }: Pick<Now, 'before' | 'nowMs'>,
): { awaySinceMs: number; backSinceMs: number | null } {
  const known = before?.best;
  if (best.isWell) return { awaySinceMs: known?.awaySinceMs ?? nowMs, backSinceMs: known?.backSinceMs ?? nowMs };
  return { awaySinceMs: known && known.backSinceMs === null ? known.awaySinceMs : nowMs, backSinceMs: null };
}

function isSame(a: FollowedSource, b: FollowedSource): boolean {
  const { best: bestA, ...restA } = a;
  const { best: bestB, ...restB } = b;
  return sameFields(restA, restB) && (bestA === bestB || (bestA !== null && bestB !== null && sameFields(bestA, bestB)));
}

const sameFields = <T extends object>(a: T, b: T) => Object.keys(a).every((key) => a[key as keyof T] === b[key as keyof T]);

/** What the page says while it follows another source than the best; null when there is nothing to say. */
export function sourceWords({ host, kind, best }: FollowedSource, zone: string): string | null {
  if (best === null) return null;
  const nameOfBest = best.kind === null || best.kind === kind ? named(best) : `the ${best.kind}`;
  const state =
    best.backSinceMs === null
      ? `is away since ${hourAndMinute(best.awaySinceMs, zone)}`
      : `is back since ${hourAndMinute(best.backSinceMs, zone)} and is being looked at`;
  return `Now from ${named({ host, kind })}; ${nameOfBest} ${state}`;
}

const named = ({ host, kind }: { host: string; kind: SourceState['kind'] }) => (kind === null ? host : `the ${kind} ${host}`);
