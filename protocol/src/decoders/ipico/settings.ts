import type { LineSettings } from '../session.ts';
import type { DecoderZone } from '../time-text.ts';

/** How the edge reads one IPICO reader. */
export type IpicoSettings = {
  /** IPICO names no location: reads are heard here. */
  location: string;
  /** Where several readers share one stream: by reader id, before `location`. */
  readerLocations: Readonly<Record<string, string>>;
  /** Names the reader's clock among all clocks of the event, since every reader is delivered with id `00`. Default: the location. */
  decoder: string | null;
  zone: DecoderZone;
  identIs: 'auto' | 'chip' | 'bib';
  /** For a serial line; null leaves it as it was opened. */
  line: LineSettings | null;
};

export const ipicoDefaults: Omit<IpicoSettings, 'location'> = {
  readerLocations: {},
  decoder: null,
  zone: 'event-local',
  identIs: 'chip',
  line: null,
};

/** There is no heartbeat on this wire: asking the time is one, and measures the clock. */
export const askClockEveryMs = 5000;
export const silentAfterMs = 30_000;
export const halfLineAfterMs = 30_000;
/** A reader starts its new time at a full second, about this long after it was told. */
export const clockSetTakesMs = 500;
/** When the new time is surely in force and can be read back. */
export const readBackAfterMs = 2000;
