import { displaySettingsSchema } from '@chute/protocol';
import type { DisplayRecord } from './records.ts';

/** The one that every event has without anybody making it. It is called by the id of its event, so that edge and hub mean the same. */
export function defaultDisplay(eventId: string): DisplayRecord {
  return { displayId: eventId, eventId, settings: displaySettingsSchema.parse({ name: 'Finish screen' }), onAir: null };
}
