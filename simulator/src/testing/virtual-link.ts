import type { DriverOutput, DriverRecord, DriverSession } from '@chute/protocol';
import type { PlayedBox, PlayedBoxOutput } from '../player/played-box.ts';

const redialMs = 500;

export type Heard = { records: DriverRecord[]; connections: number; finishedAtMs: number | null };

/**
 * A simulated box and the edge's session on one connection, in virtual time: whatever is due next happens next, bytes take no time.
 * `openSession` is asked for each connection, with what was heard before it.
 */
export function runVirtually(
  box: PlayedBox<unknown>,
  openSession: (heard: readonly DriverRecord[]) => DriverSession,
  at: { fromMs: number; toMs: number },
): Heard {
  const heard: Heard = { records: [], connections: 0, finishedAtMs: null };
  let nowMs = at.fromMs;
  let session = null as DriverSession | null;
  const due: Record<'box' | 'session' | 'dial', number> = { box: Infinity, session: Infinity, dial: nowMs };

  while (heard.finishedAtMs === null) {
    const [who, atMs] = (Object.entries(due) as [keyof typeof due, number][]).reduce((a, b) => (b[1] < a[1] ? b : a));
    if (atMs > at.toMs) return heard;
    nowMs = Math.max(nowMs, atMs);
    due[who] = Infinity;
    if (who === 'dial') open();
    else if (who === 'box') obeyBox(box.handle({ type: 'tick', nowMs }));
    else if (session) obeySession(session.handle({ type: 'tick', nowMs }));
  }
  return heard;

  function open(): void {
    heard.connections += 1;
    session = openSession(heard.records);
    obeySession(session.handle({ type: 'opened', nowMs, peer: 'virtual' }));
    obeyBox(box.handle({ type: 'opened', nowMs, peer: 'virtual' }));
  }

  function obeyBox(outputs: readonly PlayedBoxOutput[]): void {
    for (const output of outputs) {
      if (output.type === 'wake-at') due.box = output.atMs;
      else if (output.type === 'finished') heard.finishedAtMs = nowMs;
      else if (output.type === 'write' && session) obeySession(session.handle({ type: 'bytes', bytes: output.bytes, nowMs }));
      else if (output.type === 'hang-up' && session) {
        obeySession(session.handle({ type: 'closed', nowMs }));
        session = null;
        due.session = Infinity;
        due.dial = nowMs + redialMs;
      }
    }
  }

  function obeySession(outputs: readonly DriverOutput[]): void {
    for (const output of outputs) {
      if (output.type === 'record') heard.records.push(output.record);
      else if (output.type === 'wake-at') due.session = output.atMs;
      else if (output.type === 'write') obeyBox(box.handle({ type: 'bytes', bytes: output.bytes, nowMs }));
    }
  }
}
