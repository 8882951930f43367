import { z } from 'zod';

/** `POST /api/v1/edges/claim` at the hub: a one-time code from `chute-hub edge enrol` against partner, edge id and credentials. */
export const claimRequestSchema = z.object({ code: z.string().min(8).max(64), store_id: z.uuid(), name: z.string().max(100).optional() });
export type ClaimRequest = z.infer<typeof claimRequestSchema>;

/**
 * `credential` reads `chute_<partnerId>_<keyId>_<secret>`: it is the MQTT password (user name `<partnerId>/<edgeId>`) and the HTTP bearer token.
 * `mqtt_ca` (PEM) vouches for the broker at an `mqtts:` address, where it is nobody whom machines trust anyway.
 * `event_id` is the event that the code was made for, if any: the edge fetches its setup and opens a session on it.
 */
export const claimAnswerSchema = z.object({
  partner_id: z.string().regex(/^\d{1,18}$/),
  edge_id: z.uuid(),
  credential: z.string(),
  mqtt_url: z.string(),
  mqtt_ca: z.string().max(65_536).optional(),
  event_id: z.uuid().nullable(),
});
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>;
