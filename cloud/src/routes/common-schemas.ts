import { localDay, UnknownZoneError } from '@chute/service';
import { z } from 'zod';

/** Everything of a partner stands under this. */
export const partnerPath = '/api/v1/partners/:partner_id';

export const partnerIdSchema = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .meta({ description: 'The timing partner', example: '1' });

const uuid = (description: string) => z.uuid().meta({ description, example: '01997f3a-5c00-7000-8000-0123456789ab' });

export const partnerParams = z.strictObject({ partner_id: partnerIdSchema });
export const eventParams = partnerParams.extend({ event_id: uuid('An event of this partner') });
export const raceParams = partnerParams.extend({ race_id: uuid('A race of this partner') });
export const participantParams = partnerParams.extend({ participant_id: uuid('A participant of this partner') });

export const noQuery = z.strictObject({});
export const instantSchema = z.iso
  .datetime()
  .meta({ description: 'ISO 8601 with milliseconds and Z', example: '2026-05-17T08:30:00.000Z' });
export const daySchema = z.iso.date().meta({ description: 'A local day at the event', example: '2026-05-17' });

/** Whether the zone database of this machine knows the name. */
export function isZone(zone: string): boolean {
  try {
    localDay(zone, 0);
    return true;
  } catch (error) {
    if (error instanceof UnknownZoneError) return false;
    throw error;
  }
}
