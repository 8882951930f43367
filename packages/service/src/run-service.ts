import { flushCompileCache } from 'node:module';
import { ListenError } from './listen.ts';
import type { Logger } from './logger.ts';
import { type Addresses, printReady } from './ready.ts';
import { SettingsError } from './settings-error.ts';

/** A program that is up: where to reach it, and how to end it. */
export type Running = { addresses: Addresses; stop: () => Promise<void> };

export type ServiceSettings = {
  logger: Logger;
  /** Brings the program up. It is stopped even if the signal comes while this still runs. */
  start: () => Promise<Running>;
  /** A stop that takes longer ends the process with exit code 1. */
  stopWithinMs?: number;
  /** Stop when the process that started us is gone (it keeps our stdin open as long as it lives). */
  stopWithParent?: boolean;
};

/**
 * Runs a program until it is told to stop: SIGINT, SIGTERM, or its parent gone. Once or ten times asked is one stop.
 * Exit codes: 0 after a clean stop; 1 when it could not start, failed while running, or did not stop in time.
 */
export async function runService({ logger, start, stopWithinMs = 5_000, stopWithParent = false }: ServiceSettings): Promise<void> {
  const starting = start();
  const { stop, asked } = stopOnce({ logger, starting, stopWithinMs });

  process.on('SIGINT', () => stop({ because: 'SIGINT' }));
  process.on('SIGTERM', () => stop({ because: 'SIGTERM' }));
  if (stopWithParent) onParentGone(() => stop({ because: 'parent gone' }));
  // After an error that nobody caught nothing can be trusted: what is on disk is safe, and whoever supervises us starts a new process.
  process.on('uncaughtException', (error) => endAtOnce(logger, error));
  process.on('unhandledRejection', (error) => endAtOnce(logger, error));

  try {
    const running = await starting;
    if (asked()) return;
    printReady(running.addresses);
    logger.info({ addresses: running.addresses }, 'ready');
    // Where Node keeps what it compiled, it writes it when a process ends well. A box that is switched off at the wall never does: 0.1 s, of its first start alone.
    flushCompileCache();
  } catch (error) {
    endAtStart(error, () => logger.fatal({ err: error }, 'could not start'));
  }
}

/** Calls `gone` once when stdin ends. Only for a child whose parent gave it a pipe and never writes to it. */
export function onParentGone(gone: () => void, stdin: NodeJS.ReadStream = process.stdin): void {
  stdin.once('end', gone);
  stdin.once('error', gone);
  stdin.resume();
  if ('unref' in stdin) stdin.unref();
}

/** A stop that, however often it is asked for, happens once and within its time. `exit` is for tests. */
export function stopOnce(service: { logger: Logger; starting: Promise<Running>; stopWithinMs: number; exit?: (code: number) => void }): {
  stop: (why: { because: string }) => void;
  asked: () => boolean;
} {
  const { logger, starting, stopWithinMs, exit = process.exit } = service;
  let stopping = false;
  const stop = ({ because }: { because: string }) => {
    if (stopping) return;
    stopping = true;
    logger.info({ because }, 'stopping');
    const deadline = setTimeout(() => {
      logger.error({ stopWithinMs }, 'did not stop in time');
      exit(1);
    }, stopWithinMs);
    starting
      .then((running) => running.stop())
      .then(
        () => exit(0),
        (error) => {
          logger.error({ err: error }, 'stopped with an error');
          exit(1);
        },
      )
      .finally(() => clearTimeout(deadline));
  };
  return { stop, asked: () => stopping };
}

function endAtOnce(logger: Logger, error: unknown): void {
  logger.fatal({ err: error }, 'ended by an error that nobody caught');
  process.exit(1);
}

/** For `main.ts`: reads the settings, or ends the program with the sentence that says which to set. */
export function settingsOrExit<T>(readEnv: () => T): T {
  try {
    return readEnv();
  } catch (error) {
    return endAtStart(error, () => {
      throw error;
    });
  }
}

/** What a person can mend is said in a sentence; anything else goes its own way, with its stack. */
function endAtStart(error: unknown, otherwise: () => void): never {
  if (error instanceof SettingsError || error instanceof ListenError) process.stderr.write(`${error.message}\n`);
  else otherwise();
  process.exit(1);
}
