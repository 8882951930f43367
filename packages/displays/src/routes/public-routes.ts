import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { DeskError, noSuch } from '../desk-error.ts';
import { GuessBudget } from '../guess-budget.ts';
import type { Pairings } from '../pairings.ts';
import type { OpenedShare } from '../shares.ts';
import { type DeskRoute, route } from './desk-route.ts';
import { codeParams } from './params.ts';
import { pictureAnswer } from './scene-routes.ts';

/** Begun by one address in a minute; each stays for ten. */
const pairingsPerMinute = 20;

type PublicParts = { pairings: Pairings; guesses: GuessBudget; steadyMs: () => number };

/** For screens, which have no key: what the code in their address opens, and how to get one. */
export function publicRoutes({ pairings, guesses, steadyMs }: PublicParts): readonly DeskRoute[] {
  const begun = new GuessBudget(pairingsPerMinute);
  const opened = async (desk: Desk, { code, address }: { code: string; address: string }): Promise<OpenedShare> => {
    refuseGuessing(guesses, { address, nowMs: steadyMs() });
    const open = await desk.shares.open(code);
    if (!('closed' in open)) return open;
    guesses.wasWrong(address, steadyMs());
    throw noSuch('display');
  };

  return [
    route({
      ...{ operationId: 'getScenesOfDisplay', summary: 'The scenes that a display has at hand, for its screens' },
      ...{ method: 'GET', of: 'code', path: '/api/v1/displays/:code/scenes', access: 'public', params: codeParams },
      answers: { 200: z.object({ scenes: z.array(z.record(z.string(), z.unknown())) }) },
      handle: async ({ desk, params, address }) => {
        const { display } = await opened(desk, { code: params.code, address });
        return { status: 200, body: { scenes: await desk.scenes.atHand(display.eventId, display.settings.sceneIds) } };
      },
    }),
    route({
      ...{ operationId: 'getImageOfDisplay', summary: 'A picture of its scenes' },
      ...{ method: 'GET', of: 'code', path: '/api/v1/displays/:code/images/:sha256', access: 'public' },
      params: codeParams.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      answers: { 200: null },
      handle: async ({ desk, params, address }) => {
        const { display } = await opened(desk, { code: params.code, address });
        return pictureAnswer(await desk.images.get(display.eventId, params.sha256));
      },
    }),
    route({
      ...{ operationId: 'beginPairing', summary: 'Six letters for a screen that has no address yet' },
      ...{ method: 'POST', of: 'nobody', path: '/api/v1/pairings', access: 'public', params: z.object({}) },
      answers: { 201: z.object({ pairing_id: z.string(), letters: z.string(), expires_in_ms: z.int() }) },
      handle: async ({ address }) => {
        refuseGuessing(begun, { address, nowMs: steadyMs() });
        begun.wasWrong(address, steadyMs());
        const pairing = pairings.begin(steadyMs());
        if (!pairing) throw new DeskError('too-many-requests', { detail: 'too many screens wait for a display: try again in a minute' });
        const { pairingId, letters, expiresInMs } = pairing;
        return { status: 201, body: { pairing_id: pairingId, letters, expires_in_ms: expiresInMs } };
      },
    }),
    route({
      ...{ operationId: 'lookAtPairing', summary: 'The code of its display, once somebody has typed the letters' },
      ...{ method: 'GET', of: 'nobody', path: '/api/v1/pairings/:pairing_id', access: 'public' },
      params: z.object({ pairing_id: z.string().length(26) }),
      answers: { 200: z.object({ code: z.string().nullable() }) },
      handle: async ({ params, address }) => {
        refuseGuessing(guesses, { address, nowMs: steadyMs() });
        const pairing = pairings.look(params.pairing_id, steadyMs());
        if (pairing) return { status: 200, body: pairing, headers: { 'cache-control': 'no-store' } };
        guesses.wasWrong(address, steadyMs());
        throw noSuch('pairing');
      },
    }),
  ];
}

function refuseGuessing(guesses: GuessBudget, { address, nowMs }: { address: string; nowMs: number }): void {
  if (!guesses.mayGuess(address, nowMs)) throw new DeskError('too-many-requests', { detail: 'too much from this address: wait a minute' });
}
