import { parseTimeText } from '@chute/timing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesFromText, joinBytes } from '../text.ts';
import type { DecoderZone } from '../time-text.ts';
import { decodeCtp01 } from './decode.ts';
import { type Ctp01Dialect, ctp01Dialects } from './dialect.ts';
import { type Ctp01Said, encodeCtp01 } from './encode.ts';
import { ctp01Commands, ctp01TimeFormats } from './line.ts';
import { readCtp01Time, writeCtp01Time } from './time.ts';

function lineOf(text: string, zone?: DecoderZone) {
  const { records, rest } = decodeCtp01(bytesFromText(`${text}\r\n`), zone);
  expect(rest).toHaveLength(0);
  expect(records).toHaveLength(1);
  return records[0]!;
}

describe('a read', () => {
  test('says sequence, location, chip, time, count, controller and antenna', () => {
    expect(lineOf('CT01_33~1~start~9478~14:02:15.31~1~0F2A38~2')).toMatchObject({
      kind: 'read',
      sourceSeq: 1,
      location: 'start',
      ident: '9478',
      timeText: '14:02:15.31',
      count: 1,
      reader: '0F2A38',
      antenna: 2,
    });
  });

  test.each([
    ['a controller that is not hex', 'CT01_33~2000~PHASER~3132~2025-06-01T08:30:22.04~1~23H016~1', { reader: '23H016' }],
    ['a camera with a long name', 'CT01_33~3~finish~UNKNOWN~14:02:16.02~0~POINTCAM~0', { reader: 'POINTCAM', ident: 'UNKNOWN' }],
    ['a location of two words', 'CT01_33~3~Finish Line~77~14:02:16.02~0~0F2A38~1', { location: 'Finish Line' }],
    ['a location in another alphabet', 'CT01_33~3~終点~77~14:02:16.02~0~0F2A38~1', { location: '終点' }],
    ['no controller, count or port', 'CT01_33~3~FIN~77~14:02:16.02~~~', { reader: null, count: null, antenna: null }],
    ['white space and NUL around the line', '\0 CT01_33~3~FIN~77~14:02:16.02~0~0F2A38~1 \t', { sourceSeq: 3, antenna: 1 }],
  ])('is read with %s', (_what, text, expected) => {
    expect(lineOf(text)).toMatchObject({ kind: 'read', ...expected });
  });

  test('keeps the bytes as heard', () => {
    const text = ' CT01_33~3~FIN~77~14:02:16.02~0~0F2A38~1';
    expect(lineOf(text).raw).toEqual(bytesFromText(text));
  });

  test('of a Windows client is read though its location is no UTF-8', () => {
    const line = joinBytes([bytesFromText('CT01_33~3~Caf'), Uint8Array.of(0xe9), bytesFromText('~77~14:02:16.02~0~0F2A38~1\r\n')]);
    expect(decodeCtp01(line).records).toMatchObject([{ kind: 'read', location: 'Café' }]);
  });
});

describe('a time', () => {
  test.each([
    ['normal', '14:02:15.31', '14:02:15.31'],
    ['normal without fraction', '14:02:15', '14:02:15'],
    ['finer than a millisecond: cut, not rounded', '14:02:15.3199', '14:02:15.319'],
    ['iso', '2025-06-01T08:30:22.04', '2025-06-01T08:30:22.04'],
    ['iso that says it is UTC', '2025-06-01T08:30:22.04Z', '2025-06-01T08:30:22.04Z'],
    ['unix', '1738418535.31', '2025-02-01T14:02:15.310Z'],
    ['unix finer than a millisecond', '1738418535.3199', '2025-02-01T14:02:15.319Z'],
    ['unix without fraction', '1738418535', '2025-02-01T14:02:15.000Z'],
    ['milliseconds since midnight', '50535310', '14:02:15.310'],
    ['the last millisecond of the day', '86399999', '23:59:59.999'],
    ['midnight in milliseconds', '0', '00:00:00.000'],
  ])('in format %s is kept as %s', (_format, text, kept) => {
    expect(readCtp01Time(text, 'event-local')).toBe(kept);
  });

  test('of a client on UTC says so in every format', () => {
    expect(readCtp01Time('14:02:15.31', 'utc')).toBe('14:02:15.31Z');
    expect(readCtp01Time('2025-06-01T08:30:22.04', 'utc')).toBe('2025-06-01T08:30:22.04Z');
    expect(readCtp01Time('50535310', 'utc')).toBe('14:02:15.310Z');
    expect(readCtp01Time('1738418535.31', 'utc')).toBe('2025-02-01T14:02:15.310Z');
  });

  test.each([
    '99:02:15.31',
    '14:60:15.31',
    '14:02:60',
    '14:02',
    '14:02:1',
    '14:02:15.',
    '2025-02-30T08:30:22',
    '86400000',
    '1738418535310',
    'noon',
    '',
  ])('%s is on no clock', (text) => {
    expect(readCtp01Time(text, 'event-local')).toBeNull();
  });

  test('survives being written and read in every format, to the hundredth', () => {
    const hundredths = fc.integer({ min: 100_000_000, max: 4_000_000_000 }).map((value) => value * 1000 + (value % 100) * 10);
    fc.assert(
      fc.property(hundredths, fc.constantFrom(...ctp01TimeFormats), (atMs, format) => {
        const zoneOffsetMs = 7_200_000;
        const text = readCtp01Time(writeCtp01Time({ atMs, zoneOffsetMs }, format), 'event-local');
        const time = parseTimeText(text!)!;
        const shownMs = format === 'unix' ? atMs : atMs + zoneOffsetMs;
        expect(time.timeOfDayMs).toBe(shownMs % 86_400_000);
        expect(time.day).toBe(format === 'iso' || format === 'unix' ? Math.floor(shownMs / 86_400_000) : null);
      }),
    );
  });
});

describe('what is no read', () => {
  test('a gun is a gun', () => {
    expect(lineOf('CT01_33~4~start~guntime~07:45:01.01~0~DF239A~0')).toMatchObject({
      kind: 'gun',
      location: 'start',
      timeText: '07:45:01.01',
    });
  });

  test('a new location is told, and is nobody crossing a mat', () => {
    expect(lineOf('CT01_33~2038~30k~newlocation~09:15:21.00~0~ED932A~0')).toMatchObject({ kind: 'newlocation', location: '30k' });
  });

  test.each([
    ['SimpleClient~0.5.0~CTP01', { kind: 'greeting', program: 'SimpleClient', version: '0.5.0', protocol: 'CTP01' }],
    ['EdgeAgent~1.0~6', { kind: 'answer', program: 'EdgeAgent', settingCount: 6 }],
    ['time-format=iso', { kind: 'setting', name: 'time-format', value: 'iso' }],
    ['ack~init', { kind: 'ack', command: 'init', values: [] }],
    [
      'ack~geteventinfo~Harbour 10K~9001~Autumn edition',
      { kind: 'ack', command: 'geteventinfo', values: ['Harbour 10K', '9001', 'Autumn edition'] },
    ],
    ['start~30k~2039', { kind: 'command', command: 'start', values: ['30k', '2039'] }],
    ['err~start~invalid location', { kind: 'error', command: 'start', text: 'invalid location' }],
    ['err~~unknown command', { kind: 'error', command: '', text: 'unknown command' }],
    ['ping', { kind: 'ping' }],
    ['8', { kind: 'heartbeat' }],
    ['OK', { kind: 'ok' }],
  ])('%s', (text, expected) => {
    expect(lineOf(text)).toMatchObject(expected);
  });

  test('blank lines vanish, and the line that follows is read', () => {
    const { records } = decodeCtp01(bytesFromText('\r\n\n\r \0\r\n\r\nping\n'));
    expect(records.map((line) => line.kind)).toEqual(['ping']);
  });
});

describe('a line that does not parse is refused with its reason', () => {
  test.each([
    ['CT01_33~12~FIN~77~14:02', 'field-count'],
    ['CT01_33~12~FIN~77~14:02:15.31~0~0F2A38~1~extra', 'field-count'],
    ['CT01_33', 'field-count'],
    ['CT01_33~x~finish~4103~08:31:00.00~1~23B016~4', 'bad-sequence'],
    ['CT01_33~12~ ~77~14:02:15.31~0~0F2A38~1', 'bad-location'],
    ['CT01_33~12~FIN~~14:02:15.31~0~0F2A38~1', 'bad-chip'],
    ['CT01_33~13~FIN~77~99:02:15.31~0~0F2A38~1', 'bad-time'],
    ['CT01_33~13~FIN~77~14:02:15.31~often~0F2A38~1', 'bad-count'],
    ['CT01_33~13~FIN~77~14:02:15.31~0~0F\t38~1', 'bad-reader'],
    ['CT01_33~13~FIN~77~14:02:15.31~0~0F2A38~left', 'bad-antenna'],
    ['CT01_13,24,START,50101,15:54:48.90,1,117F37', 'field-count'],
    ['CT01_13,24~START~50101~15:54:48.90~1~117F37~8', 'field-count'],
    ['CT01_13', 'field-count'],
    ['CT01_13,24,START,50101,15:54,1,117F37,8', 'bad-time'],
    ['TO~17~A1B2C3~T1~EV1~1738418535.31~RDR1~2~-58~912', 'field-count'],
    ['TO~17~A1B2C3~~EV1~1738418535.31~RDR1~2~-58~912~RAW~3', 'bad-location'],
    ['TO~17~A1B2C3~T1~EV1~15:54:48.90~RDR1~2~-58~912~RAW~3', 'bad-time'],
    ['CT01_40~24~START~50101~15:54:48.90~1~117F37~8', 'unsupported-dialect'],
    ['CT01_33,24,START,50101,15:54:48.90,1,117F37,8', 'unsupported-dialect'],
    ['GET / HTTP/1.1', 'unknown-line'],
  ])('%s: %s', (text, reason) => {
    expect(lineOf(text)).toEqual({ kind: 'refused', reason, raw: bytesFromText(text) });
  });

  test('one without an end: its first bytes are kept, the rest is read past, and reading goes on', () => {
    const { records } = decodeCtp01(bytesFromText(`CT01_33~${'9'.repeat(40_000)}\r\nping\r\n`));
    expect(records.map((line) => line.kind === 'refused' && line.reason)).toEqual(['line-too-long', false]);
    expect(records[0]!.raw).toHaveLength(256);
  });
});

describe('in another dialect', () => {
  test('commas: a name may hold a ~, and with ~ it may hold a comma', () => {
    expect(lineOf('CT01_13,24,START~A,50101,15:54:48.90,1,117F37,8')).toMatchObject({ dialect: 'CT01_13-comma', location: 'START~A' });
    expect(lineOf('CT01_13~24~START, A~50101~15:54:48.90~1~117F37~8')).toMatchObject({ dialect: 'CT01_13', location: 'START, A' });
  });

  test('a tag observation names a timer where others name a location, and says more', () => {
    expect(lineOf('TO~17~A1B2C3~T1~EV1~1738418535.31~RDR1~2~-58~912~RAW~3')).toMatchObject({
      kind: 'read',
      dialect: 'TO',
      sourceSeq: 17,
      location: 'T1',
      ident: 'A1B2C3',
      timeText: '2025-02-01T14:02:15.310Z',
      count: 3,
      reader: 'RDR1',
      antenna: 2,
      observation: { event: 'EV1', rssi: '-58', readerSeq: '912', type: 'RAW' },
    });
  });

  test('a tag observation may lack its last field, and is no worse for a strange signal strength', () => {
    expect(lineOf('TO~17~A1B2C3~T1~EV1~1738418535.31~RDR1~2~weak~~RAW')).toMatchObject({ kind: 'read', count: null });
  });

  test('the clock of an observation that was never set shows 1970, not a time of day', () => {
    expect(lineOf('TO~17~A1B2C3~T1~EV1~12345~RDR1~2~-58~912~RAW~3', 'event-local')).toMatchObject({ timeText: '1970-01-01T03:25:45.000Z' });
  });
});

test('what was said is read back as it was said, in every dialect', () => {
  const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[~,\p{Cc}]/u.test(text) && text.trim() === text);
  const said = fc.record({
    dialect: fc.constantFrom(...ctp01Dialects),
    sourceSeq: fc.nat(999_999),
    location: name,
    ident: name,
    seconds: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }),
    count: fc.nat(999),
    reader: name,
    antenna: fc.nat(99),
    observation: fc.record({ event: name, rssi: name, readerSeq: name, type: name }),
  });
  fc.assert(
    fc.property(said, ({ seconds, ...tag }) => {
      const { records, rest } = decodeCtp01(encodeCtp01({ kind: 'tag', ...tag, time: `${seconds}.25` }));
      expect(rest).toHaveLength(0);
      const kind = tag.ident === 'guntime' ? 'gun' : 'read';
      const timeText = `${new Date(seconds * 1000 + 250).toISOString()}`;
      expect(records).toMatchObject([{ ...tag, kind, timeText, observation: tag.dialect === 'TO' ? tag.observation : null }]);
    }),
  );
});

test('what carries no time is read back as it was said, too', () => {
  const said: Ctp01Said[] = [
    { kind: 'greeting', program: 'SimpleClient', version: '0.5.0' },
    { kind: 'answer', program: 'Chute', version: '1.0', settingCount: 6 },
    { kind: 'setting', name: 'time-format', value: 'iso' },
    ...ctp01Commands.map((command) => ({ kind: 'command', command, values: ['finish', '7'] }) as const),
    { kind: 'ack', command: 'getlocations', values: ['start', 'finish'] },
    { kind: 'error', command: 'start', text: 'invalid location' },
    { kind: 'ping' },
    { kind: 'heartbeat' },
    { kind: 'ok' },
  ];
  expect(decodeCtp01(joinBytes(said.map(encodeCtp01))).records).toMatchObject(said);
});

test('a name cannot shift the fields behind it', () => {
  const tag = { sourceSeq: 7, location: 'a~b,c', ident: '101', time: '08:00:01.00', count: 2, reader: '0F2A38', antenna: 4 };
  const said = (dialect: Ctp01Dialect) => decodeCtp01(encodeCtp01({ kind: 'tag', dialect, ...tag })).records;
  expect(said('CT01_13')).toMatchObject([{ location: 'a b,c', ident: '101' }]);
  expect(said('CT01_13-comma')).toMatchObject([{ location: 'a~b c', ident: '101' }]);
});

test('a name cannot shift the values behind it', () => {
  const said = encodeCtp01({ kind: 'ack', command: 'getlocations', values: ['start~line', 'fin\r\nish'] });
  expect(decodeCtp01(said).records).toMatchObject([{ kind: 'ack', values: ['start line', 'fin  ish'] }]);
});
