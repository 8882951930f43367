import type { Ctp01Dialect } from '@chute/protocol';
import type { Logger } from '@chute/service';
import type { RacePlan } from '../plan/race-plan.ts';
import { BoxLoop } from './box-loop.ts';
import type { Pace } from './pace.ts';
import { playedBox } from './race-boxes.ts';
import { openSerial } from './serial-writer.ts';
import { dial, type Running } from './tcp-dialler.ts';
import { serve } from './tcp-server.ts';

/** Where a box is met: it dials the edge, listens for it, or sits at a serial line. */
export type Target = { dial: { host: string; port: number } } | { listen: { host: string; port: number } } | { serial: string };

export type Playing = {
  /** By name of the box. */
  addresses: Record<string, string>;
  /** Every line said and heard out. */
  finished: Promise<void>;
  stop: () => Promise<void>;
};

export const ipicoBaudRate = 115_200;

/** Plays all boxes of a plan on the wire. */
export async function playRace(
  plan: RacePlan,
  targets: ReadonlyMap<string, Target>,
  { pace, logger, dialect }: { pace: Pace; logger: Logger; dialect?: Ctp01Dialect },
): Promise<Playing> {
  const running: [string, Running, Promise<void>][] = [];
  for (const box of plan.boxes) {
    const log = logger.child({ box: box.name });
    const loop = new BoxLoop(playedBox(plan, box, pace, dialect), (notice) =>
      log[notice.level]({ code: notice.code, ...notice.facts }, notice.text),
    );
    running.push([
      box.name,
      await connect(loop, targets.get(box.name)!, (error) => log.warn({ reason: error.message }, 'no connection yet')),
      loop.finished,
    ]);
  }
  return {
    addresses: Object.fromEntries(running.map(([name, { address }]) => [name, address])),
    finished: Promise.all(running.map(([, , finished]) => finished)).then(() => {}),
    stop: async () => {
      await Promise.all(running.map(([, one]) => one.stop()));
    },
  };
}

export async function connect(loop: BoxLoop, target: Target, onTrouble: (error: Error) => void): Promise<Running> {
  if ('dial' in target) return dial(loop, target.dial, onTrouble);
  if ('listen' in target) return serve(loop, target.listen);
  return openSerial(loop, { path: target.serial, baudRate: ipicoBaudRate }, onTrouble);
}
