import { describe, expect, test } from 'vitest';
import { SessionBench } from '../testing/session-bench.ts';
import { VirtualLink } from '../testing/virtual-link.ts';
import { wallMsOf, wallText } from '../wall-clock.ts';
import { createIpicoReaderSession } from './reader-session.ts';
import { createIpicoSession } from './session.ts';
import type { IpicoSettings } from './settings.ts';

const read = 'aa00058003a1b2c4000126041208301519d8';
const clock = 'ab000902260306051855443727cf';
const gun = 'ab000a2c260306052004151b2782ae';
const clockQuery = 'ab00000222';

function aReader(settings: Partial<IpicoSettings> = {}): SessionBench {
  return new SessionBench(createIpicoSession({ location: 'finish', ...settings })).opens('/dev/ttyUSB0');
}

describe('what is recorded', () => {
  test('a read, at the location that was set, under the clock of this reader', () => {
    const { records } = aReader({ decoder: 'lite-3' }).hears(read);
    expect(records).toMatchObject([
      {
        kind: 'read',
        clockId: 'ipico:lite-3:00',
        timeText: '2026-04-12T08:30:15.25',
        location: 'finish',
        ident: '058003a1b2c4',
        identIs: 'chip',
        sourceSeq: null,
        reader: '00',
        antenna: null,
        count: 1,
      },
    ]);
  });

  test('the same bytes twice are two reads: that they are one passing is for scoring to say', () => {
    expect(aReader().hears(read, read).records).toHaveLength(2);
  });

  test('two readers on one stream, each at its own location', () => {
    const { records } = aReader({ readerLocations: { '40': 'start' } }).hears(read, 'aa400000000123450a2a01123018455927a7');
    expect(records).toMatchObject([{ location: 'finish' }, { location: 'start', clockId: 'ipico:finish:40' }]);
  });

  test('the trigger as a gun at its location', () => {
    expect(aReader().hears(gun).records).toMatchObject([
      { kind: 'gun', location: 'finish', waveId: null, sourceSeq: null, timeText: '2026-03-06T20:04:15.27' },
    ]);
  });

  test('a frame that fails its check, with its bytes, and the read behind it', () => {
    const { records } = aReader().hears('aa00058003a1b2c4000126041208301519d9', '', read);
    expect(records).toMatchObject([{ kind: 'refused', family: 'ipico', reason: 'bad-check' }, { kind: 'read' }]);
  });

  test('of a reader on UTC, with a Z', () => {
    expect(aReader({ zone: 'utc' }).hears(read).records).toMatchObject([{ timeText: '2026-04-12T08:30:15.25Z' }]);
  });

  test('half a frame once it is 30 s old', () => {
    const link = aReader().hearsBytes(new TextEncoder().encode('aa00058003'));
    link.waits(30_000);
    expect(link.records).toMatchObject([{ kind: 'refused', reason: 'half-line' }]);
  });
});

describe('the clock', () => {
  test('is asked every 5 s, and each answer is kept as a check with the time it took', () => {
    const link = aReader();
    expect(link.said()).toEqual([clockQuery]);
    link.waits(12).hears(clock).waits(10_000);
    expect(link.said()).toEqual([clockQuery, clockQuery]);
    expect(link.records).toMatchObject([
      { kind: 'clock-check', clockId: 'ipico:finish:00', timeText: '2026-03-06T18:55:44.55', reading: 'asked', roundTripMs: 12 },
    ]);
  });

  test('that nobody asked for is kept as seen live', () => {
    expect(aReader().hears(clock, clock).records[1]).toMatchObject({ kind: 'clock-check', reading: 'live', roundTripMs: null });
  });

  test('is set half a second early, for the next full second, and read back', () => {
    const link = aReader();
    link.said();
    link.operator({ command: 'set-clock', timeText: '2026-04-12T08:30:14.20' }).waits(299);
    expect(link.said()).toEqual([]);
    link.waits(1);
    expect(link.said()).toEqual(['ab00070126041200083015e8']);
    link.hears('ab00000121').waits(2000);
    expect(link.said()).toEqual([clockQuery]);
    expect(link.noticeCodes()).toEqual(['ipico-clock-set-taken']);
  });

  test('is not set to what is no date and time', () => {
    const link = aReader().operator({ command: 'set-clock', timeText: '25:00:00' }).waits(4000);
    expect(link.said()).toEqual([clockQuery]);
    expect(link.noticeCodes()).toEqual(['ipico-bad-time']);
  });
});

describe('the link', () => {
  test('30 s of silence are told; reads that come later are recorded', () => {
    const link = aReader().hears(read).waits(30_000);
    expect(link.session.state().phase).toBe('silent');
    expect(link.noticeCodes()).toEqual(['ipico-silent']);
    link.hears(read);
    expect(link.session.state()).toMatchObject({ phase: 'streaming', locations: [{ location: 'finish', reads: 2 }] });
  });

  test('a serial line is set as the settings say', () => {
    const session = createIpicoSession({ location: 'finish', line: { baudRate: 115_200, parity: 'none' } });
    expect(session.handle({ type: 'opened', peer: '/dev/ttyUSB0', nowMs: 0 })[0]).toEqual({
      type: 'set-line',
      line: { baudRate: 115_200, parity: 'none' },
    });
  });

  test('a reader that refuses a command says why', () => {
    const link = aReader().hears('ac0000f200').operator({ command: 'rewind', location: null, fromSeq: null });
    expect(link.noticeCodes()).toEqual(['ipico-reader-error', 'not-supported']);
  });
});

describe('with a simulated reader', () => {
  const bootedAtMs = wallMsOf('2026-04-12T08:00:00.00')!;

  function aLink() {
    const reader = createIpicoReaderSession({ readerId: '07', wallMsAt: (nowMs) => bootedAtMs + nowMs });
    return new VirtualLink(createIpicoSession({ location: 'finish' }), reader).opens();
  }

  test('reads, guns and the time come across', () => {
    const link = aLink().waits(5000);
    link.plays({ kind: 'read', readerId: '07', tag: '058003a1b2c4', countI: 2, countQ: 3, wallMs: bootedAtMs + 5250 });
    link.plays({ kind: 'gun', readerId: '07', wallMs: bootedAtMs + 6000 });
    expect(link.records).toMatchObject([
      { kind: 'clock-check', timeText: '2026-04-12T08:00:00.00', roundTripMs: 0 },
      { kind: 'clock-check', timeText: '2026-04-12T08:00:05.00' },
      { kind: 'read', reader: '07', timeText: '2026-04-12T08:00:05.25', count: 5 },
      { kind: 'gun', timeText: '2026-04-12T08:00:06.00' },
    ]);
  });

  test('the clock is right after it was set, to the hundredth', () => {
    const link = aLink().waits(1234);
    link.hostCommands({ command: 'set-clock', timeText: '2026-04-12T09:15:30.77' }).waits(10_000);
    const lastCheck = link.records.filter((record) => record.kind === 'clock-check').at(-1)!;
    const trueMs = wallMsOf('2026-04-12T09:15:30.77')! + (lastCheckAtMs(link.nowMs) - 1234);
    expect(lastCheck.timeText).toBe(wallText(trueMs).slice(0, 22));
    expect(link.notices.at(-1)).toMatchObject({ code: 'ipico-clock-set', level: 'info', facts: { offMs: 0 } });
  });

  /** The read-back (told at .5 after 730 ms, asked 2 s later) moves the polling: 3964, 8964. */
  function lastCheckAtMs(nowMs: number): number {
    return 3964 + Math.floor((nowMs - 3964) / 5000) * 5000;
  }
});
