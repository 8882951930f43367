import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayCommandSchema } from './commands.ts';
import { DisplayQueue } from './queue.ts';
import { displaySettingsSchema, type QueueSettings } from './settings.ts';
import { showTimeMs } from './show-time.ts';
import { type DisplayCard, displayStateSchema } from './state.ts';

test('a finisher is shown at once when nobody is, and the screen rests when the time is over', () => {
  const { queue } = aDisplay();
  queue.offer([finisher(1)], 0);
  expect(shown(queue, 0)).toBe('finish 1');
  expect(queue.wakeAtMs).toBe(6_000);
  expect(queue.tick(5_999)).toBe(false);
  queue.tick(6_000);
  expect(shown(queue, 6_000)).toBeNull();
  expect(queue.state(6_000).recent.map(({ cardId }) => cardId)).toEqual(['finish 1']);
});

test('the more who wait, the shorter each is shown, and never shorter than the shortest', () => {
  const settings = { capacity: 200, showMs: 6_000, shortestMs: 1_500, burst: 'faster' } as const;
  const times = Array.from({ length: 50 }, (_, waiting) => showTimeMs(settings, waiting));
  expect(times.slice(0, 5)).toEqual([6_000, 4_800, 4_000, 3_429, 3_000]);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(times.at(-1)).toBe(1_500);
});

test('in a burst of which only the newest counts, the newest is shown next and the others are counted', () => {
  const { queue } = aDisplay({ burst: 'newest' });
  queue.offer([finisher(1)], 0);
  queue.offer([finisher(2), finisher(3), finisher(4)], 100);
  expect(queue.wakeAtMs).toBe(1_500);
  queue.tick(1_500);
  expect(shown(queue, 1_500)).toBe('finish 4');
  expect(queue.state(1_500)).toMatchObject({ waitingCount: 0, dropped: 2 });
});

test('beyond its capacity the least urgent gives way, and of those the oldest', () => {
  const { queue } = aDisplay({ capacity: 3 });
  queue.offer([finisher(1)], 0);
  queue.offer([finisher(2), finisher(3, { priority: 1 }), finisher(4, { priority: 1 }), finisher(5, { priority: 1 })], 0);
  queue.offer([finisher(6)], 0);
  expect(waiting(queue)).toEqual(['finish 2', 'finish 6', 'finish 5']);
  expect(queue.state(0).dropped).toBe(2);
});

test('a runner whose finish was corrected while waiting is shown once', () => {
  const { queue } = aDisplay();
  queue.offer([finisher(1), finisher(2)], 0);
  queue.offer([{ ...finisher(2), cardId: 'finish 2 again' }], 10);
  expect(waiting(queue)).toEqual(['finish 2']);
  queue.tick(4_800);
  queue.tick(20_000);
  queue.offer([{ ...finisher(2), cardId: 'finish 2 again' }], 20_001);
  expect(shown(queue, 20_001)).toBeNull();
});

test('held, the announcer reads in peace: the others wait until next or go-on', () => {
  const { queue } = aDisplay();
  queue.offer([finisher(1)], 0);
  queue.command({ command: 'hold' }, 100);
  queue.offer([finisher(2), finisher(3)], 200);
  expect(queue.tick(60_000)).toBe(false);
  expect(queue.state(60_000).now).toMatchObject({ card: { cardId: 'finish 1' }, showMs: null });
  queue.command({ command: 'next' }, 61_000);
  expect(shown(queue, 61_000)).toBe('finish 2');
  expect(queue.tick(200_000)).toBe(false);
  queue.command({ command: 'go-on' }, 200_001);
  expect(shown(queue, 200_001)).toBe('finish 3');
});

test('a pinned runner stays until next, and whoever is brought up meanwhile is first in turn', () => {
  const { queue } = aDisplay();
  queue.offer([finisher(1), finisher(2)], 0);
  queue.command({ command: 'pin' }, 100);
  expect(queue.wakeAtMs).toBeNull();
  queue.command({ command: 'show', participantId: participant(7), text: 'wins the raffle' }, 200);
  expect(queue.state(200).waiting.map(({ participantId }) => participantId)).toEqual([participant(7), participant(2)]);
  queue.command({ command: 'next' }, 300);
  expect(queue.state(300)).toMatchObject({ isPinned: false, now: { card: { participantId: participant(7), text: 'wins the raffle' } } });
});

test('recall shows the last one again, and whoever was cut short by it gets another turn', () => {
  const { queue } = aDisplay();
  queue.offer([finisher(1), finisher(2)], 0);
  queue.tick(4_800);
  queue.command({ command: 'recall', cardId: null }, 5_000);
  expect(shown(queue, 5_000)).toBe('finish 1');
  expect(waiting(queue)).toEqual(['finish 2']);
  expect(queue.command({ command: 'recall', cardId: 'finish 99' }, 5_001)).toBe(false);
});

test('skip and clear leave out whom they are told to, and count them', () => {
  const { queue } = aDisplay();
  queue.offer(
    [1, 2, 3, 4].map((n) => finisher(n)),
    0,
  );
  expect(queue.command({ command: 'skip', cardId: 'finish 3' }, 1)).toBe(true);
  expect(waiting(queue)).toEqual(['finish 2', 'finish 4']);
  queue.command({ command: 'clear' }, 2);
  expect(queue.state(2)).toMatchObject({ now: null, waitingCount: 0, dropped: 3 });
});

test('an emergency goes over all: nobody is shown behind it, and the one under it gets the rest of their time', () => {
  const { queue } = aDisplay();
  queue.offer([finisher(1)], 0);
  queue.command({ command: 'call-up', state: 'emergency', text: 'Please leave by the north gate' }, 2_000);
  queue.offer([finisher(2)], 3_000);
  expect(queue.wakeAtMs).toBeNull();
  queue.command({ command: 'take-down' }, 100_000);
  expect(queue.state(100_000)).toMatchObject({ calledUp: null, now: { card: { cardId: 'finish 1' }, shownMs: 2_000 } });
  expect(queue.wakeAtMs).toBe(100_000 + 4_800 - 2_000);
});

test('a scene goes on air when it is at hand; other settings keep whoever waits, another mode begins anew', () => {
  const { queue, settings } = aDisplay();
  expect(queue.command({ command: 'scene', sceneId: 'leaders' }, 0)).toBe(true);
  expect(queue.command({ command: 'scene', sceneId: 'elsewhere' }, 0)).toBe(false);
  queue.offer([finisher(1), finisher(2)], 0);
  queue.configure({ ...settings, sound: true, sceneIds: ['finish-line'] }, 1);
  expect(queue.state(1)).toMatchObject({ sceneId: 'finish-line', waitingCount: 1 });
  queue.configure({ ...settings, mode: 'results' }, 2);
  expect(queue.state(2)).toMatchObject({ now: null, waitingCount: 0, dropped: 0, recent: [] });
});

test('a state tells of twenty that wait; who waits behind them can be offered again by whoever goes on from it', () => {
  const { queue } = aDisplay();
  const crowd = Array.from({ length: 40 }, (_, n) => finisher(n + 1));
  queue.offer(crowd, 0);
  const alone = DisplayQueue.from(queue.state(0), 1_000_000);
  alone.offer(crowd, 1_000_000);
  expect(alone.state(1_000_000)).toEqual({ ...queue.state(0), revision: 2 });
});

test('whatever happens, nobody is lost uncounted, nobody is shown twice by themselves, and nobody shorter or longer than the settings say', () => {
  fc.assert(
    fc.property(queueSettings, fc.array(fc.oneof(arrivals, time), { maxLength: 60 }), (settings, steps) => {
      const wall = new Wall(settings);
      const came = new Set<string>();
      for (const step of steps) {
        if ('passMs' in step) wall.pass(step.passMs);
        else wall.offer(step.offer);
        if ('offer' in step) for (const { participantId } of step.offer) came.add(participantId!);
      }
      wall.pass(10_000_000);
      const { dropped, waitingCount } = wall.queue.state(wall.nowMs);
      expect(waitingCount).toBe(0);
      expect(new Set(wall.shown).size).toBe(wall.shown.length);
      expect(wall.shown.length + dropped).toBe(came.size);
      const shortestMs = Math.min(settings.shortestMs, settings.showMs);
      for (const ms of wall.shownForMs) expect(ms).toBeGreaterThanOrEqual(shortestMs);
      for (const ms of wall.shownForMs) expect(ms).toBeLessThanOrEqual(settings.showMs);
    }),
    { numRuns: 300 },
  );
});

test('a screen that goes on alone from any state does what the desk would have done', () => {
  fc.assert(
    fc.property(queueSettings, fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 40 }), (settings, before, after) => {
      const desk = new Wall({ ...settings, capacity: Math.min(settings.capacity, 20) });
      for (const each of before) desk.do(each);
      const screen = new Wall(settings, DisplayQueue.from(desk.queue.state(desk.nowMs), 77_000_000), 77_000_000);
      for (const each of after) {
        desk.do(each);
        screen.do(each);
        expect(screen.queue.state(screen.nowMs)).toEqual(desk.queue.state(desk.nowMs));
      }
    }),
    { numRuns: 300 },
  );
});

test('every state, after whatever commands, is what the contract says a state is', () => {
  fc.assert(
    fc.property(queueSettings, fc.array(step, { maxLength: 60 }), (settings, steps) => {
      const wall = new Wall(settings);
      for (const each of steps) {
        const { revision } = wall.queue.state(wall.nowMs);
        wall.do(each);
        const state = displayStateSchema.parse(wall.queue.state(wall.nowMs));
        expect(state.revision).toBeGreaterThanOrEqual(revision);
        expect(state.waitingCount).toBeLessThanOrEqual(settings.capacity);
      }
    }),
    { numRuns: 200 },
  );
});

/** A queue with somebody who looks at it, and who ticks it when it asks to be. */
class Wall {
  readonly queue: DisplayQueue;
  readonly shown: string[] = [];
  readonly shownForMs: number[] = [];
  nowMs: number;
  #sinceMs = 0;
  #on: string | null = null;

  constructor(queue: QueueSettings, is = aDisplay(queue).queue, nowMs = 0) {
    this.queue = is;
    this.nowMs = nowMs;
  }

  offer(cards: readonly DisplayCard[]): void {
    this.queue.offer(cards, this.nowMs);
    this.#look();
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let wakeAtMs = this.queue.wakeAtMs; wakeAtMs !== null && wakeAtMs <= untilMs; wakeAtMs = this.queue.wakeAtMs) {
      this.nowMs = Math.max(this.nowMs, wakeAtMs);
      this.queue.tick(this.nowMs);
      this.#look();
    }
    this.nowMs = untilMs;
  }

  do(what: Step): void {
    if ('passMs' in what) this.pass(what.passMs);
    else if ('offer' in what) this.offer(what.offer);
    else this.queue.command(what, this.nowMs);
  }

  #look(): void {
    const on = this.queue.state(this.nowMs).now?.card.cardId ?? null;
    if (on === this.#on) return;
    if (this.#on !== null) this.shownForMs.push(this.nowMs - this.#sinceMs);
    if (on !== null) this.shown.push(on);
    [this.#on, this.#sinceMs] = [on, this.nowMs];
  }
}

const displayId = '0199aa00-0000-7000-8000-0000000000d1';
const eventId = '0199aa00-0000-7000-8000-0000000000e1';
const streamId = '0199aa00-0000-7000-8000-0000000000f1';

const queueSettings = fc.record({
  capacity: fc.integer({ min: 1, max: 30 }),
  showMs: fc.integer({ min: 500, max: 9_000 }),
  shortestMs: fc.integer({ min: 250, max: 9_000 }),
  burst: fc.constantFrom('faster' as const, 'newest' as const),
});
const cards = fc.array(
  fc
    .record({ n: fc.integer({ min: 1, max: 60 }), priority: fc.integer({ min: 1, max: 3 }) })
    .map(({ n, priority }) => finisher(n, { priority })),
  { maxLength: 8 },
);
const arrivals = cards.map((offer) => ({ offer }));
const time = fc.integer({ min: 0, max: 8_000 }).map((passMs) => ({ passMs }));
const someone = fc.integer({ min: 1, max: 60 });
const command = fc.oneof(
  fc.constantFrom(...(['next', 'hold', 'go-on', 'pin', 'unpin', 'clear', 'take-down'] as const)).map((command) => ({ command })),
  fc.constantFrom('skip', 'recall').chain((command) => someone.map((n) => ({ command, cardId: `finish ${n}` }))),
  fc.constant({ command: 'recall', cardId: null }),
  someone.map((n) => ({ command: 'show', participantId: participant(n) })),
  fc.constantFrom('podium', 'emergency').map((state) => ({ command: 'call-up', state, text: '' })),
);
type Step = { offer: DisplayCard[] } | { passMs: number } | ReturnType<typeof displayCommandSchema.parse>;
const step: fc.Arbitrary<Step> = fc.oneof(
  arrivals,
  time,
  command.map((each) => displayCommandSchema.parse(each)),
);

function aDisplay(queue: Partial<QueueSettings> = {}) {
  const settings = displaySettingsSchema.parse({ name: 'Finish screen', sceneIds: ['finish-line', 'leaders'], queue });
  return { settings, queue: new DisplayQueue({ displayId, eventId, streamId, settings }) };
}

function finisher(n: number, { priority = 5 } = {}): DisplayCard {
  return { cardId: `finish ${n}`, kind: 'finish', participantId: participant(n), text: null, atMs: n * 1_000, priority };
}

function participant(n: number): string {
  return `0199aa00-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

function shown(queue: DisplayQueue, nowMs: number): string | null {
  return queue.state(nowMs).now?.card.cardId ?? null;
}

function waiting(queue: DisplayQueue): string[] {
  return queue.state(0).waiting.map(({ cardId }) => cardId);
}
