import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { storyId } from '@chute/timing/testing';
import { partnerId } from './parts/hub-box.ts';
import { runSeed, type SeedReport } from './run-seed.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean' },
    'keep-going': { type: 'boolean' },
  },
});
const tellEvery = 200;
const seeds = Number(values.seeds);
const from = Number(values.from);

const folder = mkdtempSync(join(tmpdir(), 'chute-sim-'));
const folders = Array.from({ length: 3 }, (_, edge) => credentialsOf(edge));
const failed: number[] = [];
let events = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const report = await runSeed(seed, {
    folderOf: (edge) => folders[edge]!,
    ...(values.trace ? { tell: (line) => console.log(line) } : {}),
  });
  events += report.events;
  if ((seed - from + 1) % tellEvery === 0) process.stderr.write(`${seed - from + 1} of ${seeds} seeds\n`);
  if (seeds === 1)
    console.log(`seed ${seed}: hash ${report.hash}, ${report.events} events in ${Math.round(report.virtualMs / 1000)} s of race time`);
  if (!report.broken) continue;
  failed.push(seed);
  tellBroken(report);
  if (!values['keep-going']) break;
}
rmSync(folder, { recursive: true });
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ seeds, from, failed, events, cpuMs: Math.round((user + system) / 1000) }));
process.exitCode = failed.length > 0 ? 1 : 0;

function tellBroken({ seed, profile, broken }: SeedReport): void {
  const { last, detail, stack } = broken!;
  console.log(
    `\nseed ${seed} broke an invariant\n  ${detail}${stack ? `\n  ${stack}` : ''}\n  faults of this seed: ${[...profile.faults].join(', ') || 'none'}`,
  );
  console.log(`  the last that happened (ms of race time):\n${last.map((line) => `    ${line}`).join('\n')}`);
  console.log(`  alone: npm run sim -- --seeds 1 --from ${seed} --trace\n`);
}

/** All that an edge reads from its folder is to which hub it belongs. */
function credentialsOf(edge: number): string {
  const path = mkdtempSync(join(folder, `edge-${edge}-`));
  const credentials = {
    partner_id: partnerId,
    edge_id: storyId('edge', String(edge)),
    credential: 'chute_1_k_s',
    mqtt_url: 'mqtt://model',
    event_id: null,
    hub_url: 'http://model',
  };
  writeFileSync(join(path, 'hub.json'), JSON.stringify(credentials));
  return path;
}
