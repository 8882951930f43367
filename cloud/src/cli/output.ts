import { writeSync } from 'node:fs';

/** Where a command's answer goes: one JSON line with `--json`, else sentences for a person. */
export function say(answer: Record<string, unknown>, { json, text }: { json: boolean; text: string }): void {
  // At once: a command may end before a pipe has been written by itself.
  writeSync(1, json ? `${JSON.stringify(answer)}\n` : `${text}\n`);
}

/** What cannot be done, in one sentence on stderr; with `--json` as one line that a program can read. */
export function sayRefusal(error: unknown, { json }: { json: boolean }): void {
  const { code = 'failed', message } = error as { code?: string; message: string };
  writeSync(2, json ? `${JSON.stringify({ error: { code, message } })}\n` : `${message}\n`);
}

/** The command was called in a way that cannot work. The message says how to call it. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly code: 'no-such-partner' | 'no-such-event' | 'no-such-role';

  constructor(code: UsageError['code'], sentence: string) {
    super(sentence);
    this.code = code;
  }
}
