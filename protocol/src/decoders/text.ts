const utf8 = new TextDecoder();
const encoder = new TextEncoder();

/**
 * The text of a line: UTF-8, or Latin-1 where it is no UTF-8.
 * A Windows client with a location called `Café` would otherwise have every read at that mat refused.
 */
export function textFromBytes(bytes: Uint8Array): string {
  return utf8Text(bytes) ?? latin1Text(bytes);
}

/**
 * Null where the bytes are not well-formed UTF-8. Not with a decoder that throws: an error for each line of noise
 * costs ten times the line, and a babbling device sends a hundred thousand of them in a second.
 */
export function utf8Text(bytes: Uint8Array): string | null {
  const text = utf8.decode(bytes);
  return text.includes(replacement) && !isSame(encoder.encode(text), bytes) ? null : text;
}

/** White space and NUL around a line are noise; inside it they are not. */
export function trimNoise(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 0x20) from += 1;
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to -= 1;
  return text.slice(from, to);
}

export function bytesFromText(text: string): Uint8Array {
  return encoder.encode(text);
}

export function base64FromBytes(bytes: Uint8Array): string {
  return btoa(latin1Text(bytes));
}

/** Null where the text is no base64. */
export function bytesFromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** What the decoder puts where there is no character; it may also have been sent. */
const replacement = '\ufffd';

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function latin1Text(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
