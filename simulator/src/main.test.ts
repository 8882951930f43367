import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resultListBody } from '@chute/protocol';
import { score } from '@chute/timing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wishFor } from './plan/default-wish.ts';
import { makePlan } from './plan/make-plan.ts';
import { writePlan } from './plan/plan-files.ts';
import { planLog } from './testing/plan-log.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chute-sim-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('race --plan-only writes the same files for the same seed', async () => {
  const args = [
    'race',
    '--plan-only',
    '--json',
    '--seed',
    '7',
    '--runners',
    '40',
    '--gun',
    '2026-05-17T09:00:00',
    '--zone',
    'Europe/Berlin',
  ];
  const said = JSON.parse((await sim(...args, '--out', join(folder, 'a'))).stdout);
  await sim(...args, '--out', join(folder, 'b'));
  expect(said).toMatchObject({ participants: 40, seed: '7' });
  for (const file of ['setup.json', 'persons.json', 'truth.json', 'ledger.jsonl', 'corrections.json', 'event.json']) {
    expect(await readFile(join(folder, 'a', file), 'utf8')).toBe(await readFile(join(folder, 'b', file), 'utf8'));
  }
});

test('check says PASS for a site that is right, FAIL with exit code 1 for one that is not, and 2 when nobody answers', async () => {
  const plan = makePlan(wishFor({ gunAtMs: Date.parse('2026-05-17T09:00:00Z'), runners: 20, waves: 1 }));
  await writePlan(join(folder, 'check'), plan);
  const body = resultListBody(
    plan.setup.event.id,
    score(
      plan.setup,
      planLog(plan).map((sealed) => sealed.logged),
    ),
  );
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const check = () => sim('check', '--truth', join(folder, 'check'), '--at', url);

  expect(await check()).toMatchObject({ code: 0, stdout: expect.stringContaining('20 participants: 20 equal to the truth') });
  body.items[0]!.chip_time_ms! += 10;
  expect(await check()).toMatchObject({ code: 1, stdout: expect.stringContaining('FAIL (seed 1)') });
  expect(asked[0]).toBe(`/api/v1/events/${plan.setup.event.id}/results/list`);
  await new Promise((resolve) => server.close(resolve));
  expect(await check()).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing answers at') });
});

test('decode prints one object a line, what was refused included', async () => {
  const file = join(folder, 'lines.txt');
  await writeFile(file, 'CT01_33~7~FINISH~9001~2026-05-17T11:05:10.25~14~A0C41E~4\r\nCT01_33~8~FINISH~9001~99:05\r\n');
  const { stdout } = await sim('decode', '--family', 'ctp01', '--zone', 'Europe/Berlin', file);
  const [read, refused] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(read).toEqual({
    kind: 'read',
    source_seq: 7,
    location: 'FINISH',
    chip: '9001',
    at: '2026-05-17T09:05:10.250Z',
    time_text: '2026-05-17T11:05:10.25',
    antenna: 4,
    count: 14,
    reason: null,
    raw: 'CT01_33~7~FINISH~9001~2026-05-17T11:05:10.25~14~A0C41E~4',
  });
  expect(refused).toMatchObject({ kind: 'refused', reason: 'field-count', raw: 'CT01_33~8~FINISH~9001~99:05' });
});

test('score gives the hash that edge and hub give', async () => {
  const plan = makePlan(wishFor({ gunAtMs: Date.parse('2026-05-17T09:00:00Z'), runners: 20, waves: 1 }));
  const log = planLog(plan);
  await writeFile(join(folder, 'one-setup.json'), JSON.stringify(plan.setup));
  await writeFile(join(folder, 'log.jsonl'), log.map(({ seq, hash, body }) => `${JSON.stringify({ seq, hash, body })}\n`).join(''));
  const { stdout } = await sim('score', join(folder, 'one-setup.json'), join(folder, 'log.jsonl'), '--json');
  expect(JSON.parse(stdout).hash).toBe(
    score(
      plan.setup,
      log.map((sealed) => sealed.logged),
    ).hash,
  );
});

test.each([
  [['race', '--faults', 'repeat=7'], /repeat is share of lines sent twice, from 0 to 1/],
  [['race', '--plan-only', '--zone', 'Europe/Springfield'], /no time zone is called/],
  [['race', '--plan-only', '--dialect', 'morse'], /no dialect of ctp01 is called morse: there are CT01_33, CT01_13/],
  [['decode', '--family', 'stopwatch', 'x'], /x cannot be read|no decoder family/],
  [['check', '--truth', '/nowhere', '--at', 'http://127.0.0.1:1'], /chute-sim race --out/],
])('what is wrong with %j is said in a sentence', async (args, sentence) => {
  const { code, stderr } = await sim(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

function sim(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
