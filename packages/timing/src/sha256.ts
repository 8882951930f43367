import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ByteWriter } from './byte-writer.ts';

/** SHA-256 of bytes, or of the UTF-8 bytes of a text, as 64 lower-case hex digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/** SHA-256 of what gets written, hashed on the way: megabytes of it are never held at once. */
export function sha256HexOf(write: (to: ByteWriter) => void): string {
  const hash = sha256.create();
  const to = new ByteWriter((piece) => hash.update(piece));
  write(to);
  return bytesToHex(hash.update(to.bytes()).digest());
}
