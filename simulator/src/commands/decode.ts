import { decodeChunks } from '@chute/protocol';
import { zoneTransitions } from '@chute/service';
import type { Command } from 'commander';
import { readCapture } from '../replay/capture.ts';
import { readFamily } from './family-option.ts';
import { printLines } from './print-lines.ts';
import { instant } from './race-time.ts';
import { readInput } from './read-file.ts';

type DecodeOptions = { family: string; zone?: string; utc?: true; arrivedAt?: string; location?: string };

export function addDecodeCommand(program: Command): void {
  program
    .command('decode')
    .description('one JSON object for each line of a recorded stream: kind read, gun, notice or refused')
    .argument('<file>', 'a capture (JSON lines) or the plain text of a decoder; - for stdin')
    .requiredOption('--family <name>', 'ctp01 or ipico')
    .option('--zone <name>', "IANA time zone of the decoder's clock; without one, local times have no instant (at is null)")
    .option('--utc', 'the decoder shows UTC')
    .option('--arrived-at <instant>', 'when the bytes came, for times without a date (a capture knows it by itself)')
    .option('--location <name>', 'where it stands, for a family whose reads do not say')
    .action(decode);
}

async function decode(path: string, options: DecodeOptions): Promise<void> {
  const arrivedAtMs = options.arrivedAt === undefined ? null : instant(options.arrivedAt, options.zone ?? 'UTC');
  const { chunks } = readCapture(await readInput(path), { arrivedAtMs });
  const items = decodeChunks(readFamily(options.family), chunks, {
    transitions: options.zone === undefined ? null : zoneTransitions(options.zone, 0, farAwayMs),
    zone: options.utc ? 'utc' : 'event-local',
    location: options.location ?? null,
  });
  await printLines(items.map((item) => JSON.stringify(item)));
}

/** No decoder shows a later time: two digits for the year is what some of them have. */
const farAwayMs = Date.UTC(2100, 0, 1);
