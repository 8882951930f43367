import type { Lookout } from './lookout.ts';
import type { PostedNotice } from './notice-board.ts';

/** What happened once and needs a person stays in sight this long; what lasts, as long as it lasts. */
const recentMs = 10 * 60_000;

/** Told by warnings, and not over when they are said. */
const toBeLookedInto = new Set(['clock-step', 'hub-restored']);

export type StateWord = 'well' | 'look' | 'alarm';
export type EdgeState = { word: StateWord; reasons: { level: 'warn' | 'error'; code: string; text: string; since: string }[] };

/** The one word that a timer reads first, and why. `alarm`: reads may be held up or in doubt. `look`: the race goes on, but somebody should look. */
export function edgeState({ lookout, notices, nowMs }: { lookout: Lookout; notices: readonly PostedNotice[]; nowMs: number }): EdgeState {
  const standing = lookout.standing();
  // What the lookout looks for is over when it does not stand any more.
  const recent = notices
    .filter(({ level, code, atMs }) => isForPeople(level, code) && !lookout.codes.has(code) && nowMs - atMs < recentMs)
    .map(({ code, text, atMs }) => ({ level: 'warn' as const, code, text, sinceMs: atMs }))
    .reverse();
  const reasons = [...standing, ...recent].map(({ level, code, text, sinceMs }) => ({
    ...{ level, code, text },
    since: new Date(sinceMs).toISOString(),
  }));
  const word = reasons.some(({ level }) => level === 'error') ? 'alarm' : reasons.length > 0 ? 'look' : 'well';
  return { word, reasons };
}

function isForPeople(level: PostedNotice['level'], code: string): boolean {
  return level === 'error' || toBeLookedInto.has(code);
}
