import { createCtp01ServerSession, createIpicoSession, type DriverSession } from '@chute/protocol';
import type { DecoderSettings } from '../settings.ts';

/** The session of the decoder's family, told what the journal already holds of it. */
export function decoderSession(decoder: DecoderSettings, resumeAfter: { location: string; lastSeq: number }[]): DriverSession {
  const { zone, identIs } = decoder;
  const common = { ...(zone ? { zone } : {}), ...(identIs ? { identIs } : {}) };
  if (decoder.family === 'ctp01') {
    return createCtp01ServerSession({ ...common, ...(decoder.timeFormat ? { timeFormat: decoder.timeFormat } : {}), resumeAfter });
  }
  const { location, readerLocations } = decoder;
  return createIpicoSession({ ...common, location, ...(readerLocations ? { readerLocations } : {}) });
}
