import { DisplayQueue, type DisplayState, displaySettingsSchema, finishCards, type LiveRow } from '@chute/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRow, id } from '../testing/live-messages.ts';
import { DisplayFollow } from './display-follow.ts';

test('a screen shows what its source says', () => {
  const wall = aWall();
  wall.finish(1);
  wall.passMs(2_000);
  expect(wall.painted).toEqual(['1']);
  wall.passMs(10_000);
  wall.finish(2);
  expect(wall.painted).toEqual(['1', '2']);
  expect(wall.follow.isAlone).toBe(false);
});

test('while its source is away the screen goes on by itself, with who waited and with who comes', () => {
  const wall = aWall();
  wall.finish(1, 2);
  wall.cut();
  wall.finish(3);
  wall.passMs(30_000);
  expect(wall.painted).toEqual(['1', '2', '3']);
  expect(wall.follow.isAlone).toBe(true);
});

test('a finisher who was heard of just before the cut, and whom the display had not yet told of, is shown', () => {
  const wall = aWall();
  wall.desk.freeze();
  wall.finish(1);
  wall.cut();
  wall.passMs(10_000);
  expect(wall.painted).toEqual(['1']);
});

test('a source that stood still does not show again what was on meanwhile, and steers again when it is level', () => {
  const wall = aWall();
  wall.finish(1);
  wall.desk.freeze();
  wall.cut();
  wall.finish(2, 3, 4);
  wall.passMs(20_000);
  wall.desk.thaw();
  wall.mend();
  wall.passMs(60_000);
  wall.finish(5);
  wall.passMs(60_000);
  expect(wall.painted).toEqual(['1', '2', '3', '4', '5']);
  wall.command({ command: 'call-up', state: 'message', text: 'Water at the tent' });
  expect(wall.follow.state(wall.nowMs)?.calledUp?.text).toBe('Water at the tent');
});

test('whom the others showed while this screen was a step behind is shown here too', () => {
  const wall = aWall();
  wall.finish(1);
  wall.passMs(7_000);
  wall.cut({ deaf: true });
  wall.finish(2);
  wall.passMs(20_000);
  expect(wall.painted).toEqual(['1']);
  wall.mend();
  wall.passMs(20_000);
  expect(wall.painted).toEqual(['1', '2']);
});

test('an emergency that was called while the screen was away is on it at once, whatever it was about to show', () => {
  const wall = aWall();
  wall.cut();
  wall.finish(1, 2, 3);
  wall.command({ command: 'call-up', state: 'emergency', text: 'Storm: leave the field' });
  wall.passMs(1_000);
  expect(wall.follow.state(wall.nowMs)?.calledUp).toBeNull();
  wall.mend();
  expect(wall.follow.state(wall.nowMs)?.calledUp?.state).toBe('emergency');
  wall.command({ command: 'take-down' });
  wall.passMs(60_000);
  expect(wall.painted).toEqual(['1', '2', '3']);
});

test('a screen that is alone obeys its own keys until somebody steers it again', () => {
  const wall = aWall();
  wall.finish(1);
  expect(wall.follow.command({ command: 'hold' }, wall.nowMs)).toBe(false);
  wall.cut();
  expect(wall.follow.command({ command: 'hold' }, wall.nowMs)).toBe(true);
  wall.passMs(60_000);
  expect(wall.follow.state(wall.nowMs)).toMatchObject({ isHeld: true, now: { card: { participantId: id(1_001) } } });
  wall.mend();
  expect(wall.follow.state(wall.nowMs)).toMatchObject({ isHeld: false });
});

test('in results mode a screen that is alone goes on round the finishers', () => {
  const wall = aWall({ mode: 'results', rows: [aRow('1', 40), aRow('2', 41)] });
  wall.cut();
  wall.passMs(25_000);
  expect(wall.painted.slice(0, 4)).toEqual(['1', '2', '1', '2']);
});

test('a page that opens late shows nobody who was on before it', () => {
  const wall = aWall({ isOpen: false });
  wall.finish(1, 2, 3);
  wall.passMs(30_000);
  wall.open();
  wall.finish(4);
  wall.cut();
  wall.passMs(30_000);
  expect(wall.painted).toEqual(['4']);
});

test('what the desk alone knew of and showed while this screen was away is shown here when it is back', () => {
  const wall = aWall();
  wall.cut();
  wall.desk.tell('Happy birthday');
  wall.passMs(20_000);
  expect(wall.painted).toEqual([]);
  wall.mend();
  wall.passMs(20_000);
  expect(wall.painted).toEqual(['Happy birthday']);
});

test('wherever the link is cut, and whether the source goes on or stands still meanwhile, each finisher is shown once', () => {
  const doings = { finish: 6, pass: 4, cut: 1, 'cut, and nobody notices yet': 1, freeze: 1, notice: 1, mend: 2 } as const;
  const step = fc.record({
    does: fc.oneof(...Object.entries(doings).map(([does, weight]) => ({ weight, arbitrary: fc.constant(does) }))),
    passMs: fc.oneof(fc.nat(500), fc.nat(9_000)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const wall = aWall();
      let finishers = 0;
      for (const { does, passMs } of steps) {
        wall.passMs(passMs);
        if (does === 'finish') {
          finishers += 1;
          wall.finish(finishers);
        }
        if (does === 'freeze') wall.desk.freeze();
        if (does === 'freeze' || does === 'cut') wall.cut();
        if (does === 'cut, and nobody notices yet') wall.cut({ deaf: true });
        if (does === 'notice') wall.notice();
        if (does === 'mend') {
          wall.desk.thaw();
          wall.mend();
        }
      }
      wall.desk.thaw();
      wall.mend();
      wall.passMs(600_000);
      expect(wall.painted.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: finishers }, (_, n) => String(n + 1)));
      expect(wall.follow.state(wall.nowMs)).toEqual(wall.desk.state());
    }),
    { numRuns: Number(process.env.CHUTE_PROOF_CUTS ?? 200) },
  );
});

/** A wall with its desk: a race, a queue that steers, a link that can be cut, and all that was painted. */
function aWall({ mode = 'live', rows = [], isOpen = true }: { mode?: 'live' | 'results'; rows?: LiveRow[]; isOpen?: boolean } = {}) {
  const settings = displaySettingsSchema.parse({ name: 'Wall', mode, queue: { capacity: 1_000 } });
  const queue = new DisplayQueue({ displayId: id(801), eventId: id(9), streamId: id(802), settings });
  const follow = new DisplayFollow({ rows: () => rows, raceIds: () => [id(1)] });
  const painted: string[] = [];
  const late: LiveRow[] = [];
  let link: 'up' | 'down' | 'deaf' = isOpen ? 'up' : 'deaf';
  let frozen: LiveRow[] | null = null;
  let lastPainted: string | undefined;
  let said: DisplayState | undefined;

  const paint = () => {
    const card = follow.state(wall.nowMs)?.now?.card;
    if (card?.cardId === lastPainted) return;
    lastPainted = card?.cardId;
    if (card) painted.push(card.text ?? String(Number(card.participantId!.slice(-12)) - 1_000));
  };
  const say = () => {
    const state = queue.state(wall.nowMs);
    if (link !== 'up' || frozen || state.revision === said?.revision) return;
    said = state;
    follow.heard(state, wall.nowMs);
    paint();
  };
  const desk = {
    state: () => queue.state(wall.nowMs),
    freeze: () => {
      frozen ??= [];
    },
    tell: (text: string) => {
      queue.offer([{ cardId: text, kind: 'message', participantId: null, text, atMs: 0, priority: 5 }], wall.nowMs);
      say();
    },
    thaw: () => {
      if (!frozen) return;
      const rowsMeanwhile = frozen;
      frozen = null;
      queue.tick(wall.nowMs);
      for (const row of rowsMeanwhile) queue.offer(finishCards(settings, [row]), wall.nowMs);
    },
  };
  const wall = {
    nowMs: 0,
    follow,
    painted,
    desk,
    finish(...numbers: number[]) {
      for (const number of numbers) {
        const row = aRow(String(number), number, { participantId: id(1_000 + number), decidedBy: { journalId: id(5), seq: number } });
        if (frozen) frozen.push(row);
        else queue.offer(finishCards(settings, [row]), wall.nowMs);
        if (link === 'deaf') late.push(row);
        else follow.finished([row], wall.nowMs);
        say();
        paint();
      }
    },
    passMs(ms: number) {
      const untilMs = wall.nowMs + ms;
      for (;;) {
        const deskAtMs = frozen ? null : queue.wakeAtMs;
        const nextMs = Math.min(deskAtMs ?? untilMs, follow.wakeAtMs ?? untilMs, untilMs);
        wall.nowMs = Math.max(wall.nowMs, nextMs);
        if (deskAtMs !== null && deskAtMs <= wall.nowMs) queue.tick(wall.nowMs);
        say();
        if (follow.wakeAtMs !== null && follow.wakeAtMs <= wall.nowMs) follow.tick(wall.nowMs);
        paint();
        if (nextMs >= untilMs) return;
      }
    },
    /** `deaf`: it does not even know yet, and hears of no finish. */
    cut({ deaf = false } = {}) {
      if (link !== 'up') return wall.notice();
      link = 'deaf';
      if (!deaf) wall.notice();
    },
    notice() {
      if (link !== 'deaf') return;
      link = 'down';
      follow.lost(wall.nowMs);
      follow.finished(late.splice(0), wall.nowMs);
      paint();
    },
    open() {
      late.length = 0;
      wall.mend();
    },
    mend() {
      wall.notice();
      if (link === 'up') return;
      link = 'up';
      said = undefined;
      say();
      paint();
    },
    command(command: Parameters<DisplayQueue['command']>[0]) {
      queue.command(command, wall.nowMs);
      say();
      paint();
    },
  };
  say();
  return wall;
}
