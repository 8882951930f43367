import { join } from 'node:path';
import type { Correction } from '@chute/protocol';
import type { Command } from 'commander';
import { readCorrections, readPersons, readSetup } from '../plan/plan-files.ts';
import type { Settings } from '../settings.ts';
import { enterCorrection, loadEvent, type Site } from '../site.ts';
import { UsageError } from './usage-error.ts';

type SiteOptions = { at: string; token?: string; json?: true };

/** What an organiser and the officials do: bring the event to a hub or an edge, and enter corrections. */
export function addLoadCommands(program: Command, settings: Settings): void {
  program
    .command('load')
    .description('bring an event (setup and persons) to a hub, or to an edge and open a session on it there')
    .argument('<folder>', 'what race --out or setup-from --out wrote')
    .requiredOption('--at <url>', 'a hub or an edge, like http://127.0.0.1:8080')
    .option('--token <key>', 'key of a hub, or console key of an edge elsewhere (default: CHUTE_TOKEN)')
    .option('--json', 'one JSON line')
    .action(async (folder: string, options: SiteOptions) => {
      const [setup, persons] = await Promise.all([readSetup(folder), readPersons(folder)]);
      await loadEvent(siteOf(options, settings), { setup, persons });
      const said = { event_id: setup.event.id, participants: setup.participants.length };
      process.stdout.write(
        options.json ? `${JSON.stringify(said)}\n` : `event ${said.event_id} with ${said.participants} participants is at ${options.at}\n`,
      );
    });

  program
    .command('correct')
    .description('enter the corrections of a plan (guns, disqualifications, closing the race)')
    .argument('<folder>', 'what race --out or setup-from --out wrote')
    .requiredOption('--at <url>', 'a hub or an edge')
    .option('--only <kind>', 'gun, status or race-close (default: all, in this order)')
    .option('--token <key>', 'key of a hub, or console key of an edge elsewhere (default: CHUTE_TOKEN)')
    .option('--json', 'one JSON line')
    .action(async (folder: string, options: SiteOptions & { only?: string }) => {
      const [setup, all] = await Promise.all([readSetup(folder), readCorrections(folder)]);
      const chosen = options.only === undefined ? all : all.filter((correction) => correction.kind === options.only);
      if (chosen.length === 0)
        throw new UsageError(`${join(folder, 'corrections.json')} has no ${options.only ?? 'corrections'}: it has ${kinds(all)}`);
      for (const correction of chosen) await enterCorrection(siteOf(options, settings), setup.event.id, correction);
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ entered: chosen.length })}\n`
          : `entered ${chosen.length} corrections (${kinds(chosen)}) at ${options.at}\n`,
      );
    });
}

function kinds(corrections: readonly Correction[]): string {
  return [...new Set(corrections.map((correction) => correction.kind))].join(', ') || 'none';
}

function siteOf(options: SiteOptions, settings: Settings): Site {
  return { url: options.at, token: options.token ?? settings.token };
}
