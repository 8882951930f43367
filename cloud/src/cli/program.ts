import { createLogger, ListenError, runService, SettingsError, settingsOrExit } from '@chute/service';
import { Command, Option } from 'commander';
import { roles } from '../auth/scopes.ts';
import { mosquittoRules } from '../broker/mosquitto-rules.ts';
import { readEnv } from '../settings.ts';
import { version } from '../version.ts';
import { createKey, createPartner, enrolEdge } from './admin-commands.ts';
import { type CommandDatabase, openForCommand } from './open-database.ts';
import { say, sayRefusal } from './output.ts';
import { restored } from './restored.ts';
import { verify } from './verify.ts';

type Answer = { answer: Record<string, unknown>; text: string; exitCode?: number };

/** `chute-hub`: every command with `--json` for programs; exit code 1 and one sentence when it cannot be done. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = new Command('chute-hub').description('The hub of Chute: one service over multi-tenant Postgres').version(version);
  const json = new Option('--json', 'one JSON line instead of sentences');

  program
    .command('start')
    .description('run the hub until it is told to stop')
    .option('--stop-with-parent', 'stop when the process that started it is gone')
    .action((options: { stopWithParent?: true }) => start({ stopWithParent: options.stopWithParent ?? false }));

  program
    .command('migrate')
    .description('bring the database up to date, and check that tenants are kept apart')
    .addOption(json)
    .action((options) =>
      onDatabase(options, async ({ how }) => ({ answer: { ok: true, database: how }, text: `the database (${how}) is up to date` })),
    );

  program
    .command('partner')
    .description('timing partners')
    .command('create')
    .argument('<name>')
    .description('make a timing partner')
    .addOption(json)
    .action((name: string, options) => onDatabase(options, ({ db }) => createPartner(db, { name })));

  program
    .command('key')
    .description('keys of programs')
    .command('create')
    .description('make a key; its token is shown this once')
    .requiredOption('--partner <id>', 'the timing partner')
    .addOption(new Option('--role <role>', 'what it may do').choices(Object.keys(roles)).default('owner'))
    .option('--name <name>', 'what it is for', 'command line')
    .addOption(json)
    .action((options) => onDatabase(options, ({ db }) => createKey(db, options)));

  program
    .command('edge')
    .description('the boxes beside the mats')
    .command('enrol')
    .description('make a one-time code that an edge claims within a day')
    .requiredOption('--partner <id>', 'the timing partner')
    .option('--name <name>', 'what the edge is called', 'edge')
    .option('--event <id>', 'the event it opens its first session on')
    .addOption(json)
    .action((options) => onDatabase(options, ({ db }) => enrolEdge(db, options)));

  program
    .command('broker')
    .description('an outside broker (docs/broker.md)')
    .command('acl')
    .description('print the access rules of a Mosquitto: each edge its own topics, and the hub all of them')
    .option('--user <name>', 'whom the hub signs in as', 'hub')
    .action(({ user }: { user: string }) => void process.stdout.write(mosquittoRules(user)));

  program
    .command('verify')
    .description('recompute every journal from what the database holds; exit code 2 when something is not as it should be')
    .option('--partner <id>', 'one timing partner only')
    .option('--event <id>', 'the journals of one event only')
    .addOption(json)
    .action((options) => onDatabase(options, ({ db }) => verify(db, options)));

  program
    .command('doctor')
    .description('look at everything a hub needs, and say what is not well')
    .addOption(json)
    .action((options) =>
      answering(options, async () => {
        const { doctor } = await import('./doctor/doctor.ts');
        return doctor(readEnv());
      }),
    );

  program
    .command('restored')
    .description('after the database was put back from a backup, before the hub is started: edges are told, and send what it lacks')
    .addOption(json)
    .action((options) => answering(options, () => restored(commandPlace())));

  await program.parseAsync(argv);
}

async function start({ stopWithParent }: { stopWithParent: boolean }): Promise<void> {
  const settings = settingsOrExit(readEnv);
  // Here and not above: a short command need not load all of a web server.
  const { createHub } = await import('../hub.ts');
  const logger = createLogger('chute-hub', { level: settings.logLevel });
  await runService({ logger, stopWithParent, stopWithinMs: 10_000, start: () => createHub(settings, logger).catch(endWithSentence) });
}

/** A database that cannot be had is for a person to mend, as a port is: one sentence, no stack. */
function endWithSentence(error: unknown): never {
  if (!isForPeople(error)) throw error;
  sayRefusal(error, { json: false });
  process.exit(1);
}

type CommandOptions = { json?: true };

async function onDatabase(options: CommandOptions, work: (database: CommandDatabase) => Promise<Answer>): Promise<void> {
  await answering(options, async () => {
    const database = await openForCommand(commandPlace());
    return work(database).finally(() => database.close());
  });
}

function commandPlace() {
  const { databaseUrl, dataDir, logLevel } = readEnv();
  // A person waits for one answer: the log speaks only when something is wrong.
  return { databaseUrl, dataDir, log: createLogger('chute-hub', { level: logLevel === 'info' ? 'warn' : logLevel }) };
}

async function answering({ json = false }: { json?: boolean }, work: () => Promise<Answer>): Promise<void> {
  try {
    const { answer, text, exitCode = 0 } = await work();
    say(answer, { json, text });
    if (exitCode > 0) process.exitCode = exitCode;
  } catch (error) {
    if (!isForPeople(error)) throw error;
    sayRefusal(error, { json });
    process.exitCode = 1;
  }
}

/** Errors of ours have a code and a sentence; anything else is a fault, and keeps its stack. */
function isForPeople(error: unknown): boolean {
  if (error instanceof SettingsError || error instanceof ListenError) return true;
  return error instanceof Error && ['PostgresError', 'UsageError', 'TenantError', 'PlatformKeyError'].includes(error.name);
}
