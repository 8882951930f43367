import { describe, expect, test } from 'vitest';
import { VirtualLink } from '../testing/virtual-link.ts';
import { bytesFromText, textFromBytes } from '../text.ts';
import { type Ctp01ClientSettings, type Ctp01PlayedLine, createCtp01ClientSession } from './client-session.ts';
import type { Ctp01Dialect } from './dialect.ts';
import type { Ctp01TimeFormat } from './line.ts';
import { createCtp01ServerSession } from './server-session.ts';
import type { Ctp01ServerSettings } from './server-settings.ts';

const gunAtMs = Date.UTC(2026, 3, 12, 7, 0, 0);
const zoneOffsetMs = 7_200_000;

type Tag = Extract<Ctp01PlayedLine, { ident: string }>;

/** Everything a simulated client has said so far, and a link to the edge that hears it. */
class SimulatedClient {
  readonly said: Tag[] = [];
  readonly held: Tag[] = [];
  link: VirtualLink<Ctp01PlayedLine>;

  constructor(server: Partial<Ctp01ServerSettings> = {}, client: Partial<Ctp01ClientSettings> = {}) {
    const linesFrom: Ctp01ClientSettings['linesFrom'] = (location, fromSeq) =>
      this.said.filter((line) => (location === null || line.location === location) && line.sourceSeq >= (fromSeq ?? 0));
    const settings = { linesFrom, locations: ['start', 'finish'], ...client };
    this.link = new VirtualLink(createCtp01ServerSession(server), createCtp01ClientSession(settings));
  }

  line(seq: number, options: Partial<Tag> = {}): Tag {
    const time = { atMs: gunAtMs + seq * 1010, zoneOffsetMs };
    return { location: 'finish', sourceSeq: seq, ident: String(4000 + seq), time, count: 1, reader: '0F2A38', antenna: 1, ...options };
  }

  plays(line: Tag): this {
    this.said.push(line);
    this.link.plays(line);
    return this;
  }

  /** Kept by the client, but lost on its way to us. */
  loses(line: Tag): this {
    this.said.push(line);
    return this;
  }

  heard(): (number | null)[] {
    return this.link.records.map((record) => (record.kind === 'read' || record.kind === 'gun' ? record.sourceSeq : null));
  }
}

describe('client and server', () => {
  test('greet each other, agree, and every line said before comes first', () => {
    const client = new SimulatedClient();
    client.loses(client.line(1)).loses(client.line(2));
    client.link.opens().waits(1000);
    client.plays(client.line(3));
    expect(client.heard()).toEqual([1, 2, 3]);
    expect(client.link.saidBy('decoder').slice(0, 9)).toEqual([
      'SimpleClient~1.0~CTP01',
      ...Array<string>(6).fill('ack~init'),
      'ack~geteventinfo~Simulated race~1~',
      'ack~getlocations~start~finish',
    ]);
    expect(client.link.host.state()).toMatchObject({ phase: 'streaming', eventName: 'Simulated race' });
  });

  test('come together when the client waits for the server to greet', () => {
    const client = new SimulatedClient({}, { greets: 'second' });
    client.link.opens().waits(5000);
    client.plays(client.line(1));
    expect(client.heard()).toEqual([1]);
    expect(client.link.spoken[0]).toMatchObject({ from: 'host', text: 'Chute~1.0~6\r\n' });
  });

  const formats: [Ctp01TimeFormat, string, string][] = [
    ['normal', '09:00:01.01', '09:00:01.01'],
    ['iso', '2026-04-12T09:00:01.01', '2026-04-12T09:00:01.01'],
    ['unix', '1775977201.01', '2026-04-12T07:00:01.010Z'],
    ['msecs', '32401010', '09:00:01.010'],
  ];
  test.each(formats)('speak %s when that was agreed', (timeFormat, onTheWire, timeText) => {
    const client = new SimulatedClient({ timeFormat });
    client.link.opens().waits(1000);
    client.plays(client.line(1));
    expect(client.link.saidBy('decoder').at(-1)).toContain(`~${onTheWire}~`);
    expect(client.link.records).toMatchObject([{ kind: 'read', timeText }]);
  });

  const dialects: [Ctp01Dialect, string, string][] = [
    ['CT01_33', 'CT01_33~1~finish~4001~2026-04-12T09:00:01.01~1~0F2A38~1', '2026-04-12T09:00:01.01'],
    ['CT01_13', 'CT01_13~1~finish~4001~2026-04-12T09:00:01.01~1~0F2A38~1', '2026-04-12T09:00:01.01'],
    ['CT01_13-comma', 'CT01_13,1,finish,4001,2026-04-12T09:00:01.01,1,0F2A38,1', '2026-04-12T09:00:01.01'],
    ['TO', 'TO~1~4001~finish~~1775977201.01~0F2A38~1~~~~1', '2026-04-12T07:00:01.010Z'],
  ];
  test.each(dialects)('understand each other in %s, and mend a gap in it', (dialect, onTheWire, timeText) => {
    const client = new SimulatedClient({}, { dialect });
    client.link.opens().waits(1000);
    client.plays(client.line(1));
    expect(client.link.saidBy('decoder').at(-1)).toBe(onTheWire);
    expect(client.link.records).toMatchObject([{ kind: 'read', location: 'finish', ident: '4001', timeText, reader: '0F2A38' }]);
    client.loses(client.line(2)).plays(client.line(3)).link.waits(5000);
    expect(client.heard()).toEqual([1, 3, 2, 3]);
    expect(client.link.host.state().gaps).toEqual([]);
  });

  test('keep each other awake in TO by heartbeats, each answered', () => {
    const client = new SimulatedClient({}, { dialect: 'TO' });
    client.link.opens().waits(60_000);
    expect(client.link.saidBy('decoder').filter((line) => line === '8')).toHaveLength(6);
    expect(client.link.saidBy('host').filter((line) => line === '8')).toHaveLength(6);
  });

  test('stop, and start again with all that was said in between and nothing twice', () => {
    const client = new SimulatedClient();
    client.link.opens().waits(1000);
    client.plays(client.line(1)).plays(client.line(1, { location: 'start' }));
    client.link.hostCommands({ command: 'stop' });
    client
      .plays(client.line(2))
      .plays(client.line(3))
      .plays(client.line(2, { location: 'start' }))
      .link.waits(120_000);
    expect(client.heard()).toEqual([1, 1]);
    expect(client.link.host.state()).toMatchObject({ phase: 'stopped', gaps: [] });
    client.link.hostCommands({ command: 'start' });
    client.plays(client.line(4));
    expect(client.heard()).toEqual([1, 1, 2, 2, 3, 4]);
    expect(client.link.host.state().phase).toBe('streaming');
  });

  test('go on from the beginning when the client knows no numbers to go on from', () => {
    const client = new SimulatedClient({ resumeAfter: [{ location: 'elsewhere', lastSeq: 9 }] }, { locations: [] });
    client.loses(client.line(1)).link.opens().waits(1000);
    expect(client.link.saidBy('decoder')).toContain('err~start~invalid location');
    expect(client.heard()).toEqual([1]);
    expect(client.link.notices.map((notice) => notice.code)).toContain('ctp01-starts-refused');
  });

  test('mend a gap: the line that was lost is asked for and comes', () => {
    const client = new SimulatedClient();
    client.link.opens().waits(1000);
    client.plays(client.line(1)).loses(client.line(2)).plays(client.line(3));
    client.link.waits(5000);
    expect(client.heard()).toEqual([1, 3, 2, 3]);
    expect(client.link.host.state().gaps).toEqual([]);
  });

  test('mend a gap in numbers that run across two locations', () => {
    const client = new SimulatedClient();
    client.link.opens().waits(1000);
    client
      .plays(client.line(1, { location: 'start' }))
      .plays(client.line(2))
      .loses(client.line(3))
      .plays(client.line(4, { location: 'start' }));
    client.link.waits(5000);
    expect(new Set(client.heard())).toEqual(new Set([1, 2, 3, 4]));
    expect(client.link.host.state().gaps).toEqual([]);
  });

  test('go on after a reconnect where they were cut off, with nothing twice', () => {
    const client = new SimulatedClient({ resumeAfter: [{ location: 'finish', lastSeq: 2 }] });
    for (const seq of [1, 2, 3, 4]) client.loses(client.line(seq));
    client.loses(client.line(1, { location: 'start' }));
    client.link.opens().waits(1000);
    expect(client.link.records).toMatchObject([
      { location: 'finish', sourceSeq: 3 },
      { location: 'finish', sourceSeq: 4 },
      { location: 'start', sourceSeq: 1 },
    ]);
  });

  test('bring in a location that was plugged in during the race', () => {
    const client = new SimulatedClient();
    client.link.opens().waits(1000);
    client.plays(client.line(1)).plays(client.line(2, { location: '30k', ident: 'newlocation', count: 0, antenna: 0 }));
    client.link.waits(1000);
    client.plays(client.line(3, { location: '30k' }));
    expect(client.link.records.at(-1)).toMatchObject({ kind: 'read', location: '30k' });
    expect(client.link.host.state().locations.map(({ location }) => location)).toEqual(['start', 'finish', '30k']);
  });

  test('carry a gun', () => {
    const client = new SimulatedClient();
    client.link.opens().waits(1000);
    client.plays(client.line(1, { location: 'start', ident: 'guntime', count: 0, antenna: 0 }));
    expect(client.link.records).toMatchObject([{ kind: 'gun', location: 'start', timeText: '2026-04-12T09:00:01.01' }]);
  });

  test('keep each other awake through an hour without a read', () => {
    const client = new SimulatedClient();
    client.link.opens().waits(3_600_000);
    expect(client.link.notices.map((notice) => notice.code)).not.toContain('ctp01-silent');
    expect(client.link.saidBy('decoder').filter((line) => line === 'ping')).toHaveLength(360);
  });
});

describe('the simulated client', () => {
  function aClient(settings: Partial<Ctp01ClientSettings> = {}) {
    const lines: Ctp01PlayedLine[] = [
      { location: 'start', raw: bytesFromText('start line\r\n') },
      { location: 'finish', raw: bytesFromText('finish line\r\n') },
    ];
    const asked: [string | null, number | null][] = [];
    const session = createCtp01ClientSession({
      locations: ['start', 'finish'],
      pingEveryMs: null,
      linesFrom: (location, fromSeq) => {
        asked.push([location, fromSeq]);
        return lines.filter((line) => location === null || line.location === location);
      },
      ...settings,
    });
    const said = (outputs: ReturnType<typeof session.handle>) =>
      outputs.map((output) => (output.type === 'write' ? textFromBytes(output.bytes) : output.type));
    return {
      asked,
      hears: (...text: string[]) =>
        said(session.handle({ type: 'bytes', bytes: bytesFromText(text.map((line) => `${line}\r\n`).join('')), nowMs: 0 })),
      plays: (line: Ctp01PlayedLine) => said(session.handle({ type: 'play', line, nowMs: 0 })),
    };
  }

  test('says nothing live before it is started, nor after it is stopped', () => {
    const { hears, plays } = aClient();
    const line = { location: 'finish', raw: bytesFromText('x\r\n') };
    expect(plays(line)).toEqual([]);
    hears('start');
    expect(plays(line)).toEqual(['x\r\n']);
    hears('stop~finish');
    expect(plays(line)).toEqual([]);
    expect(plays({ ...line, location: 'start' })).toEqual(['x\r\n']);
    hears('stop');
    expect(plays({ ...line, location: 'start' })).toEqual([]);
    hears('start~finish');
    expect(plays(line)).toEqual(['x\r\n']);
  });

  test('rewinds all, one location, or one location from a number on', () => {
    const { hears, asked } = aClient();
    expect(hears('start')).toEqual(['start line\r\nfinish line\r\n']);
    expect(hears('start~finish')).toEqual(['finish line\r\n']);
    hears('start~finish~2039');
    expect(asked).toEqual([
      [null, null],
      ['finish', null],
      ['finish', 2039],
    ]);
  });

  test('acknowledges a start only if that was agreed', () => {
    const { hears } = aClient({ linesFrom: () => [] });
    expect(hears('start', 'start~finish')).toEqual([]);
    expect(hears('pushmode-ack=true', 'start', 'start~finish')).toEqual(['ack~init\r\n', 'ack~start\r\n', 'ack~start~finish\r\n']);
  });

  test('sends guns and new locations only to a server that wants them', () => {
    const gun = { location: 'start', sourceSeq: 1, ident: 'guntime', time: '09:00:00.00', count: 0, reader: 'DF239A', antenna: 0 };
    const { hears, plays } = aClient({ linesFrom: () => [] });
    hears('guntimes=false', 'newlocations=false', 'start');
    expect(plays(gun)).toEqual([]);
    expect(plays({ ...gun, ident: 'newlocation' })).toEqual([]);
    hears('guntimes=true', 'newlocations=true');
    expect(plays(gun)).toHaveLength(1);
  });

  test('answers what it is asked, and refuses what it does not know', () => {
    const { hears } = aClient();
    expect(hears('getconnectionid', 'authorize', 'ping', 'dance', 'start~nowhere', 'start~finish~first')).toEqual([
      'ack~getconnectionid~1\r\n',
      'ack~authorize\r\n',
      'ack~ping\r\n',
      'err~~unknown command\r\n',
      'err~start~invalid location\r\n',
      'err~start~invalid sequence\r\n',
    ]);
    expect(hears('stream-mode=pull')).toEqual(['notice', 'ack~init\r\n']);
  });

  test('takes an OK and an error for what they are, and answers neither', () => {
    expect(aClient().hears('OK', 'err~geteventinfo~only a client answers that')).toEqual(['notice']);
  });

  test('sends a long rewind in pieces', () => {
    const line = { location: 'finish', raw: bytesFromText(`${'r'.repeat(60)}\r\n`) };
    const pieces = aClient({ linesFrom: () => Array<Ctp01PlayedLine>(7000).fill(line) }).hears('start');
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join('')).toHaveLength(7000 * 62);
  });
});
