import { describe, expect, test } from 'vitest';
import { aConnection, aStream, greeting, ourGreeting, ourQuestions, ourSettings, tag } from '../testing/ctp01-stream.ts';
import { createCtp01ServerSession } from './server-session.ts';

describe('the handshake', () => {
  test('is said when the client has greeted, to a client that never acknowledges anything', () => {
    const link = aConnection();
    expect(link.said()).toEqual([]);
    link.hears(greeting).waits(2000);
    expect(link.said()).toEqual([ourGreeting, ...ourSettings, ...ourQuestions]);
    expect(link.session.state()).toMatchObject({ phase: 'streaming', peer: '10.0.0.7:50412' });
  });

  test('is said to whoever dials, whatever its program is called', () => {
    const link = aConnection().hears('Some Exporter~0.1 beta~CTP01').waits(2000);
    expect(link.said()).toContain('start');
  });

  test('comes from us after 3 s when the client waits for it, and is not said again when the client answers', () => {
    const link = aConnection().waits(2999);
    expect(link.said()).toEqual([]);
    link.waits(1);
    expect(link.said()).toEqual([ourGreeting]);
    link.hears(greeting).waits(2000);
    expect(link.said()).toEqual([...ourSettings, ...ourQuestions]);
  });

  test('leaves a pause between its lines, for clients that take one receive for one line', () => {
    const link = aConnection().hears(greeting).waits(2000);
    const times = link.writes.map((write) => write.atMs);
    expect(times.slice(1).every((atMs, index) => atMs - times[index]! === 100)).toBe(true);
    expect(link.writes.every((write) => write.text.indexOf('\r\n') === write.text.length - 2)).toBe(true);
  });

  test('goes on at once when a line is acknowledged', () => {
    const link = aConnection().hears(greeting).waits(100);
    for (const _setting of ourSettings) link.hears('ack~init');
    link.hears('ack~geteventinfo~Harbour 10K~9001~Autumn edition').hears('ack~getlocations~start~finish');
    expect(link.said()).toEqual([ourGreeting, ...ourSettings, ...ourQuestions]);
    expect(link.session.state()).toMatchObject({
      eventName: 'Harbour 10K',
      locations: [
        { location: 'start', reads: 0 },
        { location: 'finish', reads: 0 },
      ],
    });
  });

  test('is said again to a client that greets again on the same connection', () => {
    const link = aStream().hears(greeting).waits(2000);
    expect(link.said()).toEqual([ourGreeting, ...ourSettings, ...ourQuestions]);
  });

  test('is said, and told to a person, once a second to a client that greets for ever', () => {
    const link = aStream();
    for (let tenth = 0; tenth < 20; tenth += 1) link.hears(...Array.from({ length: 50 }, () => greeting)).waits(100);
    expect(link.said().filter((line) => line === ourGreeting)).toHaveLength(2);
    expect(link.notices.filter(({ code }) => code === 'ctp01-greeted')).toHaveLength(1 + 2);
  });

  test('asks for the time format that was set', () => {
    const link = aConnection({ timeFormat: 'unix' }).hears(greeting).waits(2000);
    expect(link.said()).toContain('time-format=unix');
  });

  test('does not keep a read waiting that comes before it', () => {
    expect(aConnection().hears(tag(1)).records).toMatchObject([{ kind: 'read', ident: '4001' }]);
  });
});

describe('what is recorded', () => {
  test('a read, under the clock of the controller that wrote its time', () => {
    const { records, localIds } = aStream().hears(tag(1), tag(2));
    expect(records[0]).toMatchObject({
      kind: 'read',
      clockId: 'ctp01:0F2A38',
      timeText: '08:30:01.00',
      location: 'finish',
      ident: '4001',
      identIs: 'auto',
      sourceSeq: 1,
      reader: '0F2A38',
      antenna: 1,
      count: 1,
    });
    expect(localIds).toEqual([1, 2]);
  });

  test('a gun, at its location, for scoring to find the wave', () => {
    const { records } = aStream().hears('CT01_33~3~start~guntime~07:00:00.00~0~DF239A~0');
    expect(records).toMatchObject([
      { kind: 'gun', clockId: 'ctp01:DF239A', timeText: '07:00:00.00', location: 'start', waveId: null, sourceSeq: 3, replaces: null },
    ]);
  });

  test('a line that does not parse, with its reason, and what comes after it', () => {
    const { records } = aStream().hears('CT01_33~5~finish~4103', '', 'what?', tag(6));
    expect(records).toMatchObject([
      { kind: 'refused', family: 'ctp01', reason: 'field-count' },
      { kind: 'refused', reason: 'unknown-line' },
      { kind: 'read' },
    ]);
  });

  test('neither acks, pings and errors nor a greeting', () => {
    expect(aStream().hears('ack~init', 'ping', 'ack~ping', 'err~start~invalid location', '8').records).toEqual([]);
  });

  test('half a line once it is 30 s old, and its other half when that comes', () => {
    const link = aStream();
    const half = new TextEncoder().encode('CT01_33~9~finish~41');
    link.hearsBytes(half).waits(29_999);
    expect(link.records).toEqual([]);
    link.waits(1).hears('02~08:31:00.00~1~0F2A38~1');
    expect(link.records).toMatchObject([
      { kind: 'refused', reason: 'half-line', raw: half },
      { kind: 'refused', reason: 'unknown-line' },
    ]);
  });

  test('half a line on which the link ended', () => {
    const link = aStream().hearsBytes(new TextEncoder().encode('CT01_33~9~fin')).closes();
    expect(link.records).toMatchObject([{ kind: 'refused', reason: 'half-line' }]);
    expect(link.session.state().phase).toBe('closed');
  });

  test('noise, until it is too much to keep; reads all the while', () => {
    const link = aStream();
    const noise = 'x'.repeat(8000);
    for (let line = 0; line < 1000; line += 1) link.hears(noise);
    link.hears(tag(1));
    expect(link.records.filter((record) => record.kind === 'refused')).toHaveLength(Math.floor((4 * 1024 * 1024) / 8000));
    expect(link.noticeCodes().filter((code) => code === 'ctp01-noise')).toHaveLength(1);
    expect(link.records.at(-1)).toMatchObject({ kind: 'read' });
    link.waits(60_000).hears(noise);
    expect(link.records.at(-1)).toMatchObject({ kind: 'refused' });
  });
});

describe('keeping the link alive', () => {
  test('the client is asked every 10 s and answered when it asks', () => {
    const link = aStream().hears('ping');
    expect(link.said()).toEqual(['ack~ping']);
    link.waits(30_000);
    expect(link.said()).toEqual(['ping', 'ping', 'ping']);
  });

  test('30 s of silence are told, change nothing else, and end with the first byte', () => {
    const link = aStream().hears(tag(1)).waits(30_000);
    expect(link.session.state().phase).toBe('silent');
    expect(link.noticeCodes()).toContain('ctp01-silent');
    link.hears(tag(2));
    expect(link.session.state().phase).toBe('streaming');
    expect(link.records).toHaveLength(2);
    expect(link.session.state().locations).toMatchObject([{ location: 'finish', lastSeq: 2, reads: 2 }]);
  });

  test('an alarm that rings early is set again', () => {
    const session = createCtp01ServerSession();
    expect(session.handle({ type: 'opened', peer: 'p', nowMs: 0 })).toEqual([{ type: 'wake-at', atMs: 3000 }]);
    expect(session.handle({ type: 'tick', nowMs: 2999 })).toEqual([{ type: 'wake-at', atMs: 3000 }]);
  });
});

describe('a new location', () => {
  const newLocation = 'CT01_33~4~30k~newlocation~07:20:00.00~0~ED932A~0';

  test('is asked for, and started a second later', () => {
    const link = aStream().hears(newLocation);
    expect(link.said()).toEqual(['getlocations']);
    link.waits(999);
    expect(link.said()).toEqual([]);
    link.waits(1);
    expect(link.said()).toEqual(['start~30k']);
    expect(link.records).toEqual([]);
  });

  test('is asked for once, though its own line comes again with every rewind', () => {
    const link = aStream().hears(newLocation).waits(1000).hears(newLocation).waits(5000);
    expect(link.said().filter((line) => line !== 'ping')).toEqual(['getlocations', 'start~30k']);
  });
});

describe('after a reconnect', () => {
  const resumeAfter = [
    { location: 'start', lastSeq: 120 },
    { location: 'finish', lastSeq: 57 },
  ];

  test('every location goes on after the last number that the journal has', () => {
    const link = aConnection({ resumeAfter }).hears(greeting).waits(2000);
    expect(link.said().slice(-3)).toEqual(['getlocations', 'start~start~121', 'start~finish~58']);
  });

  test('a location that the journal has not heard of is started too', () => {
    const link = aStream({ resumeAfter }).hears('ack~getlocations~start~5k~finish');
    expect(link.said()).toEqual(['start~5k']);
  });

  test('a client that does not list its locations is started as a whole', () => {
    const link = aStream({ resumeAfter }).waits(10_000);
    expect(link.said()).toContain('start');
  });

  test('a client that counts anew is asked for everything, once', () => {
    const link = aStream({ resumeAfter }).hears('ack~getlocations~start~finish', tag(1), tag(2));
    expect(link.said()).toEqual(['start~finish']);
    expect(link.noticeCodes()).toContain('ctp01-restarted');
    expect(link.records).toHaveLength(2);
  });
});

describe('a gap in the numbers', () => {
  test('is asked for when it has stood for 3 s, is shown, and is closed when it is filled', () => {
    const link = aStream().hears(tag(1), tag(2), tag(5)).waits(3900);
    expect(link.said()).toEqual([]);
    link.waits(200);
    expect(link.said()).toEqual(['start~finish~3']);
    expect(link.session.state().gaps).toEqual([{ location: 'finish', fromSeq: 3, toSeq: 4 }]);
    link.hears(tag(3), tag(4), tag(5)).waits(1000);
    expect(link.session.state().gaps).toEqual([]);
    expect(link.noticeCodes()).toContain('ctp01-gap-filled');
  });

  test('is asked for three times, then a person is told', () => {
    const link = aStream().hears(tag(1), tag(5));
    for (let second = 0; second < 150; second += 1) link.waits(1000).hears('ack~ping');
    expect(link.said().filter((line) => line.startsWith('start'))).toEqual(['start~finish~2', 'start~finish~2', 'start~finish~2']);
    expect(link.noticeCodes().filter((code) => code === 'ctp01-gap-open')).toHaveLength(1);
    expect(link.session.state().gaps).toHaveLength(1);
  });

  test('of a connection that counts across its locations is asked of each of them', () => {
    const link = aStream()
      .hears(tag(1, { location: 'start' }), tag(2), tag(4, { location: 'start' }))
      .waits(5000);
    expect(link.said()).toEqual(['start~start~3', 'start~finish~3']);
    expect(link.session.state().gaps).toEqual([{ location: null, fromSeq: 3, toSeq: 3 }]);
  });
});

describe('the operator', () => {
  test('can ask for everything, for one location, and from a number on', () => {
    const link = aStream().hears(tag(1, { location: 'start' }), tag(2));
    link.operator({ command: 'rewind', location: null, fromSeq: null });
    link.operator({ command: 'rewind', location: 'finish', fromSeq: null });
    link.operator({ command: 'rewind', location: 'finish', fromSeq: 40 });
    link.operator({ command: 'rewind', location: null, fromSeq: 40 });
    expect(link.said()).toEqual(['start', 'start~finish', 'start~finish~40', 'start~start~40', 'start~finish~40']);
  });

  test('is told that this wire has no clock to set or read', () => {
    const link = aStream().operator({ command: 'read-clock' }).operator({ command: 'set-clock', timeText: '2026-04-12T08:30:00' });
    expect(link.noticeCodes().slice(-2)).toEqual(['not-supported', 'not-supported']);
    expect(link.said()).toEqual([]);
  });
});

test('a client that invents locations without end is heard, and not all remembered', () => {
  const link = aStream();
  for (let seq = 1; seq <= 2000; seq += 1) link.hears(tag(seq, { location: `place ${seq}` }));
  expect(link.records).toHaveLength(2000);
  expect(link.session.state().locations).toHaveLength(500);
});
