import { aLiveRow } from '@chute/protocol/testing';
import { expect, test } from 'vitest';
import { readRunnerMessages } from './read-runner-messages.ts';
import { messagesAnswer } from './routes/bodies.ts';
import { displayRoutes } from './routes/display-routes.ts';
import { lettersMax, messageFor, placeMax, type RunnerMessage, runnerMessageSchema, runnerMessagesMax } from './runner-messages.ts';
import { anId } from './testing/a-desk.ts';

const rows = ['1', '2', '3', '4'].map((bib) => aLiveRow(bib, { finishedAtMs: Number(bib) * 1_000 }));

test('the first three hear what is meant for them, the others what fits everybody', () => {
  const messages = [message({ text: 'On the podium!', placeUpTo: 3 }), message({ text: 'Well done' })];
  expect(rows.map((row) => wordsFor(row, messages))).toEqual(['On the podium!', 'On the podium!', 'On the podium!', 'Well done']);
});

test('a message for another race, wave or display is for nobody here', () => {
  const messages = [message({ raceId: anId('a2') }), message({ waveId: anId('b2') }), message({ displayId: anId('d2') })];
  expect(wordsFor(rows[0]!, messages)).toBeNull();
});

test('a milestone is named in the words that ask for one', () => {
  const messages = [message({ text: 'This was the {milestone}!', milestone: true }), message({ text: 'Well done' })];
  expect(wordsFor(rows[3]!, messages, '100th marathon')).toBe('This was the 100th marathon!');
  expect(wordsFor(rows[3]!, messages)).toBe('Well done');
});

test('chance picks the same words for the same runner, and not the same for all', () => {
  const messages = ['Great!', 'Bravo!', 'Strong!'].map((text) => message({ text }));
  const field = Array.from({ length: 60 }, (_, at) => aLiveRow(String(at + 1), { finishedAtMs: at }));
  const words = field.map((row) => wordsFor(row, messages));
  expect(field.map((row) => wordsFor(row, messages))).toEqual(words);
  expect(new Set(words)).toEqual(new Set(['Great!', 'Bravo!', 'Strong!']));
});

test('a text file gives a message a line; a table says whom each is for, and what is wrong is named by its line', () => {
  const names = { races: [{ raceId: anId('a1'), name: '10 km' }], waves: [{ waveId: anId('b1'), raceId: anId('a1'), name: 'A' }] };
  expect(readRunnerMessages('\uFEFFWell done, all of you\r\n\r\nBravo\n', names).messages.map(({ text }) => text)).toEqual([
    'Well done, all of you',
    'Bravo',
  ]);
  const table = `Text;Race;Wave;Place;Milestone\n"You did it; really";10 KM;a;3;\nHello;Marathon;;;\n;;;;\nThe {milestone}!;;;;yes\nNo;;;0;\n;10 km;;;\n${'x'.repeat(201)};;;;\n`;
  const { messages, refused } = readRunnerMessages(table, names);
  expect(messages).toMatchObject([
    { text: 'You did it; really', raceId: anId('a1'), waveId: anId('b1'), placeUpTo: 3 },
    { text: 'The {milestone}!', milestone: true },
  ]);
  expect(refused).toEqual([
    { line: 3, why: 'there is no race Marathon' },
    { line: 6, why: '0 is no place: it is a whole number from 1 to 100000' },
    { line: 7, why: 'there are no words' },
    { line: 8, why: 'it has 201 letters: a screen takes at most 200' },
  ]);
});

test('as many messages as an event may have, as long as they may be, go in one request', () => {
  const full = { text: '界'.repeat(lettersMax), raceId: anId('a1'), waveId: anId('b1'), placeUpTo: placeMax, displayId: anId('d1') };
  const body = JSON.stringify(messagesAnswer(Array.from({ length: runnerMessagesMax }, () => message(full))));
  const set = displayRoutes.find(({ operationId }) => operationId === 'setRunnerMessages');
  expect(new TextEncoder().encode(body).length).toBeLessThan(set!.bodyBytesMax!);
});

function message(fields: Partial<RunnerMessage>): RunnerMessage {
  return runnerMessageSchema.parse({ text: 'Words', ...fields });
}

function wordsFor(row: (typeof rows)[number], messages: RunnerMessage[], milestone?: string) {
  return messageFor({ row, rows, milestone }, { messages, displayId: anId('d1'), seed: 'city run' });
}
