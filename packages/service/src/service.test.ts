import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { checkPortIsFree } from './free-port.ts';
import { explainListenError } from './listen.ts';
import { createLogger } from './logger.ts';
import { newId, uuidv7 } from './new-id.ts';
import { nodeVersionAdvice } from './node-version.ts';
import { raceClock, readClock } from './race-clock.ts';

test('race time runs at its own rate from its own origin', () => {
  let systemMs = 1_000;
  const clock = raceClock(readClock('{"originMs":500000,"anchorMs":1000,"rate":20}'), () => systemMs);
  expect(clock.nowMs()).toBe(500_000);
  systemMs += 50;
  expect(clock.nowMs()).toBe(501_000);
  expect(raceClock(undefined, () => 1_234).nowMs()).toBe(1_234);
});

test('an old Node is told what to do instead of crashing later', () => {
  expect(nodeVersionAdvice('20.20.2')).toContain('npm start');
  expect(nodeVersionAdvice('22.17.9')).toContain('22.18');
  expect([nodeVersionAdvice('22.18.0'), nodeVersionAdvice('24.21.0')]).toEqual([undefined, undefined]);
});

test('secrets and people never reach the log, bibs and chips do', () => {
  const lines: string[] = [];
  const log = createLogger('test', { to: { write: (line) => lines.push(line) } });
  log.warn({ bib: '101', credential: 'chute_1_k_s', req: { headers: { authorization: 'Bearer x' } }, row: { last_name: 'Doe' } }, 'a fact');
  expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'a fact', name: 'test', bib: '101', credential: '[hidden]' });
  expect(lines[0]).not.toMatch(/chute_1|Bearer|Doe/);
});

test('an id made later sorts later, and says the instant it was made', () => {
  const random = new Uint8Array(10).fill(0xff);
  expect(uuidv7(0x0190_1234_5678, random)).toBe('01901234-5678-7fff-bfff-ffffffffffff');
  expect(uuidv7(1_790_000_000_000, random) < uuidv7(1_790_000_000_001, new Uint8Array(10))).toBe(true);
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a port that needs rights and an address of another machine are explained, other errors are left alone', () => {
  const at = { port: 80, variable: 'CHUTE_HUB_PORT', host: '10.9.9.9' };
  expect(explainListenError({ code: 'EACCES' }, at)).toMatchObject({
    code: 'port-forbidden',
    message: expect.stringContaining('CHUTE_HUB_PORT'),
  });
  expect(explainListenError({ code: 'EADDRNOTAVAIL' }, at)).toMatchObject({
    code: 'address-unknown',
    message: expect.stringContaining('10.9.9.9'),
  });
  expect(explainListenError(new Error('else'), at)).toBeUndefined();
});

test('whether a port is free is known before the race, and the one that was looked at can be had', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const at = { host: '127.0.0.1', port, variable: 'CHUTE_HUB_PORT', what: 'the hub' };
  await expect(checkPortIsFree(at)).rejects.toMatchObject({ code: 'port-taken', message: expect.stringContaining('CHUTE_HUB_PORT') });
  other.close();
  await once(other, 'close');
  await checkPortIsFree(at);
  await once(other.listen(port, '127.0.0.1'), 'listening');
  other.close();
});
