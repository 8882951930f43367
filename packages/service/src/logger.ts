import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from './common-settings.ts';

export type { Logger } from 'pino';

/** What never reaches a log: secrets, and whatever says who a person is. Bibs, chips and ids may be logged. */
const secretFields = [
  'authorization',
  'cookie',
  'credential',
  'credentials',
  'password',
  'secret',
  'token',
  'apiKey',
  'api_key',
  'x-api-key',
];
const personFields = [
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'birthDate',
  'birth_date',
  'phonetic_name',
  'email',
  'person',
  'persons',
];

/** Beyond this, lines are dropped: a full terminal or pipe must never hold up a read (R12). */
const waitingBytesMax = 4 * 1024 * 1024;

/**
 * The log of one program: one JSON object a line, on stderr (stdout belongs to the ready line and to `--json`).
 * Call it in `logger.ts` or `main.ts` and pass the logger on; library code has none.
 */
export function createLogger(name: string, { level = 'info' as LogLevel, to = stderrDestination() as LogDestination } = {}): Logger {
  return pino({ name, level, redact: { paths: redactedPaths(), censor: '[hidden]' } }, to);
}

export type LogDestination = { write(line: string): void };

function stderrDestination(): LogDestination {
  return destination({ dest: 2, sync: false, maxLength: waitingBytesMax });
}

function redactedPaths(): string[] {
  return [...secretFields, ...personFields].flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]);
}
