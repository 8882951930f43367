import { loggedEntry, resultListBody, sealedEntrySchema, setupSchema } from '@chute/protocol';
import { formatRaceTime, type LoggedEntry, type ResultList, type Setup, score } from '@chute/timing';
import type { Command } from 'commander';
import { z } from 'zod';
import { readInput } from './read-file.ts';
import { UsageError } from './usage-error.ts';

export function addScoreCommand(program: Command): void {
  program
    .command('score')
    .description('results and hash of a race log, by the same code as edge and hub')
    .argument('<setup>', 'setup.json')
    .argument('<log>', 'sealed entries, one JSON line each: seq, hash, body; - for stdin')
    .option('--json', 'the whole list as hub and edge give it')
    .action(async (setupPath: string, logPath: string, options: { json?: true }) => {
      const setup = readSetup(await readInput(setupPath), setupPath);
      const entries = readLog(await readInput(logPath));
      const list = score(setup, entries);
      const body = resultListBody(setup.event.id, list);
      process.stdout.write(options.json ? `${JSON.stringify(body)}\n` : listText(list, entries));
    });
}

function readSetup(bytes: Uint8Array, path: string): Setup {
  const parsed = setupSchema.safeParse(json(bytes, path));
  if (!parsed.success) throw new UsageError(`${path} is no setup: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const lineSchema = sealedEntrySchema.extend({ journalId: z.uuid().optional() });

/** Which journal an entry belongs to is in its body; a line may say it too, for a body that cannot be read. */
export function readLog(bytes: Uint8Array): LoggedEntry[] {
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  return lines.flatMap((text, index) => {
    if (text.trim() === '') return [];
    const where = `line ${index + 1} of the log`;
    const parsed = lineSchema.safeParse(json(Buffer.from(text), where));
    if (!parsed.success) throw new UsageError(`${where} is no sealed entry (seq, hash, body): ${z.prettifyError(parsed.error)}`);
    const { journalId = journalOf(parsed.data.body), ...sealed } = parsed.data;
    if (journalId === undefined) throw new UsageError(`${where} does not say its journal: add journalId`);
    return [loggedEntry(journalId, sealed)];
  });
}

function journalOf(body: string): string | undefined {
  const written = z.object({ journalId: z.uuid() }).safeParse(json(Buffer.from(body), 'a body'));
  return written.success ? written.data.journalId : undefined;
}

function json(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new UsageError(`${what} is no JSON`, { cause: error });
  }
}

function listText({ results, hash, basis }: ResultList, entries: readonly LoggedEntry[]): string {
  const rows = results.map(({ places, bib, status, officialChipMs, officialGunMs }) =>
    [
      String(places?.overall ?? '').padStart(5),
      bib.padStart(8),
      status.padEnd(10),
      officialChipMs === null ? '' : formatRaceTime(officialChipMs).padStart(9),
      officialGunMs === null ? '' : formatRaceTime(officialGunMs).padStart(9),
    ]
      .join('  ')
      .trimEnd(),
  );
  const unscored = entries.filter((entry) => entry.entry === null).length;
  return [
    'place       bib  status          chip        gun',
    ...rows,
    '',
    `${results.length} results from ${entries.length} entries${unscored > 0 ? `, ${unscored} of them not understood` : ''}, setup ${basis.setupHash.slice(0, 12)}`,
    `hash ${hash}`,
    '',
  ].join('\n');
}
