import { resolve } from 'node:path';
import { SettingsError } from '@chute/service';
import { expect, test } from 'vitest';
import { readEnv } from './settings.ts';

test('an edge that is told nothing waits for ChronoTrack on its own port, on this machine only', () => {
  expect(readEnv({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    dataFolder: resolve('.chute/edge'),
    decoders: [{ family: 'ctp01', transport: 'listen', port: 61_611 }],
  });
});

test('decoders of both families, on every transport, can be listed', () => {
  const decoders = [
    { family: 'ctp01', transport: 'listen', port: 0, allow: ['10.0.0.0/24'], timeFormat: 'unix' },
    { family: 'ipico', transport: 'serial', path: '/dev/ttyUSB0', location: 'FINISH' },
    { family: 'ipico', transport: 'dial', host: '10.0.0.9', port: 10_000, location: '5K', zone: 'utc' },
    { family: 'ctp01', transport: 'replay', path: 'capture.jsonl', identIs: 'bib' },
  ];
  const read = readEnv({ CHUTE_DECODERS: JSON.stringify(decoders) }).decoders;
  expect(read).toMatchObject(decoders);
  expect(read[1]).toMatchObject({ baudRate: 115_200 });
});

test.each([
  ['no JSON', '[{'],
  ['an unknown family', '[{"family":"abacus","transport":"listen","port":1}]'],
  ['a reader without a location', '[{"family":"ipico","transport":"dial","host":"h","port":1}]'],
  ['a setting that nobody knows', '[{"family":"ctp01","transport":"listen","port":1,"speed":9}]'],
])('a list of decoders with %s is refused, and the variable is named', (_, text) => {
  expect(() => readEnv({ CHUTE_DECODERS: text })).toThrowError(SettingsError);
  expect(() => readEnv({ CHUTE_DECODERS: text })).toThrowError(/CHUTE_DECODERS/);
});
