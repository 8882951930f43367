import type { GuessBudget } from '../guess-budget.ts';
import type { Pairings } from '../pairings.ts';
import type { DeskRoute } from './desk-route.ts';
import { displayRoutes } from './display-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { sceneRoutes } from './scene-routes.ts';
import { shareRoutes } from './share-routes.ts';

/** Everything that a desk answers over HTTP; edge and hub each register all of it. */
export function deskRoutes(parts: { pairings: Pairings; guesses: GuessBudget; steadyMs: () => number }): readonly DeskRoute[] {
  return [...displayRoutes, ...shareRoutes(parts.pairings, parts.steadyMs), ...sceneRoutes, ...publicRoutes(parts)];
}
