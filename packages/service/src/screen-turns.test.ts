import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ScreenTurns } from './screen-turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a crowd that asks at once for the same gets one encoding; who wants something else gets another', () => {
  const { ask, turns } = aDoor();
  for (const screen of someScreens(20)) ask(screen, 'public');
  for (const screen of someScreens(3)) ask(screen, 'timer');
  vi.advanceTimersByTime(1);
  expect(turns.map(({ wish, screens }) => [wish, screens.length])).toEqual([
    ['public', 20],
    ['timer', 3],
  ]);
});

test('no more are written to than the network takes, in the order in which they came', () => {
  const { ask, turns } = aDoor();
  const crowd = someScreens(50, { isReading: false });
  for (const screen of crowd) ask(screen, 'public');
  vi.advanceTimersByTime(1_000);
  expect(turns.map(({ screens }) => screens)).toEqual([crowd.slice(0, 32)]);
  for (const screen of crowd.slice(0, 10)) screen.take();
  vi.advanceTimersByTime(100);
  expect(turns[1]!.screens).toEqual(crowd.slice(32, 42));
});

test('a slow reader keeps the others waiting for two seconds, and after thirty it is hung up on', () => {
  const { ask, turns } = aDoor();
  const [slow, quick] = [someScreens(32, { isReading: false }), someScreens(1)];
  for (const screen of [...slow, ...quick]) ask(screen, 'public');
  vi.advanceTimersByTime(1_900);
  expect(turns).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(turns[1]!.screens).toEqual(quick);
  expect(slow.every(({ connected }) => connected)).toBe(true);
  vi.advanceTimersByTime(28_000);
  expect(slow.some(({ connected }) => connected)).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

test('who goes while it waits is forgotten', () => {
  const { ask, turns, waiting } = aDoor();
  const crowd = someScreens(34, { isReading: false });
  for (const screen of crowd) ask(screen, 'public');
  vi.advanceTimersByTime(1);
  crowd[32]!.disconnect();
  vi.advanceTimersByTime(100);
  expect(waiting()).toEqual(['public']);
  for (const screen of crowd.slice(0, 32)) screen.take();
  vi.advanceTimersByTime(100);
  expect(turns[1]!.screens).toEqual([crowd[33]]);
});

test('who asks again while the picture is on its way gets it once, and a slow reader nothing on top of it', () => {
  const { ask, turns } = aDoor();
  const [screen] = someScreens(1, { isReading: false }) as [AScreen];
  expect(ask(screen, 'public')).toBe(true);
  vi.advanceTimersByTime(1);
  expect(ask(screen, 'public')).toBe(false);
  expect(ask(screen, 'timer')).toBe(true);
  expect(ask(screen, 'announcer')).toBe(true);
  vi.advanceTimersByTime(5_000);
  expect(turns).toHaveLength(1);
  screen.take();
  vi.advanceTimersByTime(100);
  expect(turns.map(({ wish }) => wish)).toEqual(['public', 'announcer']);
});

test('whose turn it is gets the picture as it is then', () => {
  let revision = 1;
  const { ask, turns } = aDoor({ keyOf: (wish) => `${wish} ${revision}` });
  const crowd = someScreens(33, { isReading: false });
  for (const screen of crowd) ask(screen, 'public');
  vi.advanceTimersByTime(1);
  revision = 2;
  crowd[0]!.take();
  vi.advanceTimersByTime(100);
  expect(turns.map(({ key }) => key)).toEqual(['public 1', 'public 2']);
});

type AScreen = ReturnType<typeof aScreen>;

function aScreen({ isReading = true } = {}) {
  const socket = { writableLength: 0 };
  const screen = {
    connected: true,
    conn: { request: { socket } },
    disconnect() {
      screen.connected = false;
    },
    isGiven() {
      socket.writableLength = isReading ? 0 : 1_500_000;
    },
    take() {
      socket.writableLength = 0;
    },
  };
  return screen;
}

const someScreens = (count: number, how: { isReading?: boolean } = {}) => Array.from({ length: count }, () => aScreen(how));

function aDoor({ keyOf = (wish: string) => wish } = {}) {
  const turns: { wish: string; key: string; screens: readonly AScreen[] }[] = [];
  const door = new ScreenTurns<AScreen, string>({
    keyOf,
    give: (wish, screens) => {
      turns.push({ wish, key: keyOf(wish), screens });
      for (const screen of screens) screen.isGiven();
    },
  });
  return { turns, ask: (screen: AScreen, wish: string) => door.ask(screen, wish), waiting: () => door.wishes() };
}
