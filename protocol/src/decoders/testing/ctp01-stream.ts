import { createCtp01ServerSession } from '../ctp01/server-session.ts';
import type { Ctp01ServerSettings } from '../ctp01/server-settings.ts';
import { SessionBench } from './session-bench.ts';

export const greeting = 'SimpleClient~2.0.1~CTP01';
export const ourGreeting = 'Chute~1.0~6';
export const ourSettings = [
  'location=multi',
  'guntimes=true',
  'newlocations=true',
  'authentication=none',
  'stream-mode=push',
  'time-format=iso',
];
export const ourQuestions = ['geteventinfo', 'getlocations', 'start'];

export function aConnection(settings: Partial<Ctp01ServerSettings> = {}): SessionBench {
  return new SessionBench(createCtp01ServerSession(settings)).opens();
}

/** With the handshake behind it, and nothing said that was not looked at. */
export function aStream(settings: Partial<Ctp01ServerSettings> = {}): SessionBench {
  const stream = aConnection(settings).hears(greeting).waits(2000);
  stream.said();
  return stream;
}

export function tag(seq: number, options: { location?: string; chip?: string; time?: string } = {}): string {
  const { location = 'finish', chip = String(4000 + seq), time = `08:30:${String(seq % 60).padStart(2, '0')}.00` } = options;
  return `CT01_33~${seq}~${location}~${chip}~${time}~1~0F2A38~1`;
}
