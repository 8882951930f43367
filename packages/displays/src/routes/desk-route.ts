import type { z } from 'zod';
import type { Desk } from '../desk.ts';

/** `look`: whoever may read results · `steer`: whoever may change the event · `public`: anybody, with what the path itself proves. */
export type RouteAccess = 'look' | 'steer' | 'public';

type Checked<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export type DeskRouteAnswer = { status: number; body: unknown; headers?: Record<string, string> };

/** What a handler gets, checked. `desk`: of the event in the path, or of the code; absent where neither is. */
type Asked<Params, Query, Body> = { desk: Desk; params: Checked<Params>; query: Checked<Query>; body: Checked<Body>; address: string };

/**
 * One route of the desk, in words that both web servers understand: each registers it with its own checks of who may do what, and its own problems.
 * `of: 'event'` stands under `…/events/:event_id`, `of: 'code'` names its desk by the share code in its path, `of: 'nobody'` has none.
 */
export type DeskRoute<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject | undefined = z.ZodObject | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  operationId: string;
  summary: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  of: 'event' | 'code' | 'nobody';
  path: string;
  access: RouteAccess;
  params: Params;
  query?: Query;
  body?: Body;
  /** The body is one of these, as it comes, and not JSON. */
  mediaTypes?: readonly string[];
  bodyBytesMax?: number;
  /** What is answered is shown once: it is kept nowhere. */
  holdsSecret?: boolean;
  /** What is answered when all is well, by status; null where the body is not JSON. */
  answers: Record<number, z.ZodType | null>;
  handle: (asked: Asked<Params, Query, Body>) => Promise<DeskRouteAnswer>;
};

/** Keeps the types of one route together; a list of many has forgotten them. */
export function route<Params extends z.ZodObject, Query extends z.ZodObject | undefined, Body extends z.ZodType | undefined>(
  one: DeskRoute<Params, Query, Body>,
): DeskRoute {
  return one as unknown as DeskRoute;
}
