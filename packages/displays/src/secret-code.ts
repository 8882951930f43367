import { createHash, randomBytes } from 'node:crypto';

/** Nothing that is read aloud or typed wrongly: no i, l, o, u (Crockford). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLength = 26;

/** 130 bits that nobody guesses, in 26 letters that a person can type. */
export function newSecretCode(): string {
  return lettersOf(alphabet, codeLength);
}

export function sha256Of(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** As typed by a person: case and look-alikes do not matter. */
export function tidyCode(typed: string): string {
  return typed.trim().toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1');
}

/** No vowels, so that six of them spell nothing. */
const pairingAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';

export function newPairingLetters(): string {
  return lettersOf(pairingAlphabet, 6);
}

function lettersOf(from: string, length: number): string {
  const letters: string[] = [];
  const fair = 256 - (256 % from.length);
  while (letters.length < length) for (const byte of randomBytes(length)) if (byte < fair) letters.push(from[byte % from.length]!);
  return letters.slice(0, length).join('');
}
