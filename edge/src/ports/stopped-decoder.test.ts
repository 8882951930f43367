import { expect, test } from 'vitest';
import { ChronoTrackClient } from '../testing/chronotrack-client.ts';
import { aRunningEdge, asked, until } from '../testing/test-edge.ts';

test('a person stops a decoder, sees that it is stopped, and gets all it heard when it is started again', async () => {
  const edge = await aRunningEdge();
  expect(await asked(edge, '/api/decoders/command', { command: 'stop' })).toMatchObject({
    status: 409,
    body: { detail: 'no decoder is connected' },
  });
  const box = new ChronoTrackClient('START', 'FINISH');
  await box.dial(edge.addresses.chronotrack!);
  const says = (sourceSeq: number) => box.says({ location: 'FINISH', sourceSeq, ident: '101', at: `2026-05-17T09:41:0${sourceSeq}.00` });
  const readsWritten = async () => ((await asked(edge, '/status')).body.journal as { written: { read?: number } }).written.read ?? 0;
  const phase = async () => {
    const [decoder] = (await asked(edge, '/status')).body.decoders as { connections: { phase: string }[] }[];
    return decoder!.connections[0]!.phase;
  };
  await until(async () => (await phase()) === 'streaming');
  says(1);
  await until(async () => (await readsWritten()) === 1);

  expect(await asked(edge, '/api/decoders/command', { command: 'stop' })).toMatchObject({ status: 200, body: { connections: 1 } });
  await until(() => box.heard.at(-1) === 'stop');
  expect(await phase()).toBe('stopped');
  says(2);
  says(3);

  await asked(edge, '/api/decoders/command', { command: 'start' });
  await until(async () => (await readsWritten()) === 3);
  expect(await phase()).toBe('streaming');
  expect(box.heard.slice(-2)).toEqual(['start~START', 'start~FINISH~2']);
});

test('a command that no decoder knows is refused with what is wrong about it', async () => {
  const edge = await aRunningEdge();
  expect(await asked(edge, '/api/decoders/command', { command: 'erase' })).toMatchObject({ status: 400 });
  expect(await asked(edge, '/api/decoders/command', { command: 'stop', location: 'FINISH' })).toMatchObject({ status: 400 });
});
