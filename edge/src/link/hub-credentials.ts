import { existsSync, readFileSync } from 'node:fs';
import { claimAnswerSchema } from '@chute/protocol';
import { z } from 'zod';
import { writePrivateFile } from '../private-file.ts';

/** What an edge got for its one-time code, and where from. */
const credentialsSchema = claimAnswerSchema.extend({ hub_url: z.url() });
export type HubCredentials = z.infer<typeof credentialsSchema>;

/** The file exists and cannot be read: it is named, so that a person can look at it or claim anew. */
export class CredentialsError extends Error {
  override name = 'CredentialsError';
  readonly code = 'credentials-unreadable';
}

const fileName = 'hub.json';

/** Errors: `CredentialsError`. */
export function readCredentials(folder: string): HubCredentials | undefined {
  const path = `${folder}/${fileName}`;
  if (!existsSync(path)) return undefined;
  try {
    return credentialsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new CredentialsError(`${path} holds no credentials that can be read: claim this edge again with a new code`, { cause: error });
  }
}

export function saveCredentials(folder: string, credentials: HubCredentials): void {
  writePrivateFile(`${folder}/${fileName}`, JSON.stringify(credentials, null, 2));
}
