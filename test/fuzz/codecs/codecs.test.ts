import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { CodecRun, CodecRunOrder } from './codec-run.ts';

/** Over all families; `npm run proof` asks for millions. */
const inputs = Number(process.env.CHUTE_PROOF_FUZZ ?? 100_000);
const isProof = process.env.CHUTE_PROOF_FUZZ !== undefined;
const codecRun = fileURLToPath(new URL('./codec-run.ts', import.meta.url));

test.each(['ctp01', 'ipico'] as const)(
  'whatever comes in on a %s line, the next sound read is heard',
  async (family) => {
    const run = await runApart({ family, inputs: inputs / 2, seed: 3 });
    expect(run).toMatchObject({ witnessesLost: 0, readOtherwise: 0 });
    const seldom = Object.entries(run.refused).filter(([, times]) => times < (isProof ? 100 : 1));
    expect(seldom).toEqual([]);
    expect(run.rssGrowthBytes).toBeLessThan(32 * 1024 * 1024);
    if (isProof) console.log(family, run);
  },
  600_000,
);

/** In a process of its own, whose memory is nobody else's. The young generation is held small: its growing to full size under load is no leak. */
async function runApart(order: CodecRunOrder): Promise<CodecRun> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-semi-space-size=4', codecRun, JSON.stringify(order)]);
  return JSON.parse(stdout) as CodecRun;
}
