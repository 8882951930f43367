import { encodeCtp01 } from './encode.ts';
import type { Ctp01ServerSettings } from './server-settings.ts';

/** Everything we say to open a stream, a line at a time: greeting, settings, questions, and from where to start, unless it is to stay stopped. */
export function helloLines(settings: Ctp01ServerSettings, { start }: { start: boolean }): Uint8Array[] {
  const wanted = wantedSettings(settings);
  return [
    encodeCtp01({ kind: 'answer', program: settings.program, version: settings.version, settingCount: wanted.length }),
    ...wanted.map(([name, value]) => encodeCtp01({ kind: 'setting', name, value })),
    encodeCtp01({ kind: 'command', command: 'geteventinfo', values: [] }),
    encodeCtp01({ kind: 'command', command: 'getlocations', values: [] }),
    ...(start ? startLines(settings) : []),
  ];
}

/** These six and no others: the set that clients in the field have been run with for years. */
function wantedSettings(settings: Ctp01ServerSettings): [name: string, value: string][] {
  return [
    ['location', 'multi'],
    ['guntimes', 'true'],
    ['newlocations', 'true'],
    ['authentication', 'none'],
    ['stream-mode', 'push'],
    ['time-format', settings.timeFormat],
  ];
}

function startLines({ resumeAfter }: Ctp01ServerSettings): Uint8Array[] {
  if (resumeAfter.length === 0) return [startLine(null, null)];
  return resumeAfter.map(({ location, lastSeq }) => startLine(location, lastSeq + 1));
}

/** `start`, `start~location` or `start~location~seq` (inclusive). */
export function startLine(location: string | null, fromSeq: number | null): Uint8Array {
  const values = location === null ? [] : fromSeq === null ? [location] : [location, String(fromSeq)];
  return encodeCtp01({ kind: 'command', command: 'start', values });
}
