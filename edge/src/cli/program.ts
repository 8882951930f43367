import { settingsOrExit } from '@chute/service';
import { Command } from 'commander';
import { type EdgeSettings, readEnv } from '../settings.ts';
import { claim, importSetup, status } from './ask-edge.ts';
import { doctor } from './doctor.ts';
import { journalDump } from './journal-dump.ts';
import { say } from './say.ts';

/** `chute-edge …`. Settings come from the environment; `--json` prints one JSON value on stdout, for programs. */
export function createProgram(env: Record<string, string | undefined> = process.env): Command {
  const program = new Command('chute-edge').description(
    'the box beside the mats: keeps every read, scores the race, shows it, and syncs with a hub',
  );
  const settings = (): EdgeSettings => settingsOrExit(() => readEnv(env));
  const json = (command: Command) => command.option('--json', 'print JSON');
  const run = (work: (settings: EdgeSettings) => Promise<unknown>, options: { json?: boolean }) => say(() => work(settings()), options);

  program
    .command('start', { isDefault: true })
    .description('time a race, until it is stopped with Ctrl-C')
    .action(async () => {
      // Loaded late, so that the small commands answer at once.
      const { start } = await import('./start.ts');
      await start(settings());
    });
  json(program.command('claim').argument('<code>').requiredOption('--hub <url>', 'address of the hub, like https://hub.example.org'))
    .description('join this edge to a hub, with the one-time code of `chute-hub edge enrol`')
    .action((code: string, options: { hub: string; json?: boolean }) => run((at) => claim(at, { hub_url: options.hub, code }), options));
  json(program.command('import-setup').argument('<file>'))
    .description('give a running edge a setup: {"setup": …, "persons": […]}')
    .action((file: string, options: { json?: boolean }) => run((at) => importSetup(at, file), options));
  json(program.command('status'))
    .description('what a running edge says of itself')
    .action((options: { json?: boolean }) => run(status, options));
  json(program.command('doctor'))
    .description('look at this machine and at the journal, before a race')
    .action((options: { json?: boolean }) => run(doctor, options));
  program
    .command('journal-dump')
    .description('print every entry on disk, one JSON object a line, and then one line that says whether the file is whole; writes nothing')
    .option('--json', 'accepted for symmetry: the output is always JSON')
    .action(() => journalDump(settings().dataFolder, process.stdout));
  return program;
}
