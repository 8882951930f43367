import { checkSetup, type SetupProblem } from '@chute/protocol';
import type { Setup } from '@chute/timing';
import { notFound, Problem } from '../http/problem.ts';
import type { TenantTx } from '../store/db.ts';
import { lockEvent } from '../store/event-lists.ts';
import { findEvent } from '../store/events.ts';
import { saveEventSetup } from '../store/save-event-setup.ts';
import { eventHasSessions } from '../store/sessions.ts';
import { eventSetupHash, findSetup } from '../store/setups.ts';

/** What a new session of the event would start from. */
export async function currentSetup(tx: TenantTx, eventId: string): Promise<Setup> {
  const hash = (await findEvent(tx, eventId)) && (await eventSetupHash(tx, eventId));
  const setup = hash && (await findSetup(tx, hash));
  if (!setup) throw notFound('event');
  return setup;
}

/** The event's setup as it stands, and its row version. The event is held until the transaction ends. */
export async function lockSetup(tx: TenantTx, eventId: string): Promise<{ setup: Setup; rowVersion: number }> {
  const event = await lockEvent(tx, eventId);
  if (!event) throw notFound('event');
  return { setup: await currentSetup(tx, eventId), rowVersion: event.rowVersion };
}

/** Changes an event that nothing times yet. Who changes it at the same time waits; what cannot be raced is refused. */
export async function changeSetup(tx: TenantTx, eventId: string, change: (before: Setup) => Setup): Promise<Setup> {
  const { setup: before } = await lockSetup(tx, eventId);
  await refuseWhileTimed(tx, eventId);
  const setup = change(before);
  refuseProblems(checkSetup(setup));
  await saveEventSetup(tx, { setup, persons: [] });
  return setup;
}

/** Once timing has begun, a setup changes only by entries of the race log, so that edges and hub see the same race. */
export async function refuseWhileTimed(tx: TenantTx, eventId: string): Promise<void> {
  if (!(await eventHasSessions(tx, eventId))) return;
  throw new Problem('conflict', { detail: 'this event is being timed: change participants one by one, times and statuses by corrections' });
}

export function refuseProblems(problems: readonly SetupProblem[]): void {
  if (problems.length === 0) return;
  const errors = problems.slice(0, 100).map(({ field, problem, fix }) => ({ path: `setup.${field}`, message: `${problem}; ${fix}` }));
  throw new Problem('bad-request', { detail: `it could not be raced like this: ${errors[0]?.message}`, errors });
}
