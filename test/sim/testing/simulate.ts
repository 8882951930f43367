import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export type Simulated = { said: string; failed: number[]; hash: string | undefined };

/** `npm run sim` in a process of its own, where a fault may be planted as the programs load (docs/adr/0006). */
export function simulate({ seeds, from = 1, fault }: { seeds: number; from?: number; fault?: string }): Promise<Simulated> {
  const planted = fault === undefined ? [] : ['--import', `./test/faults/${fault}.ts`];
  const args = [...planted, 'test/sim/main.ts', '--seeds', String(seeds), '--from', String(from)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) => {
      const summary = stdout.trimEnd().split('\n').at(-1) ?? '';
      const { failed } = summary.startsWith('{') ? (JSON.parse(summary) as { failed: number[] }) : { failed: undefined };
      if (failed) resolve({ said: stdout, failed, hash: /hash ([0-9a-f]+)/.exec(stdout)?.[1] });
      else reject(new Error(`the simulation did not come to its end: ${stderr.slice(-2_000)}`));
    });
  });
}
