import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesFromText } from '../text.ts';
import { wallMsOf, wallText } from '../wall-clock.ts';
import { lrc } from './check.ts';
import { decodeIpico } from './decode.ts';
import { encodeIpico } from './encode.ts';

function lineOf(text: string) {
  const { records, rest } = decodeIpico(bytesFromText(`${text}\r\n`));
  expect(rest).toHaveLength(0);
  expect(records).toHaveLength(1);
  return records[0]!;
}

describe('a read', () => {
  test.each([
    [
      'aa400000000123450a2a01123018455927a7',
      { readerId: '40', tag: '000000012345', timeText: '2001-12-30T18:45:59.39', countI: 10, countQ: 42 },
    ],
    [
      'aa0005800012860800012603062027472353',
      { readerId: '00', tag: '058000128608', timeText: '2026-03-06T20:27:47.35', countI: 0, countQ: 1 },
    ],
    ['aa00058000120e38000e26030713560136b0', { tag: '058000120e38', timeText: '2026-03-07T13:56:01.54', countQ: 14 }],
    ['aa00058000123b3200012603081222022f060080cd', { tag: '058000123b32', timeText: '2026-03-08T12:22:02.47', tto: '060080' }],
    ['aa400000000123450a2a0112301846000091LS', { tag: '000000012345', timeText: '2001-12-30T18:46:00.00', tto: null }],
    ['aa00058003a1b2c4000b2604120830151907006036', { timeText: '2026-04-12T08:30:15.25', tto: '070060' }],
    ['aa00058003a1b2c4000126041208301519d8', { timeText: '2026-04-12T08:30:15.25' }],
    ['aa00058003a1b2c400ff2604120830156342', { timeText: '2026-04-12T08:30:15.99', countQ: 255 }],
  ])('%s', (text, expected) => {
    expect(lineOf(text)).toMatchObject({ kind: 'read', raw: bytesFromText(text), ...expected });
  });

  test('has its hundredths in hex: 2f is 47, and 10 is 16', () => {
    const at = wallMsOf('2026-04-12T08:30:15.16')!;
    const said = encodeIpico({ kind: 'read', readerId: '00', tag: '058003a1b2c4', countI: 0, countQ: 1, wallMs: at });
    expect(new TextDecoder().decode(said).slice(32, 34)).toBe('10');
    expect(decodeIpico(said).records).toMatchObject([{ timeText: '2026-04-12T08:30:15.16' }]);
  });

  test('in capital letters is read as sent', () => {
    const body = '00058003A1B2C4000126041208301519';
    expect(lineOf(`aa${body}${lrc(body)}`)).toMatchObject({ kind: 'read', tag: '058003A1B2C4' });
  });
});

describe('a frame that does not hold is refused with its reason', () => {
  const badTime = '00058003a1b2c40001260412083015ff';
  const noSuchDay = '00058003a1b2c4000126043108301519';
  test.each([
    ['aa00058003a1b2c4000126041208301519d9', 'bad-check'],
    ['aa00058003a1b2c40001260412083015d8', 'bad-length'],
    ['aa', 'bad-length'],
    ['aa00058003a1b2x4000126041208301519d8', 'bad-hex'],
    [`aa${badTime}${lrc(badTime)}`, 'bad-time'],
    [`aa${noSuchDay}${lrc(noSuchDay)}`, 'bad-time'],
    // A gun that cannot be believed must not vanish either.
    ['ab000a2c260306052004151b2782af', 'bad-check'],
    ['05800012860800012603062027472353', 'unknown-line'],
    ['\u0001\u0002~~', 'unknown-line'],
    ['x'.repeat(20_000), 'line-too-long'],
  ])('%s: %s', (text, reason) => {
    expect(lineOf(text)).toMatchObject({ kind: 'refused', reason });
  });
});

describe('a control frame', () => {
  test.each([
    ['ab000902260306051855443727cf', { kind: 'clock', readerId: '00', timeText: '2026-03-06T18:55:44.55' }],
    ['ab000a2c260306052004151b2782ae', { kind: 'gun', readerId: '00', timeText: '2026-03-06T20:04:15.27' }],
    ['ab00000121', { kind: 'control', instruction: '01', data: '' }],
    ['ab00ff4bc2', { kind: 'control', instruction: '4b' }],
    ['ac0000f2zz'.replace('zz', '00'), { kind: 'control', instruction: 'f2' }],
  ])('%s', (text, expected) => {
    expect(lineOf(text)).toMatchObject(expected);
  });

  test.each(['IPICO Sports Lite Reader v4.2', 'ad0005800012', 'ae00060080'])('%s carries no time and is chatter', (text) => {
    expect(lineOf(text).kind).toBe('chatter');
  });
});

describe('what we say', () => {
  test('is what readers in the field were told', () => {
    const wallMs = wallMsOf('2026-04-12T08:30:15.00')!;
    expect(textOf({ kind: 'clock-query', readerId: '00' })).toBe('ab00000222');
    expect(textOf({ kind: 'set-clock', readerId: '00', wallMs })).toBe('ab00070126041200083015e8');
  });

  test('as a reader is what readers say', () => {
    expect(textOf({ kind: 'clock-set-done', readerId: '00' })).toBe('ab00000121');
    expect(textOf({ kind: 'clock', readerId: '00', wallMs: wallMsOf('2026-03-06T18:55:44.55')! })).toBe('ab000902260306051855443727cf');
    expect(textOf({ kind: 'gun', readerId: '00', wallMs: wallMsOf('2026-03-06T20:04:15.27')! })).toBe('ab000a2c260306052004151b2782ae');
  });

  test('is read back as it was said, to the hundredth', () => {
    const hundredths = fc.integer({ min: wallMsOf('2000-01-01T00:00:00')! / 10, max: wallMsOf('2099-12-31T23:59:59')! / 10 });
    fc.assert(
      fc.property(hundredths, fc.constantFrom(undefined, '060080'), fc.constantFrom(undefined, 'FS' as const), (hundredth, tto, suffix) => {
        const said = { kind: 'read', readerId: '0a', tag: '058003a1b2c4', countI: 3, countQ: 7, wallMs: hundredth * 10 } as const;
        const { records } = decodeIpico(encodeIpico({ ...said, ...(tto && { tto }), ...(suffix && { suffix }) }));
        const timeText = wallText(hundredth * 10).slice(0, 22);
        expect(records).toMatchObject([{ kind: 'read', readerId: '0a', tag: said.tag, countI: 3, countQ: 7, timeText, tto: tto ?? null }]);
      }),
    );
  });

  function textOf(said: Parameters<typeof encodeIpico>[0]): string {
    return new TextDecoder().decode(encodeIpico(said)).trimEnd();
  }
});
