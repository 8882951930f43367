import { z } from 'zod';

export const eventParams = z.object({ event_id: z.uuid() });
export const displayParams = eventParams.extend({ display_id: z.uuid() });
export const shareParams = displayParams.extend({ share_id: z.uuid() });
export const sceneParams = eventParams.extend({ scene_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/) });
export const imageParams = eventParams.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export const codeParams = z.object({ code: z.string().min(8).max(64) });
