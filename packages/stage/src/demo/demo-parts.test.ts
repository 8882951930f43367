import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { untilAnswered } from './http-json.ts';
import { makeRaceFolder } from './race-folder.ts';
import { readEnv } from './settings.ts';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

test('the folders of the last races are kept, older ones go', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'chute-demo-'));
  cleanUps.push(() => rm(dataDir, { recursive: true }));
  for (const eventId of ['a1', 'b2', 'c3', 'd4', 'e5']) await makeRaceFolder(dataDir, eventId);
  expect((await readdir(join(dataDir, 'races'))).toSorted()).toEqual(['b2', 'c3', 'd4', 'e5']);
});

test('ports that a person sets reach the programs, and a port that is none is named', () => {
  expect(readEnv({ CHUTE_HUB_PORT: '9000' })).toMatchObject({
    dataDir: '.chute/demo',
    passedOn: { CHUTE_HUB_PORT: '9000', CHUTE_EDGE_PORT: '8080' },
  });
  expect(() => readEnv({ CHUTE_HUB_PORT: 'eighty' })).toThrow(/CHUTE_HUB_PORT/);
});

test('ready means an answer that fits, not just any', async () => {
  const answers = ['503', 'starting', 'timing race 7'];
  const server = createServer((_, response) => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    response.writeHead(answer === '503' ? 503 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  await untilAnswered(url, new AbortController().signal, (text) => text.includes('race 7'));
  expect(answers).toEqual(['timing race 7']);
  await expect(untilAnswered(url, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
});
