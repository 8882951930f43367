import { createLogger } from '@chute/service';
import { expect, test } from 'vitest';
import { NoticeBoard } from './notice-board.ts';

function aBoard() {
  let nowMs = 0;
  const board = new NoticeBoard({ log: createLogger('test', { level: 'silent' }), nowMs: () => nowMs++ });
  const says = (from: string, text: string) => board.post(from, { level: 'warn', code: 'said', text });
  return {
    board,
    says,
    seenFrom: (from: string) =>
      board
        .list()
        .filter((notice) => notice.from === from)
        .map(({ text }) => text),
  };
}

test('a box that greets for ever, and dials again for ever, takes nothing else off the board', () => {
  const { board, says, seenFrom } = aBoard();
  says('journal', 'the disk does not take any more');
  says('ctp01 10.0.0.7:40001', 'nothing was heard for 30 s');
  for (let time = 0; time < 1_000; time += 1) says(`ctp01 10.0.0.66:${30_000 + (time % 500)}`, `greeting ${time}`);
  says('hub', 'the link is down');
  expect(board.list()).toHaveLength(100);
  expect(seenFrom('journal')).toEqual(['the disk does not take any more']);
  expect(seenFrom('ctp01 10.0.0.7:40001')).toEqual(['nothing was heard for 30 s']);
  expect(board.list().at(-2)).toMatchObject({ text: 'greeting 999' });
  expect(board.list().at(-1)).toMatchObject({ text: 'the link is down' });
  expect([...board.counts.values()]).toMatchObject([{ code: 'said', count: 1_003 }]);
});

test('where all say as much, the oldest gives way', () => {
  const { board, says } = aBoard();
  for (let at = 0; at < 101; at += 1) says(`source ${at}`, `number ${at}`);
  expect(board.list().map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, at) => `number ${at + 1}`));
});
