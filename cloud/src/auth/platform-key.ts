import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@chute/service';
import { platformPartnerId } from './caller.ts';
import { mintCredential, parseCredential } from './credential.ts';

export class PlatformKeyError extends Error {
  override name = 'PlatformKeyError';
  readonly code = 'platform-key-unreadable';

  constructor(file: string, options?: ErrorOptions) {
    super(`${file} holds no platform key: remove it, and the next start makes a new one`, options);
  }
}

/** The platform's token, from a file that only we may read; made at the first start. Whoever reads the file may make partners. */
export async function platformToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'platform-key');
  const { token } = mintCredential({ partnerId: platformPartnerId, keyId: newId() });
  try {
    await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
    return token;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = (await readFile(file, 'utf8')).trim();
  if (!parseCredential(kept)) throw new PlatformKeyError(file);
  return kept;
}
