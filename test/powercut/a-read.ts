import type { EntryDraft } from '@chute/protocol';

/** The read with this number, as a driver session drafts it. */
export function aRead(number: number): EntryDraft {
  const timeText = new Date(Date.UTC(2026, 8, 20, 8) + number * 10).toISOString().slice(0, 22);
  return {
    sessionId: '01990000-0000-7000-8000-00000000aaaa',
    arrivedAtMs: Date.UTC(2026, 8, 20, 8) + number,
    monotonicMs: number,
    bootId: 'power-cut',
    kind: 'read',
    clockId: 'ctp01:0F2A38',
    timeText,
    raw: Buffer.from(`CT01_33~${number}~FINISH~${number}~${timeText}~1~0F2A38~1\r\n`).toString('base64'),
    location: 'FINISH',
    ident: String(number),
    identIs: 'chip',
    sourceSeq: number,
    reader: '0F2A38',
    antenna: 1,
    count: 1,
  };
}
