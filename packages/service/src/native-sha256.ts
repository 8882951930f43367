import { hash } from 'node:crypto';

/** The platform's SHA-256, to pass where pure code takes one (`sealEntry`, `openEntry`): about four times as fast as the pure one. */
export function nativeSha256Hex(text: string): string {
  return hash('sha256', text);
}
