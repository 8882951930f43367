import type { EntryDraft } from '@chute/protocol';

export const sessionId = '01900000-0000-7000-8000-00000000aaaa';
export const eventId = '01900000-0000-7000-8000-0000000000ee';

const head = { sessionId, arrivedAtMs: 1_790_000_000_000, monotonicMs: 5_000, bootId: 'boot-1' };

/** A read as a driver session drafts it, for stories that are not about its content. */
export function aRead(
  ident: string,
  { sourceSeq = null as number | null, location = 'FINISH', timeText = '09:41:07.000' } = {},
): EntryDraft {
  return {
    ...head,
    kind: 'read',
    clockId: 'decoder-1',
    timeText,
    raw: Buffer.from(`${ident}\r\n`).toString('base64'),
    location,
    ident,
    identIs: 'auto',
    sourceSeq,
    reader: null,
    antenna: null,
    count: null,
  };
}

export function aSessionOpen(event: string | null = eventId, setupHash: string | null = null): EntryDraft {
  return { ...head, kind: 'session-open', eventId: event, setupHash };
}
