import { expect, test } from 'vitest';
import { mosquittoRules } from './mosquitto-rules.ts';

test('an edge writes and reads its own six topics and nothing else, and the hub all of them', () => {
  expect(mosquittoRules('hub').split('\n')).toEqual([
    'user hub',
    'topic readwrite chute/v1/#',
    '',
    'pattern write chute/v1/%u/log',
    'pattern write chute/v1/%u/frontier/up',
    'pattern write chute/v1/%u/status',
    'pattern read chute/v1/%u/feed',
    'pattern read chute/v1/%u/frontier/down',
    'pattern read chute/v1/%u/command',
    '',
  ]);
});
