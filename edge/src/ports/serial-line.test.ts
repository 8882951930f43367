import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { encodeIpico } from '@chute/protocol';
import { aRace } from '@chute/timing/testing';
import { SerialPort } from 'serialport';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { aRunningEdge, asked, resultsOf, until } from '../testing/test-edge.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;

/** Two ends of a cable. */
async function aCable(): Promise<{ edgeEnd: string; readerEnd: SerialPort; pull: () => void; plugIn: () => Promise<void> }> {
  const folder = temporaryFolder();
  const [edgeEnd, farEnd] = [`${folder}/edge`, `${folder}/reader`];
  let readerEnd: SerialPort;
  let socat: ReturnType<typeof spawn>;
  const plugIn = async () => {
    socat = spawn('socat', [`pty,raw,echo=0,link=${edgeEnd}`, `pty,raw,echo=0,link=${farEnd}`], { stdio: 'ignore' });
    await until(() => existsSync(edgeEnd) && existsSync(farEnd));
    const end = new SerialPort({ path: farEnd, baudRate: 115_200, autoOpen: false });
    await new Promise<void>((resolve, reject) => end.open((error) => (error ? reject(error) : resolve())));
    readerEnd = end;
  };
  const pull = () => void socat.kill('SIGKILL');
  onTestFinished(pull);
  await plugIn();
  return {
    edgeEnd,
    get readerEnd() {
      return readerEnd;
    },
    pull,
    plugIn,
  };
}

test.skipIf(!hasSocat)('a reader on a serial line is heard, and heard again after its cable was pulled [needs socat]', async () => {
  const cable = await aCable();
  const race = aRace({ points: { FINISH: { kind: 'finish' } } }).wave('A', { scheduled: '09:00:00' });
  const { setup } = race.participant('101', { chips: ['05800001a001'] }).participant('102', { chips: ['05800001a002'] });
  const decoder = { family: 'ipico', transport: 'serial', path: cable.edgeEnd, baudRate: 115_200, location: 'FINISH' } as const;
  const edge = await aRunningEdge({ settings: { decoders: [decoder] } });
  await asked(edge, '/api/setup', { setup });
  await asked(edge, '/api/entries', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z' });
  const isFinished = (at: number) => edge.scoringRun()?.scorer.result(setup.participants[at]!.id)?.status === 'finished';
  const isOpen = async () => ((await asked(edge, '/status')).body.decoders as { open: boolean }[])[0]!.open;

  await until(isOpen);
  cable.readerEnd.write(aRead('05800001a001', { minute: 41, second: 7 }));
  await until(() => isFinished(0));
  cable.pull();
  await until(async () => !(await isOpen()));
  await cable.plugIn();
  await until(isOpen);
  cable.readerEnd.write(aRead('05800001a002', { minute: 45, second: 0 }));
  await until(() => isFinished(1));
  expect(await resultsOf(edge, setup.event.id)).toEqual([
    ['101', 'finished', '41:07'],
    ['102', 'finished', '45:00'],
  ]);
});

function aRead(tag: string, { minute, second }: { minute: number; second: number }): Uint8Array {
  const wallMs = Date.UTC(2026, 4, 17, 9, minute, second);
  return encodeIpico({ kind: 'read', readerId: '00', tag, countI: 1, countQ: 0, wallMs });
}
