import { looksLikeCapture, parseCapture } from '@chute/protocol';

/** A recorded byte stream of one decoder. Without a record of when it came, `arrivedAtMs` is null. */
export type Capture = { chunks: { arrivedAtMs: number | null; bytes: Uint8Array }[] };

/** One line of a capture with its line end, and when its last byte came. */
export type CaptureLine = { bytes: Uint8Array; arrivedAtMs: number | null };

export class CaptureError extends Error {
  override name = 'CaptureError';
  readonly code: 'bad-line' | 'empty';

  constructor(code: CaptureError['code'], sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/**
 * Reads a capture file: one JSON line a chunk, or the plain text that a decoder sent. What the host said in a capture of both directions is left out.
 * Errors: `CaptureError` names the line.
 */
export function readCapture(file: Uint8Array, { arrivedAtMs = null as number | null } = {}): Capture {
  const text = Buffer.from(file).toString('utf8');
  if (!looksLikeCapture(text)) return { chunks: [{ arrivedAtMs, bytes: file }] };
  const { chunks, badLines } = parseCapture(text);
  if (badLines.length > 0) throw new CaptureError('bad-line', `line ${badLines[0]} of the capture is no JSON with arrivedAtMs and base64`);
  return { chunks: chunks.filter((chunk) => chunk.from !== 'host') };
}

/** A capture cut into its lines, noise included: CR LF, LF or CR ends one. A last line without an end is given one. */
export function captureLines({ chunks }: Capture): CaptureLine[] {
  const lines: CaptureLine[] = [];
  let waiting = '';
  // latin1 keeps every byte as it is.
  for (const { arrivedAtMs, bytes } of chunks) {
    const parts = (waiting + Buffer.from(bytes).toString('latin1')).split(/(?<=\r\n|\n|\r(?!\n|$))/);
    waiting = parts.at(-1)!.endsWith('\n') ? '' : parts.pop()!; // after a CR the LF may still come
    for (const part of parts) lines.push({ bytes: Buffer.from(part, 'latin1'), arrivedAtMs });
  }
  const last = waiting === '' || waiting.endsWith('\r') ? waiting : `${waiting}\r\n`;
  if (last !== '') lines.push({ bytes: Buffer.from(last, 'latin1'), arrivedAtMs: chunks.at(-1)!.arrivedAtMs });
  return lines;
}
