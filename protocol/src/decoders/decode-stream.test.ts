import { describe, expect, test } from 'vitest';
import { type DecodeOptions, decodeChunks, decodeStream } from './decode-stream.ts';
import { decoderFamilyNamed } from './registry.ts';
import { bytesFromText } from './text.ts';

const hourMs = 3_600_000;
/** Berlin in spring 2026: one hour ahead of UTC, two from 29 March at 01:00 UTC on. */
const berlin = [
  { fromMs: Date.UTC(2026, 0, 1), offsetMs: hourMs },
  { fromMs: Date.UTC(2026, 2, 29, 1), offsetMs: 2 * hourMs },
];

type Options = Partial<DecodeOptions> & { arrivedAtMs?: number | null };

function ctp01(text: string, options: Options = {}) {
  return decodeStream('ctp01', bytesFromText(text), { transitions: berlin, arrivedAtMs: Date.UTC(2026, 3, 12, 12), ...options });
}

describe('a read', () => {
  test('has everything that the line says, and its instant', () => {
    expect(ctp01('CT01_33~1~start~9478~14:02:15.31~3~0F2A38~2\r\n')).toEqual([
      {
        kind: 'read',
        source_seq: 1,
        location: 'start',
        chip: '9478',
        at: '2026-04-12T12:02:15.310Z',
        time_text: '14:02:15.31',
        antenna: 2,
        count: 3,
        reason: null,
        raw: 'CT01_33~1~start~9478~14:02:15.31~3~0F2A38~2',
      },
    ]);
  });

  test.each<[string, string, Options, string | null]>([
    ['a date needs no arrival', '2026-03-01T14:02:15.31', { arrivedAtMs: null }, '2026-03-01T13:02:15.310Z'],
    ['unix time needs no zone', '1738418535.31', { arrivedAtMs: null, transitions: null }, '2025-02-01T14:02:15.310Z'],
    ['a client on UTC needs no zone', '2026-03-01T14:02:15.31', { zone: 'utc', transitions: null }, '2026-03-01T14:02:15.310Z'],
    ['a local time without a zone has no instant', '2026-03-01T14:02:15.31', { transitions: null }, null],
    ['a time of day without an arrival has no instant', '14:02:15.31', { arrivedAtMs: null }, null],
    [
      'just before midnight, heard just after it',
      '23:59:58.00',
      { arrivedAtMs: Date.UTC(2026, 3, 12, 22, 0, 3) },
      '2026-04-12T21:59:58.000Z',
    ],
    [
      'the hour that comes twice: the one nearer to arrival',
      '2026-10-25T02:30:00',
      { arrivedAtMs: Date.UTC(2026, 9, 25, 1, 31), transitions: autumn() },
      '2026-10-25T01:30:00.000Z',
    ],
  ])('%s', (_what, time, options, at) => {
    expect(ctp01(`CT01_33~1~start~9478~${time}~1~0F2A38~1`, options)).toMatchObject([{ kind: 'read', at }]);
  });

  test('of IPICO is at the location that was given', () => {
    const options = { transitions: berlin, arrivedAtMs: null, location: 'finish' };
    expect(decodeStream('ipico', bytesFromText('aa00058003a1b2c4000126041208301519d8'), options)).toMatchObject([
      { kind: 'read', location: 'finish', chip: '058003a1b2c4', at: '2026-04-12T06:30:15.250Z', count: 1, source_seq: null },
    ]);
  });

  function autumn() {
    return [
      { fromMs: Date.UTC(2026, 6, 1), offsetMs: 2 * hourMs },
      { fromMs: Date.UTC(2026, 9, 25, 1), offsetMs: hourMs },
    ];
  }
});

test('guns, notices and refused lines come in the order in which they were heard', () => {
  const lines = [
    'SimpleClient~0.5.0~CTP01',
    'CT01_33~4~start~guntime~07:45:01.01~0~DF239A~0',
    '',
    'CT01_33~2038~30k~newlocation~09:15:21.00~0~ED932A~0',
    'CT01_33~13~FIN~77~99:02:15.31~0~0F2A38~1',
    'CT01_13,24,START,50101,15:54:48.90,1,117F37,8',
    'TO~17~A1B2C3~T1~EV1~1738418535.31~RDR1~2~-58~912~RAW~3',
    '8',
    'ack~getlocations~start',
  ];
  expect(ctp01(lines.join('\r\n'))).toMatchObject([
    { kind: 'notice', reason: 'greeting' },
    { kind: 'gun', location: 'start', chip: null, at: '2026-04-12T05:45:01.010Z', reason: null },
    { kind: 'notice', reason: 'newlocation', location: '30k' },
    { kind: 'refused', reason: 'bad-time', at: null, raw: lines[4] },
    { kind: 'read', source_seq: 24, location: 'START', chip: '50101', time_text: '15:54:48.90', antenna: 8, count: 1, reason: null },
    { kind: 'read', location: 'T1', chip: 'A1B2C3', at: '2025-02-01T14:02:15.310Z' },
    { kind: 'notice', reason: 'heartbeat' },
    { kind: 'notice', reason: 'ack getlocations' },
  ]);
});

test('of an IPICO stream the clock and the gun have their instants', () => {
  const text = 'Lite Reader\r\nab000902260306051855443727cf\r\nab000a2c260306052004151b2782ae\r\nab00000121\r\n';
  expect(decodeStream('ipico', bytesFromText(text), { transitions: berlin, arrivedAtMs: null })).toMatchObject([
    { kind: 'notice', reason: 'chatter' },
    { kind: 'notice', reason: 'clock', at: '2026-03-06T17:55:44.550Z' },
    { kind: 'gun', at: '2026-03-06T19:04:15.270Z' },
    { kind: 'notice', reason: 'control 01' },
  ]);
});

test('bytes that are no text are kept in base64', () => {
  const [item] = decodeStream('ctp01', Uint8Array.of(0xff, 0xfe, 0x0a), { transitions: null, arrivedAtMs: null });
  expect(item).toMatchObject({ kind: 'refused', reason: 'unknown-line', raw: 'base64://4=' });
});

test('a recorded race over midnight: each line goes by when it arrived', () => {
  const chunks = [
    { arrivedAtMs: Date.UTC(2026, 3, 12, 21, 59, 59), bytes: bytesFromText('CT01_33~1~start~1~23:59:58.00~1~A~1\r\nCT01_33~2~sta') },
    { arrivedAtMs: Date.UTC(2026, 3, 12, 22, 0, 2), bytes: bytesFromText('rt~1~00:00:01.00~1~A~1\r\n') },
  ];
  expect(decodeChunks('ctp01', chunks, { transitions: berlin }).map((item) => item.at)).toEqual([
    '2026-04-12T21:59:58.000Z',
    '2026-04-12T22:00:01.000Z',
  ]);
});

test('a family is found by its name or an alias, in any case', () => {
  expect(decoderFamilyNamed('ChronoTrack')?.name).toBe('ctp01');
  expect(decoderFamilyNamed('CTP01')?.name).toBe('ctp01');
  expect(decoderFamilyNamed('ipico')?.name).toBe('ipico');
  expect(decoderFamilyNamed('sundial')).toBeNull();
});
