import { expect, test } from 'vitest';
import { aLiveRow } from '../testing/live-rows.ts';
import { finishCards, heardCards, loopCard } from './feed-cards.ts';
import { DisplayQueue } from './queue.ts';
import { displaySettingsSchema } from './settings.ts';

test('a finish is named by its deciding read, and carries the words that fit the runner', () => {
  const row = aLiveRow('101', { finishedAtMs: 60_000 });
  const [card] = finishCards(settingsOf({}), [row], ({ bib }) => `well done ${bib}`);
  expect(card).toEqual({
    cardId: `${row.decidedBy!.journalId} 101`,
    kind: 'finish',
    participantId: row.participantId,
    text: 'well done 101',
    atMs: 60_000,
    priority: 5,
  });
});

test('finishers of other races, and all while another mode is on, give no cards', () => {
  const rows = [aLiveRow('101', { finishedAtMs: 60_000 }), aLiveRow('102', { finishedAtMs: 61_000, raceId: otherRace })];
  expect(finishCards(settingsOf({ raceIds: [otherRace] }), rows)).toHaveLength(1);
  expect(finishCards(settingsOf({ mode: 'results' }), rows)).toEqual([]);
});

test('results go race by race in order of place, round and round, and by where a runner is now', () => {
  const rows = new Map(
    [aLiveRow('3', finish(30)), aLiveRow('1', finish(10)), aLiveRow('2', { ...finish(5), raceId: otherRace })].map((row) => [row.bib, row]),
  );
  const queue = aQueue({ mode: 'results' });
  const bibs = Array.from({ length: 5 }, (_, turn) => bibOnScreen(queue, { rows, turn }));
  expect(bibs).toEqual(['1', '3', '2', '1', '3']);
  rows.set('3', aLiveRow('3', finish(8)));
  rows.set('4', aLiveRow('4'));
  expect([5, 6, 7].map((turn) => bibOnScreen(queue, { rows, turn }))).toEqual(['1', '2', '3']);
});

test('nobody goes round while a person brings somebody up, and a race without finishers leaves the screen at rest', () => {
  const queue = aQueue({ mode: 'results' });
  expect(loopCard(queue, { rows: [aLiveRow('1')], raceIds: [aLiveRow('1').raceId] })).toBeNull();
  queue.command({ command: 'show', participantId: aLiveRow('9').participantId, text: null }, 0);
  expect(loopCard(queue, { rows: [aLiveRow('1', finish(10))], raceIds: [aLiveRow('1').raceId] })).toBeNull();
});

test('a test shows five cards that are made up, again and again, and names nobody of the race', () => {
  const queue = aQueue({ mode: 'test' });
  const words = Array.from({ length: 10 }, (_, turn) => {
    const card = loopCard(queue, { rows: [], raceIds: [] })!;
    expect(card).toMatchObject({ kind: 'test', participantId: null });
    expect(queue.offer([card], turn * 10_000)).toBe(true);
    queue.tick(turn * 10_000 + 6_000);
    return card.text;
  });
  expect(words.slice(5)).toEqual(words.slice(0, 5));
  expect(new Set(words).size).toBe(5);
});

test('before the race whoever crosses a mat gives a card, each crossing once, and nobody who was not heard', () => {
  const rows = [aLiveRow('1', { status: 'registered', heardAtMs: 5_000 }), aLiveRow('2', { status: 'registered' })];
  const queue = aQueue({ mode: 'pre-race' });
  expect(queue.offer(heardCards(queue.settings, rows), 0)).toBe(true);
  expect(queue.state(0)).toMatchObject({ waitingCount: 0, now: { card: { kind: 'heard', participantId: rows[0]!.participantId } } });
  expect(queue.offer(heardCards(queue.settings, rows), 1)).toBe(false);
  queue.tick(6_000);
  expect(queue.offer(heardCards(queue.settings, [{ ...rows[0]!, heardAtMs: 90_000 }]), 90_000)).toBe(true);
  expect(heardCards(settingsOf({ mode: 'live' }), rows)).toEqual([]);
});

const otherRace = '0199aa00-0000-7000-8000-0000000000a2';

function finish(seconds: number) {
  return { finishedAtMs: seconds * 1_000 };
}

function settingsOf(settings: object) {
  return displaySettingsSchema.parse({ name: 'Finish screen', ...settings });
}

function aQueue(settings: object) {
  const [displayId, eventId, streamId] = ['d1', 'e1', 'f1'].map((tail) => `0199aa00-0000-7000-8000-0000000000${tail}`);
  return new DisplayQueue({ displayId: displayId!, eventId: eventId!, streamId: streamId!, settings: settingsOf(settings) });
}

function bibOnScreen(queue: DisplayQueue, { rows, turn }: { rows: Map<string, ReturnType<typeof aLiveRow>>; turn: number }) {
  queue.tick(turn * 10_000);
  const card = loopCard(queue, { rows: rows.values(), raceIds: [aLiveRow('1').raceId, otherRace] });
  if (card) queue.offer([card], turn * 10_000);
  const { now } = queue.state(turn * 10_000);
  return [...rows.values()].find(({ participantId }) => participantId === now?.card.participantId)?.bib;
}
