import { createLogger, runService } from '@chute/service';
import type { Command } from 'commander';
import { courseLocations } from '../plan/course.ts';
import { wishFor } from '../plan/default-wish.ts';
import { makePlan } from '../plan/make-plan.ts';
import { writePlan } from '../plan/plan-files.ts';
import type { RacePlan, RaceWish } from '../plan/race-plan.ts';
import { playRace } from '../player/play-race.ts';
import type { Settings } from '../settings.ts';
import { type BoxOption, readBoxOption } from './box-option.ts';
import { dialectHelp, readDialect } from './dialect-option.ts';
import { faultHelp, readFaultOption } from './fault-option.ts';
import { readPositive } from './numbers.ts';
import { raceTime } from './race-time.ts';

type RaceOptions = {
  seed: string;
  runners: string;
  waves: string;
  waveGap: string;
  distance: string;
  splits?: string;
  rankBy: 'gun' | 'chip';
  gun?: string;
  zone: string;
  name?: string;
  eventId?: string;
  box: BoxOption[];
  dialect: string;
  faults: string;
  rate?: string;
  join?: string;
  out: string;
  planOnly?: true;
  stay?: true;
  json?: true;
};

export function addRaceCommand(program: Command, settings: Settings): void {
  program
    .command('race')
    .description('make a race from a seed, and play its decoders on the wire')
    .option('--seed <text>', 'the same seed gives the same race', '1')
    .option('--runners <n>', 'size of the field', '300')
    .option('--waves <n>', 'how many starts', '2')
    .option('--wave-gap <s>', 'seconds between two starts', '300')
    .option('--distance <m>', 'length of the course', '10000')
    .option('--splits <m,m>', 'mats between start and finish (default: one half way)')
    .option('--rank-by <time>', 'gun or chip', 'chip')
    .option('--gun <instant>', 'first start: ISO, local to --zone or with Z (default: 10 s from now)')
    .option('--zone <name>', 'IANA time zone of the event', 'UTC')
    .option('--name <text>', 'name of the event')
    .option('--event-id <uuid>', 'run this field in an event of that id (default: made from the seed)')
    .option(
      '--box <fields>',
      'a decoder: name=…,family=ctp01|ipico,to=HOST:PORT|listen=HOST:PORT|serial=PATH,locations=A+B; repeatable (default: one ctp01 box for all mats to 127.0.0.1:61611)',
      (text: string, before: BoxOption[]) => [...before, readBoxOption(text)],
      [] as BoxOption[],
    )
    .option('--dialect <name>', dialectHelp, 'CT01_33')
    .option('--faults <list>', faultHelp, '')
    .option('--rate <n>', 'times real time, or max (all at once); CHUTE_CLOCK wins')
    .option('--join <duration>', 'race time at which we come in: 28m, -10s')
    .option('--out <folder>', 'where setup, persons, truth, ledger and corrections are written', '.chute/sim')
    .option('--plan-only', 'write the files and play nothing')
    .option('--stay', 'keep the decoders connected after the last line')
    .option('--json', 'with --plan-only: one JSON line')
    .action((options: RaceOptions) => race(options, settings));
}

async function race(options: RaceOptions, settings: Settings): Promise<void> {
  const { gunAtMs, pace, clock } = raceTime(options, settings.clock, Date.now());
  const wish = wishOf(options, gunAtMs);
  const dialect = readDialect(options.dialect);
  const plan = makePlan(wish);
  await writePlan(options.out, plan);
  if (options.planOnly) {
    process.stdout.write(options.json ? `${JSON.stringify(summaryOf(plan, options.out))}\n` : summaryText(plan, options.out));
    return;
  }
  const logger = createLogger('chute-sim', { level: settings.logLevel });
  const targets = new Map(options.box.map((box) => [box.name, box.target]));
  if (targets.size === 0) targets.set(wish.boxes[0]!.name, { dial: { host: '127.0.0.1', port: 61_611 } });
  await runService({
    logger,
    stopWithParent: settings.stopWithParent,
    start: async () => {
      const playing = await playRace(plan, targets, { pace, logger, dialect });
      process.stdout.write(`${JSON.stringify({ planned: true, ...summaryOf(plan, options.out), clock })}\n`);
      void playing.finished.then(() => {
        process.stdout.write(`${JSON.stringify({ finished: true, event_id: plan.setup.event.id })}\n`);
        if (!options.stay) process.emit('SIGTERM', 'SIGTERM'); // the one way to end a service, asked by ourselves
      });
      return { addresses: playing.addresses, stop: playing.stop };
    },
  });
}

function wishOf(options: RaceOptions, gunAtMs: number): RaceWish {
  const distanceM = readPositive('--distance', options.distance);
  const splitsAtM = options.splits
    ?.split(',')
    .filter(Boolean)
    .map((text) => readPositive('--splits', text));
  const boxes = options.box.map(({ name, family, locations }) => ({ name, family, locations }));
  return wishFor({
    gunAtMs,
    seed: options.seed,
    runners: readPositive('--runners', options.runners),
    waves: readPositive('--waves', options.waves),
    waveGapMs: readPositive('--wave-gap', options.waveGap) * 1000,
    distanceM,
    ...(splitsAtM && { splitsAtM }),
    rankBy: options.rankBy === 'gun' ? 'gun' : 'chip',
    zone: options.zone,
    ...(options.name && { eventName: options.name }),
    eventId: options.eventId ?? null,
    ...(boxes.length > 0 && { boxes }),
    faults: readFaultOption(options.faults),
  });
}

function summaryOf(plan: RacePlan, folder: string) {
  const { setup, truth, boxes, ledger } = plan;
  return {
    event_id: setup.event.id,
    setup_hash: truth.setup_hash,
    seed: truth.seed,
    folder,
    gun_at: new Date(truth.guns[0]!.at_ms).toISOString(),
    participants: setup.participants.length,
    finishers: truth.items.filter((item) => item.status === 'finished').length,
    first_finish_at: firstFinish(plan),
    boxes: boxes.map((box) => ({
      name: box.name,
      family: box.family,
      reader: box.reader,
      locations: box.locations,
      lines: box.lines.length,
    })),
    faults: ledger.length,
  };
}

function firstFinish({ truth }: RacePlan): string | null {
  const finishes = truth.items.flatMap((item) => item.finished_at_ms ?? []);
  return finishes.length > 0 ? new Date(Math.min(...finishes)).toISOString() : null;
}

function summaryText(plan: RacePlan, folder: string): string {
  const { participants, finishers, boxes, faults, event_id, gun_at } = summaryOf(plan, folder);
  return [
    `${participants} participants, ${finishers} finishers, gun ${gun_at}, event ${event_id} (seed ${plan.truth.seed}; mats: ${courseLocations(plan.wish).join(', ')})`,
    ...boxes.map((box) => `  box ${box.name} (${box.family}): ${box.lines} lines at ${box.locations.join(', ')}`),
    `  ${faults} faults in ${folder}/ledger.jsonl`,
    '',
  ].join('\n');
}
