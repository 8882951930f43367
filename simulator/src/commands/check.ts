import type { Command } from 'commander';
import { compare } from '../check/compare.ts';
import { reportText } from '../check/report.ts';
import { readTruth } from '../plan/plan-files.ts';
import type { Settings } from '../settings.ts';
import { fetchResultList } from '../site.ts';

type CheckOptions = { truth: string; at: string; event?: string; token?: string; raceOpen?: true; json?: true };

export function addCheckCommand(program: Command, settings: Settings): void {
  program
    .command('check')
    .description('compare the results of a hub or an edge with the truth; exit code 0 only if the ledger explains every difference')
    .requiredOption('--truth <folder>', 'what race --out wrote')
    .requiredOption('--at <url>', 'a hub or an edge, like http://127.0.0.1:8080')
    .option('--event <uuid>', 'another event of the same field (default: the one of the truth)')
    .option('--token <key>', 'key of a hub, or console key of an edge elsewhere (default: CHUTE_TOKEN)')
    .option('--race-open', 'the race is not closed yet: who is out counts as DNF, who was never seen as DNS')
    .option('--json', 'everything that differs, as one JSON line')
    .action((options: CheckOptions) => check(options, settings));
}

async function check(options: CheckOptions, settings: Settings): Promise<void> {
  const known = await readTruth(options.truth);
  const site = { url: options.at, token: options.token ?? settings.token };
  const list = await fetchResultList(site, options.event ?? known.truth.event_id);
  const comparison = compare(known, list.items, { raceOpen: options.raceOpen ?? false });
  const ok = comparison.unexplained.length === 0;
  const report = { ok, seed: known.truth.seed, hash: list.hash, basis: list.basis, ...comparison };
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(comparison, known.truth.seed));
  process.exitCode = ok ? 0 : 1;
}
