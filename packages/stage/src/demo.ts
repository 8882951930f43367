import '@chute/service/check-node';
import { settingsOrExit } from '@chute/service';
import type { AppProcess } from './app-process.ts';
import { type Demo, demoRace, runDemo } from './demo/run-demo.ts';
import { readEnv } from './demo/settings.ts';

// `npm start`: a race from nothing. Everything it starts is stopped by Ctrl-C, once or ten times pressed.
const settings = settingsOrExit(() => readEnv(process.env));
const started: AppProcess[] = [];
const asked = new AbortController();
let exitCode = 0;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => asked.abort(new Error('stopped')));

try {
  const demo = await runDemo(settings, started, asked.signal);
  process.stdout.write(welcome(demo));
  const firstSeconds = demo.firstRunnerSeconds.then((seconds) => {
    process.stdout.write(
      `${JSON.stringify({ ready_s: demo.readySeconds, first_runner_s: seconds, first_runner_in: 'live feed of the hub' })}\n`,
    );
  });
  firstSeconds.catch((error: Error) => {
    if (!asked.signal.aborted) process.stderr.write(`no runner came through: ${error.message}\n`);
  });
  await Promise.race([stopAsked(), demo.ended.then(tellEnd)]);
} catch (error) {
  if (!asked.signal.aborted) {
    exitCode = 1;
    process.stderr.write(`${(error as Error).message}\n`);
  }
}
asked.abort(new Error('stopped'));
await Promise.all(started.map((app) => app.stop()));
process.exit(exitCode);

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    if (asked.signal.aborted) resolve();
    asked.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function tellEnd(app: AppProcess): void {
  if (asked.signal.aborted) return;
  exitCode = 1;
  process.stderr.write(
    `${app.name} ended by itself, so the rest is stopped too. It said last:\n${app.stderr().trim().split('\n').slice(-5).join('\n')}\n`,
  );
}

function welcome({ boardUrl, edgePages, docsUrl, token, logs, minuteAtReady }: Demo): string {
  return `
Chute is timing a race: a simulated ${demoRace.distanceM / 1000} km of ${demoRace.runners} runners at ${demoRace.rate} times the speed, now in minute ${minuteAtReady}.

  The live board              ${boardUrl}
  The same, beside the mats   ${edgePages.board}
  What an announcer reads     ${edgePages.announcer}
  The desk that steers walls  ${edgePages.desk}
  The builder of scenes       ${edgePages.builder}
  The API, to try             ${docsUrl}
  A key for it                ${token}
  What the programs log       ${logs}

Ctrl-C stops everything.

`;
}
