import { basename } from 'node:path';
import type { Correction } from '@chute/protocol';
import { type Setup, setupHash } from '@chute/timing';
import type { Command } from 'commander';
import { writeEvent } from '../plan/plan-files.ts';
import { readCapture } from '../replay/capture.ts';
import { setupFromCapture } from '../replay/setup-from-capture.ts';
import { readFamily } from './family-option.ts';
import { instant } from './race-time.ts';
import { readInput } from './read-file.ts';

type SetupFromOptions = {
  gun: string;
  zone: string;
  family: string;
  finish?: string;
  location?: string;
  name?: string;
  out: string;
  json?: true;
};

export function addSetupFromCommand(program: Command): void {
  program
    .command('setup-from')
    .description('a setup made from the chips in a capture: each chip a participant, one race, one wave')
    .argument('<file>', 'a capture (JSON lines) or the plain text of a decoder; - for stdin')
    .requiredOption('--gun <instant>', 'when the race started: ISO, local to --zone or with Z')
    .option('--zone <name>', "IANA time zone of the decoder's clock", 'UTC')
    .option('--family <name>', 'ctp01 or ipico', 'ctp01')
    .option('--finish <location>', 'where the race ends (default: the location heard most often)')
    .option('--location <name>', 'where the decoder stands, for a family whose reads do not say')
    .option('--name <text>', 'name of the event (default: the name of the file)')
    .option('--out <folder>', 'where setup, persons and corrections (the gun) are written', '.chute/capture')
    .option('--json', 'one JSON line instead of what to do next')
    .action(setupFrom);
}

async function setupFrom(file: string, options: SetupFromOptions): Promise<void> {
  const gunAtMs = instant(options.gun, options.zone);
  const setup = setupFromCapture(readCapture(await readInput(file)), {
    family: readFamily(options.family),
    gunAtMs,
    zone: options.zone,
    finish: options.finish ?? null,
    location: options.location ?? null,
    eventName: options.name ?? basename(file).replace(/\.[^.]+$/, ''),
  });
  const gun: Correction = { kind: 'gun', wave_id: setup.waves[0]!.id, at: new Date(gunAtMs).toISOString(), replaces: null };
  const close: Correction = { kind: 'race-close', race_id: setup.races[0]!.id };
  await writeEvent(options.out, { setup, persons: [], corrections: [gun, close] });
  const said = {
    event_id: setup.event.id,
    setup_hash: setupHash(setup),
    folder: options.out,
    participants: setup.participants.length,
    course: setup.coursePoints.map(({ kind, location }) => ({ kind, location })),
    gun_at: new Date(gunAtMs).toISOString(),
  };
  process.stdout.write(options.json ? `${JSON.stringify(said)}\n` : whatNext(file, setup, options));
}

function whatNext(file: string, setup: Setup, { out, gun, zone }: SetupFromOptions): string {
  const points = setup.coursePoints.map(({ kind, location }) => `${kind} at ${location}`).join(', ');
  return [
    `${setup.participants.length} participants, ${points}: ${out}/setup.json (event ${setup.event.id})`,
    'Next, with an edge running:',
    `  chute-sim load ${out} --at http://127.0.0.1:8080`,
    `  chute-sim replay ${file} --to 127.0.0.1:61611 --rate max --zone ${zone}`,
    `  chute-sim correct ${out} --only gun --at http://127.0.0.1:8080      (the capture has no gun: this enters ${gun})`,
    `The results are at http://127.0.0.1:8080/board/${setup.event.id}`,
    '',
  ].join('\n');
}
