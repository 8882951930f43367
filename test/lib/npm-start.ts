import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { descendantsOf, isAlive } from './process-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start` prints when it has seen its first runner. */
export type StartFigures = { ready_s: number; first_runner_s: number };

/** The newcomer's first command, on free ports, in a process group of its own. */
export class NpmStart {
  readonly process: ChildProcess;
  readonly exitCode: Promise<number | null>;
  /** Everything it has printed. */
  said = '';

  constructor(at: { dataFolder: string; env?: Record<string, string> }) {
    const ports = { CHUTE_HUB_PORT: '0', CHUTE_MQTT_PORT: '0', CHUTE_EDGE_PORT: '0', CHUTE_CHRONOTRACK_PORT: '0' };
    this.process = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, ...ports, CHUTE_DATA_DIR: at.dataFolder, ...at.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (bytes: Buffer) => {
      this.said += bytes.toString();
    };
    this.process.stdout!.on('data', hear);
    this.process.stderr!.on('data', hear);
    this.exitCode = new Promise((resolve) => this.process.once('exit', resolve));
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** The address of the board: said once hub, edge and board answer. */
  boardUrl(): Promise<string> {
    return eventually('the address of the board', () => /http:\/\/\S+\/board\/\S+/.exec(this.said)?.[0], { withinMs: 120_000 });
  }

  async figures(): Promise<StartFigures> {
    const line = await eventually('the figures', () => /^\{"ready_s".*\}$/m.exec(this.said)?.[0], { withinMs: 60_000 });
    return JSON.parse(line) as StartFigures;
  }

  /** Whatever is still there of it, at once. */
  kill(): void {
    for (const pid of descendantsOf(this.pid).filter(isAlive)) process.kill(pid, 'SIGKILL');
  }
}
