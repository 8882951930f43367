import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AppStartError } from './app-start-error.ts';

/** One of our programs, running as a child process. */
export type AppProcess = {
  name: string;
  pid: number;
  /** From its ready line. */
  addresses: Record<string, string>;
  /** The end of what it said on stderr. */
  stderr: () => string;
  /** The first JSON line on stdout that fits, said already or yet to come. Rejects when the program ends without it, or in time it did not come. */
  line: (fits: (line: Record<string, unknown>) => boolean, withinMs?: number) => Promise<Record<string, unknown>>;
  ended: Promise<Ending>;
  /** SIGINT, then SIGKILL to its whole process group when that takes too long. Asked twice is one stop. */
  stop: () => Promise<Ending>;
  /** The power cut: SIGKILL to this one process, and nobody is told. */
  kill: () => Promise<Ending>;
};

export type Ending = { code: number | null; signal: NodeJS.Signals | null };

export type AppStart = {
  name: string;
  /** The program's `main.ts`. */
  entry: string;
  args?: readonly string[];
  /** Before the entry, such as `--import` of a planted fault. */
  nodeArgs?: readonly string[];
  env?: Record<string, string | undefined>;
  cwd?: string | undefined;
  readyWithinMs?: number;
  stopWithinMs?: number;
  /** Gives up a start that is under way. */
  signal?: AbortSignal | undefined;
  /** Hears stderr as it comes, for a log file. */
  onStderr?: ((text: string) => void) | undefined;
};

const stderrKept = 64 * 1024;

/**
 * Node keeps here what it made of our TypeScript: a program that finds it starts without the translator, which would stay in its memory (25 MB of an edge).
 * A folder for each program, since what one compiled under its own V8 flags is of no use to another.
 */
const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/chute', import.meta.url));

/**
 * Starts a program and waits for its ready line.
 * Errors: `AppStartError` when it ends first (its last words are in the message) or is not ready in time; nothing is left running then.
 *
 * It gets a process group of its own, so that Ctrl-C in a terminal reaches us alone and we choose the order in which things stop.
 * Its stdin is a pipe that we hold open: when we are gone, however that came about, it reads the end of it and stops by itself.
 */
export async function startApp(start: AppStart): Promise<AppProcess> {
  start.signal?.throwIfAborted();
  const app = spawnApp(start);
  const giveUp = () => void app.stop();
  start.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const ready = await app.line((line) => line.ready === true, start.readyWithinMs ?? 60_000);
    return { ...app, addresses: ready.addresses as Record<string, string> };
  } catch (error) {
    const ended = await endedAlready(app.ended);
    await app.stop();
    throw new AppStartError({ code: ended ? 'ended-early' : 'not-ready-in-time', app: start.name, stderr: app.stderr() }, { cause: error });
  } finally {
    start.signal?.removeEventListener('abort', giveUp);
  }
}

/** Runs a command of a program to its end. */
export async function runApp(start: AppStart & { withinMs?: number }): Promise<Ending & { stdout: string; stderr: string }> {
  const app = spawnApp(start);
  const deadline = setTimeout(() => app.stop(), start.withinMs ?? 60_000);
  const ending = await app.ended;
  clearTimeout(deadline);
  return { ...ending, stdout: app.stdout(), stderr: app.stderr() };
}

function spawnApp({
  name,
  entry,
  args = [],
  nodeArgs = [],
  env = {},
  cwd,
  stopWithinMs = 8_000,
  onStderr,
}: AppStart): AppProcess & { stdout: () => string } {
  const child = spawn(process.execPath, [...nodeArgs, entry, ...args], {
    cwd,
    env: { NODE_COMPILE_CACHE: join(compileCache, name), ...inheritedEnv(), CHUTE_STOP_WITH_PARENT: '1', ...withoutUndefined(env) },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin!.on('error', () => {}); // it ended while we still held its stdin
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrKept);
    onStderr?.(text);
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const reader = createInterface({ input: child.stdout! });
  reader.on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  // `close` comes after the last byte of stdout and stderr, `exit` may come before.
  const ended: Promise<Ending> = new Promise((resolve) => {
    child.once('error', (error) => {
      stderr += error.message;
      resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });

  let stopping: Promise<Ending> | undefined;
  return {
    name,
    pid: child.pid ?? -1,
    addresses: {},
    stdout: () => lines.join('\n'),
    stderr: () => stderr,
    ended,
    line: (fits, withinMs = 60_000) => jsonLine({ name, lines, listeners, ended }, fits, withinMs),
    stop: () => {
      stopping ??= stopProcess(child, ended, stopWithinMs);
      return stopping;
    },
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

async function stopProcess(child: ChildProcess, ended: Promise<Ending>, withinMs: number): Promise<Ending> {
  child.kill('SIGINT');
  const deadline = setTimeout(() => killGroup(child), withinMs);
  const ending = await ended;
  clearTimeout(deadline);
  return ending;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // no groups on Windows
  }
}

type Said = { name: string; lines: string[]; listeners: Set<() => void>; ended: Promise<Ending> };

async function jsonLine(said: Said, fits: (line: Record<string, unknown>) => boolean, withinMs: number): Promise<Record<string, unknown>> {
  let looked = 0;
  const next = () => {
    while (looked < said.lines.length) {
      const line = objectOrUndefined(said.lines[looked]!);
      looked += 1;
      if (line && fits(line)) return line;
    }
    return undefined;
  };
  return new Promise((resolve, reject) => {
    const look = () => {
      const line = next();
      if (line) done(() => resolve(line));
    };
    const deadline = setTimeout(
      () => done(() => reject(new Error(`${said.name} did not say what was waited for within ${withinMs} ms`))),
      withinMs,
    );
    const done = (settle: () => void) => {
      clearTimeout(deadline);
      said.listeners.delete(look);
      settle();
    };
    said.listeners.add(look);
    said.ended.then(() => {
      look();
      done(() => reject(new Error(`${said.name} ended before it said what was waited for`)));
    });
    look();
  });
}

function objectOrUndefined(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function endedAlready(ended: Promise<Ending>): Promise<boolean> {
  return Promise.race([ended.then(() => true), once(AbortSignal.timeout(50), 'abort').then(() => false)]);
}

/** What we were started with, without our own settings: those are for whoever starts a program to give. */
function inheritedEnv(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CHUTE_') && name !== 'DATABASE_URL'));
}

function withoutUndefined(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
