import { readFile } from 'node:fs/promises';
import { type EventSetupBody, eventSetupBodySchema } from '@chute/protocol';
import { SettingsError } from '@chute/service';
import { z } from 'zod';

/** A setup from a file: `{"setup": …, "persons": […]}`, or the setup alone. Errors: `SettingsError`. */
export async function readSetupFile(path: string): Promise<EventSetupBody> {
  const refuse = (problem: string) => new SettingsError([{ variable: 'CHUTE_EDGE_SETUP', problem: `${path}: ${problem}` }]);
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw refuse(error.message);
  });
  const content = jsonOrUndefined(text);
  if (content === undefined) throw refuse('is not JSON');
  const body = typeof content === 'object' && content !== null && 'setup' in content ? content : { setup: content };
  const parsed = eventSetupBodySchema.safeParse(body);
  if (!parsed.success) throw refuse(`is no setup: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
