import { z } from 'zod';
import { DeskError } from '../desk-error.ts';
import type { Pairings } from '../pairings.ts';
import { shareLifetimeMs } from '../shares.ts';
import { shareAnswer, shareBody } from './bodies.ts';
import { type DeskRoute, route } from './desk-route.ts';
import { displayParams, shareParams } from './params.ts';

const newShareBody = z.strictObject({
  scope: z.enum(['look', 'steer']).default('look'),
  lifetime_ms: z
    .int()
    .min(60_000)
    .max(shareLifetimeMs.longest)
    .nullable()
    .default(shareLifetimeMs.usual)
    .meta({ description: 'A day unless said otherwise, 30 days at most; null = until it is revoked' }),
});
const newShareAnswer = shareBody
  .extend({ code: z.string(), path: z.string() })
  .meta({ id: 'NewDisplayShare', description: 'The code is said once and kept nowhere' });
const pairBody = newShareBody.extend({ letters: z.string().trim().min(6).max(12) });

export function shareRoutes(pairings: Pairings, steadyMs: () => number): readonly DeskRoute[] {
  return [
    route({
      ...{ operationId: 'listDisplayShares', summary: 'Who may see or steer a display without a key' },
      ...{ method: 'GET', of: 'event', path: '/displays/:display_id/shares', access: 'steer', params: displayParams },
      answers: { 200: z.object({ items: z.array(shareBody) }) },
      handle: async ({ desk, params }) => ({
        status: 200,
        body: { items: (await desk.shares.list(namesIn(params))).map(shareAnswer) },
      }),
    }),
    route({
      ...{ operationId: 'shareDisplay', summary: 'Make an address of a display for any browser' },
      ...{ method: 'POST', of: 'event', path: '/displays/:display_id/shares', access: 'steer', params: displayParams, body: newShareBody },
      answers: { 201: newShareAnswer },
      holdsSecret: true,
      handle: async ({ desk, params, body }) => {
        const { share, code } = await desk.shares.create(namesIn(params), { scope: body.scope, lifetimeMs: body.lifetime_ms });
        return { status: 201, body: { ...shareAnswer(share), code, path: `/d/${code}` }, headers: { 'cache-control': 'no-store' } };
      },
    }),
    route({
      ...{ operationId: 'revokeDisplayShare', summary: 'Take it away; screens that use it go dark at once' },
      ...{ method: 'DELETE', of: 'event', path: '/displays/:display_id/shares/:share_id', access: 'steer', params: shareParams },
      answers: { 204: z.null() },
      handle: async ({ desk, params }) => {
        await desk.shares.revoke(namesIn(params), params.share_id);
        return { status: 204, body: null };
      },
    }),
    route({
      ...{ operationId: 'pairDisplay', summary: 'Give this display to the screen that shows these six letters' },
      ...{ method: 'POST', of: 'event', path: '/displays/:display_id/pair', access: 'steer', params: displayParams, body: pairBody },
      answers: { 201: shareBody },
      handle: async ({ desk, params, body: { letters, scope, lifetime_ms: lifetimeMs } }) => {
        await desk.displays.get(namesIn(params));
        if (!pairings.isWaiting(letters, steadyMs())) throw new DeskError('not-found', { detail: 'no screen waits with these letters' });
        const { share, code } = await desk.shares.create(namesIn(params), { scope, lifetimeMs });
        pairings.give(letters, code);
        return { status: 201, body: shareAnswer(share) };
      },
    }),
  ];
}

function namesIn({ event_id: eventId, display_id: displayId }: z.infer<typeof displayParams>) {
  return { eventId, displayId };
}
