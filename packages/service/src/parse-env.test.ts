import { expect, test } from 'vitest';
import { z } from 'zod';
import { clockSetting, flagSetting, logLevelSetting, portSetting } from './common-settings.ts';
import { parseEnv } from './parse-env.ts';

const schema = z.object({
  CHUTE_HUB_PORT: portSetting(8000),
  CHUTE_LOG_LEVEL: logLevelSetting,
  CHUTE_CLOCK: clockSetting,
  CHUTE_QUIET: flagSetting,
  DATABASE_URL: z.url().optional().describe('postgres://user:password@host/database'),
});

test('with nothing set a program runs on its defaults, in real time', () => {
  const settings = parseEnv(schema, { CHUTE_HUB_PORT: '  ', PATH: '/bin' });
  expect(settings).toEqual({
    CHUTE_HUB_PORT: 8000,
    CHUTE_LOG_LEVEL: 'info',
    CHUTE_CLOCK: { originMs: 0, anchorMs: 0, rate: 1 },
    CHUTE_QUIET: false,
  });
});

test('each wrong setting is named with what to set, and secrets are not repeated', () => {
  const env = { CHUTE_HUB_PORT: 'eighty', CHUTE_CLOCK: '{"rate":0}', CHUTE_LOG_LEVEL: 'loud', DATABASE_URL: 'my secret' };
  const problem = problemOf(() => parseEnv(schema, env));
  expect(problem).toMatchObject({ code: 'settings-wrong', variables: Object.keys(env).toSorted(byShape) });
  expect(problem.message).toContain('CHUTE_HUB_PORT');
  expect(problem.message).toContain('set it to a port from 1 to 65535');
  expect(problem.message).toContain('set it to one of trace, debug');
  expect(problem.message).toContain('CHUTE_CLOCK: is no race clock; set it to JSON like');
  expect(problem.message).not.toContain('secret');
});

test('a setting that is needed and not set is named', () => {
  const problem = problemOf(() => parseEnv(z.object({ CHUTE_KEY: z.string().describe('the key of your partner') }), {}));
  expect(problem.message).toContain('CHUTE_KEY: is not set; set it to the key of your partner');
});

function problemOf(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was wrong');
}

function byShape(a: string, b: string): number {
  const order = Object.keys(schema.shape);
  return order.indexOf(a) - order.indexOf(b);
}
