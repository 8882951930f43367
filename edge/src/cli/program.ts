import { settingsOrExit } from '@chute/service';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { type EdgeSettings, readEnv } from '../settings.ts';
import { claim, importSetup, status, tellDecoders } from './ask-edge.ts';
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
  json(program.command('decoders').addArgument(new Argument('<what>').choices(['stop', 'start', 'rewind', 'read-clock'])))
    .description('tell all connected decoders to stop sending, to go on, or to send again what they have')
    .option('--location <name>', 'rewind: only of this location')
    .option('--from <number>', "rewind: from this number of the decoder's own on", lineNumber)
    .action((command: string, { location, from, ...options }: { location?: string; from?: number; json?: boolean }) =>
      run((at) => tellDecoders(at, { command, ...(location && { location }), ...(from !== undefined && { from_seq: from }) }), options),
    );
  json(program.command('status'))
    .description('what a running edge says of itself')
    .action((options: { json?: boolean }) => run(status, options));
  json(program.command('doctor'))
    .description('look at this machine and at the journal, before a race')
    .action((options: { json?: boolean }) =>
      run(async (at) => {
        const { doctor, doctorText } = await import('./doctor.ts');
        const found = await doctor(at);
        return options.json ? found : doctorText(found);
      }, options),
    );
  json(program.command('verify'))
    .description(
      'check every entry on disk, and ask the hub what it has: exit code 0 = all of it, 1 = not all, or not asked, 2 = look at this',
    )
    .action((options: { json?: boolean }) =>
      run(async ({ dataFolder }) => {
        const { exitCodeOf, verify, verifiedText } = await import('./verify.ts');
        const verified = await verify(dataFolder, { fetch });
        process.exitCode = exitCodeOf[verified.verdict];
        return options.json ? verified : verifiedText(verified);
      }, options),
    );
  program
    .command('replay')
    .argument('<folder>', 'the data folder of an edge, which may still run')
    .description('play what an edge has kept of an event into boards and displays, at any speed; writes nothing there')
    .option('--speed <times>', 'how many times as fast as it was', speed, 1)
    .option('--from <time>', 'where to begin: a time of day at the race like 10:40, or an instant like 2026-09-20T08:40:00Z')
    .option('--event <id>', 'another event than the one that was timed last')
    .action(async (folder: string, options: { speed: number; from?: string; event?: string }) => {
      const { replay } = await import('./replay.ts');
      await replay(settings(), { folder, ...options });
    });
  program
    .command('journal-dump')
    .description('print every entry on disk, one JSON object a line, and then one line that says whether the file is whole; writes nothing')
    .option('--json', 'accepted for symmetry: the output is always JSON')
    .action(async () => {
      const { journalDump } = await import('./journal-dump.ts');
      journalDump(settings().dataFolder, process.stdout);
    });
  return program;
}

function speed(text: string): number {
  const times = Number(text);
  if (!(times > 0 && times <= 1_000)) throw new InvalidArgumentError('It is a number of times, like 1, 0.5 or 20, up to 1000.');
  return times;
}

function lineNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is the number of a line, like 1200.');
  return Number(text);
}
