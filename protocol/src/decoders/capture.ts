import { z } from 'zod';
import { base64FromBytes, bytesFromBase64 } from './text.ts';

/** Bytes as they arrived together. `from` says who sent them where both directions were recorded; without it, the decoder. */
export type CaptureChunk = { arrivedAtMs: number; bytes: Uint8Array; from?: 'decoder' | 'host' };

const chunkSchema = z.object({ arrivedAtMs: z.number(), base64: z.string(), from: z.enum(['decoder', 'host']).optional() });

/** One line of a capture file, without its line end: `{"arrivedAtMs":…,"base64":"…"}`. */
export function printCaptureChunk({ arrivedAtMs, bytes, from }: CaptureChunk): string {
  return JSON.stringify({ arrivedAtMs, ...(from && { from }), base64: base64FromBytes(bytes) });
}

/**
 * Reads a capture file: one JSON line a chunk, blank lines and lines that begin with `#` aside.
 * Errors: never throws. Lines that are no chunk are named by their number, from 1.
 */
export function parseCapture(text: string): { chunks: CaptureChunk[]; badLines: number[] } {
  const chunks: CaptureChunk[] = [];
  const badLines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const chunk = parseChunk(line);
    if (chunk) chunks.push(chunk);
    else badLines.push(index + 1);
  }
  return { chunks, badLines };
}

/** Whether a file is a capture and not plain lines of a decoder: no family we know begins a line with a brace. */
export function looksLikeCapture(text: string): boolean {
  return /^(\s*(#[^\n]*)?\n)*\s*\{"/.test(text);
}

function parseChunk(line: string): CaptureChunk | null {
  const parsed = chunkSchema.safeParse(jsonOrNull(line));
  const bytes = parsed.success ? bytesFromBase64(parsed.data.base64) : null;
  if (!parsed.success || !bytes) return null;
  const { arrivedAtMs, from } = parsed.data;
  return { arrivedAtMs, bytes, ...(from && { from }) };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
