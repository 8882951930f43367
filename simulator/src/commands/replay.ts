import { createLogger, runService, zoneTransitions } from '@chute/service';
import type { Command } from 'commander';
import { BoxLoop } from '../player/box-loop.ts';
import { atOnce, type Pace, paceOf } from '../player/pace.ts';
import { connect, type Target } from '../player/play-race.ts';
import { readCapture } from '../replay/capture.ts';
import { type AddedGun, makeReplay, type Replay, replayBox } from '../replay/replay-box.ts';
import type { Settings } from '../settings.ts';
import { readAddress } from './box-option.ts';
import { readFamily } from './family-option.ts';
import { instant, readRate } from './race-time.ts';
import { readInput } from './read-file.ts';
import { UsageError } from './usage-error.ts';

type ReplayOptions = {
  to?: string;
  listen?: string;
  serial?: string;
  family: string;
  rate: string;
  zone: string;
  gun?: string;
  gunAt?: string;
  stay?: true;
};

export function addReplayCommand(program: Command, settings: Settings): void {
  program
    .command('replay')
    .description('say a recorded stream again, byte for byte, through the handshake of its family')
    .argument('<file>', 'a capture (JSON lines) or the plain text of a decoder; - for stdin')
    .option('--to <host:port>', 'the edge to dial (ctp01)')
    .option('--listen <host:port>', 'where to be dialled (ipico)')
    .option('--serial <path>', 'a serial line (ipico)')
    .option('--family <name>', 'ctp01 or ipico', 'ctp01')
    .option('--rate <n>', 'times the pace of the recording, or max', '1')
    .option('--zone <name>', "IANA time zone of the decoder's clock", 'UTC')
    .option('--gun <instant>', 'send a gun record first, for a capture that has none (ctp01)')
    .option('--gun-at <location>', 'where that gun is heard (default: the first location of the capture)')
    .option('--stay', 'keep the decoder connected after the last line')
    .action((file: string, options: ReplayOptions) => replay(file, options, settings));
}

async function replay(file: string, options: ReplayOptions, settings: Settings): Promise<void> {
  const family = readFamily(options.family);
  const target = targetOf(options, family);
  const capture = readCapture(await readInput(file));
  const transitions = zoneTransitions(options.zone, 0, Date.UTC(2100, 0, 1));
  const withoutGun = makeReplay(family, capture, transitions);
  const gun = gunOf(options, family, withoutGun);
  const played = gun ? makeReplay(family, capture, transitions, gun) : withoutGun;

  const logger = createLogger('chute-sim', { level: settings.logLevel });
  await runService({
    logger,
    stopWithParent: settings.stopWithParent,
    start: async () => {
      const loop = new BoxLoop(replayBox(family, played, paceFor(options.rate, played)), (notice) =>
        logger[notice.level]({ code: notice.code }, notice.text),
      );
      const box = await connect(loop, target, (error) => logger.warn({ reason: error.message }, 'no connection yet'));
      void loop.finished.then(() => {
        process.stdout.write(`${JSON.stringify({ finished: true, reads: played.reads, lines: played.cues.length })}\n`);
        if (!options.stay) process.emit('SIGTERM', 'SIGTERM'); // the one way to end a service, asked by ourselves
      });
      return { addresses: { decoder: box.address }, stop: box.stop };
    },
  });
}

function paceFor(rate: string, { fromMs }: Replay): Pace {
  return rate === 'max' ? atOnce : paceOf({ originMs: fromMs, anchorMs: Date.now(), rate: readRate(rate) });
}

function targetOf({ to, listen, serial }: ReplayOptions, family: string): Target {
  if (family === 'ctp01') {
    if (to === undefined) throw new UsageError('replay of a ctp01 capture dials the edge: give --to HOST:PORT, like --to 127.0.0.1:61611');
    return { dial: readAddress(to) };
  }
  if (serial !== undefined) return { serial };
  if (listen === undefined)
    throw new UsageError('replay of an ipico capture is dialled by the edge: give --listen HOST:PORT or --serial PATH');
  return { listen: readAddress(listen) };
}

function gunOf(options: ReplayOptions, family: string, { locations }: Replay): AddedGun | null {
  if (options.gun === undefined) return null;
  if (family !== 'ctp01') throw new UsageError('--gun sends a ctp01 record; at other families enter the gun by hand: chute-sim correct');
  const location = options.gunAt ?? locations[0];
  if (location === undefined) throw new UsageError('the capture names no location: say with --gun-at where the gun is heard');
  return { atMs: instant(options.gun, options.zone), location };
}
