import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CaptureChunk, parseCapture } from '../capture.ts';
import { SessionBench } from '../testing/session-bench.ts';
import { joinBytes, textFromBytes } from '../text.ts';
import { type Ctp01PlayedLine, createCtp01ClientSession } from './client-session.ts';
import { createCtp01ServerSession } from './server-session.ts';

/** Transcripts of our sessions talking to programs that others wrote; what they are and what they taught us is in the README. */
function transcript(name: string): CaptureChunk[] {
  const { chunks, badLines } = parseCapture(readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), 'utf8'));
  expect(badLines).toEqual([]);
  return chunks;
}

function linesFrom(chunks: readonly CaptureChunk[], from: CaptureChunk['from']): string[] {
  const bytes = joinBytes(chunks.filter((chunk) => chunk.from === from).map((chunk) => chunk.bytes));
  return textFromBytes(bytes).split('\r\n').slice(0, -1);
}

describe("somebody else's client drives our edge", () => {
  /** The client's bytes at the moments they came; everything we say must be what we said then. */
  function replayed(chunks: readonly CaptureChunk[]): SessionBench {
    const bench = new SessionBench(createCtp01ServerSession()).opens();
    const openedAtMs = openingMs(chunks);
    const startMs = bench.nowMs;
    for (const chunk of chunks.filter(({ from }) => from === 'decoder')) {
      bench.waits(startMs + (chunk.arrivedAtMs - openedAtMs) - bench.nowMs).hearsBytes(chunk.bytes);
    }
    return bench;
  }

  test("the old platform's test client: its reads are recorded, though it sends a time of day where a date was agreed", () => {
    const chunks = transcript('peer-client-old-platform');
    const bench = replayed(chunks);
    expect(bench.said()).toEqual(linesFrom(chunks, 'host'));
    expect(bench.records).toMatchObject([
      { kind: 'read', location: 'FINISH', ident: '280', timeText: '02:19:19.698', sourceSeq: 1, reader: 'TAG123', antenna: 1 },
      { kind: 'read', location: 'FINISH', ident: '417', timeText: '02:19:24.705', sourceSeq: 2 },
      { kind: 'read', location: 'FINISH', ident: '796', timeText: '02:19:29.714', sourceSeq: 3 },
    ]);
  });

  test('an older version of it, which writes broken times: every line is kept with its reason, and the link holds', () => {
    const chunks = transcript('peer-client-old-platform-2025-03');
    const bench = replayed(chunks);
    expect(bench.said()).toEqual(linesFrom(chunks, 'host'));
    expect(bench.records).toMatchObject(Array<object>(3).fill({ kind: 'refused', reason: 'bad-time' }));
    expect(bench.session.state().phase).toBe('streaming');
  });

  test('a sender of CT01_13 lines with commas, which never greets and hears nothing: its reads are recorded before we have greeted', () => {
    const chunks = transcript('peer-client-comma-sender');
    const bench = replayed(chunks);
    expect(bench.records).toMatchObject(
      ['20:26:41.07', '20:26:42.18', '20:26:42.66', '20:26:42.88', '20:26:43.39'].map((timeText, index) => ({
        ...{ kind: 'read', location: 'MINI10438', timeText, sourceSeq: index + 1, reader: '1085B1', count: 1 },
      })),
    );
    expect(bench.waits(2000).said()).toEqual(linesFrom(chunks, 'host'));
  });
});

describe("our simulator's client speaks to somebody else's server", () => {
  test('the race tracker takes the handshake, a gun, reads and a new location', () => {
    const chunks = transcript('peer-server-racemap');
    const lines = saidTo(chunks, { ...aPlayedClient(), openedAtMs: openingMs(chunks), plays: [2000, 2500, 2501, 11_000, 11_400] });
    // Between two chunks of theirs the order of what we do by ourselves is our own affair.
    expect(lines.toSorted()).toEqual(linesFrom(chunks, 'decoder').toSorted());
    expect(lines.filter((line) => line.startsWith('ack~init'))).toHaveLength(5);
    expect(lines.slice(10, 13).map((line) => line.split('~').slice(2, 5))).toEqual([
      ['start', 'guntime', '2026-04-12T07:00:00.00'],
      ['start', '101', '2026-04-12T07:00:01.25'],
      ['start', '102', '2026-04-12T07:00:01.31'],
    ]);
  });

  test("the old platform's listener takes TO lines, says OK to each and gives every heartbeat back", () => {
    const chunks = transcript('peer-server-old-listener');
    const openedAtMs = chunks[0]!.arrivedAtMs;
    const lines = saidTo(chunks, { ...aTagMonitor(), openedAtMs, plays: [1509, 2007, 2510, 3007] });
    expect(lines).toEqual(linesFrom(chunks, 'decoder'));
    expect(linesFrom(chunks, 'host').filter((line) => line === 'OK')).toHaveLength(4);
    expect(linesFrom(chunks, 'host').filter((line) => line === '8')).toHaveLength(2);
  });

  type Played = {
    session: ReturnType<typeof createCtp01ClientSession>;
    play: () => Ctp01PlayedLine;
    openedAtMs: number;
    /** When, after the opening. */
    plays: number[];
  };

  /** The server's bytes at the moments they came; what our client said, line by line. */
  function saidTo(chunks: readonly CaptureChunk[], { session, play, openedAtMs, plays }: Played): string[] {
    const said: string[] = [];
    const give = (input: Parameters<typeof session.handle>[0]) => {
      for (const output of session.handle(input)) if (output.type === 'write') said.push(textFromBytes(output.bytes));
    };
    give({ type: 'opened', peer: 'peer', nowMs: 0 });
    for (const chunk of chunks.filter(({ from }) => from === 'host')) {
      const nowMs = chunk.arrivedAtMs - openedAtMs;
      give({ type: 'tick', nowMs });
      while (plays.length > 0 && plays[0]! <= nowMs) give({ type: 'play', line: play(), nowMs: plays.shift()! });
      give({ type: 'bytes', bytes: chunk.bytes, nowMs });
    }
    return said.join('').split('\r\n').slice(0, -1);
  }

  /** Of two timers, four observations. */
  function aTagMonitor() {
    const gunAtMs = Date.UTC(2026, 3, 12, 7);
    const script: [timer: string, ident: string, seconds: number][] = [
      ['T1', '101', 1.25],
      ['T1', '102', 1.31],
      ['T2', '102', 1201.44],
      ['T2', '101', 1203.02],
    ];
    const lines = script.map(([location, ident, seconds], index) => ({
      ...{ location, sourceSeq: index + 1, ident, time: { atMs: gunAtMs + seconds * 1000, zoneOffsetMs: 0 } },
      ...{ count: 1, reader: 'RDR1', antenna: 1 },
      observation: { event: 'EV1', rssi: '-58', readerSeq: String(900 + index), type: 'RAW' },
    }));
    const session = createCtp01ClientSession({ dialect: 'TO', locations: ['T1', 'T2'], pingEveryMs: 2000, linesFrom: () => [] });
    return { session, play: (): Ctp01PlayedLine => lines.shift()! };
  }

  /** The little race that was played when the transcript was taken. */
  function aPlayedClient() {
    const gunAtMs = Date.UTC(2026, 3, 12, 7);
    const script: [location: string, ident: string, seconds: number, count: number, reader: string, antenna: number][] = [
      ['start', 'guntime', 0, 0, 'DF239A', 0],
      ['start', '101', 1.25, 1, '0F2A38', 1],
      ['start', '102', 1.31, 1, '0F2A38', 1],
      ['finish', '102', 1201.44, 1, '0F2A38', 1],
      ['finish', '101', 1203.02, 1, '0F2A38', 1],
      ['finish', '101', 1203.4, 2, '0F2A38', 2],
      ['5k', 'newlocation', 1210, 0, 'ED932A', 0],
      ['5k', '103', 1211.9, 1, 'ED932A', 1],
    ];
    const lines = script.map(([location, ident, seconds, count, reader, antenna], index) => ({
      location,
      sourceSeq: index + 1,
      ident,
      time: { atMs: gunAtMs + seconds * 1000, zoneOffsetMs: 0 },
      count,
      reader,
      antenna,
    }));
    let playedUpTo = 3;
    const session = createCtp01ClientSession({
      version: '1.0',
      locations: ['start', 'finish'],
      event: { name: 'Peer test 5K', id: '77', description: 'client of ours' },
      linesFrom: (location) => lines.slice(0, playedUpTo).filter((line) => location === null || line.location === location),
    });
    const play = (): Ctp01PlayedLine => {
      playedUpTo += 1;
      return lines[playedUpTo - 1]!;
    };
    return { session, play };
  }
});

/** The connection opened just before the first greeting. */
function openingMs(chunks: readonly CaptureChunk[]): number {
  return Math.floor(chunks[0]!.arrivedAtMs / 1000) * 1000;
}
