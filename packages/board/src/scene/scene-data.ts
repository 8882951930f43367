import type { LiveEvent, LiveRow } from '@chute/protocol';
import type { Standings } from '../picture/standings.ts';

/** What a scene is drawn from: the same for a display, for the builder's samples, and for a replay. */
export type SceneData = {
  /** Null before the first picture. */
  event: LiveEvent | null;
  standings: Standings;
  /** The runner that is shown; null = nobody. */
  row: LiveRow | null;
  /** Words that came with the runner. */
  cardText: string;
  /** What the desk says, or a message that came in its turn. */
  message: string;
  /** A clock for what takes turns: screens with the same clock show the same. */
  turnMs: number;
};
