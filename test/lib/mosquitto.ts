import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { eventually } from './eventually.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';

/** Debian keeps it where a user does not look. */
export const mosquittoProgram = findProgram('mosquitto', [process.env.PATH ?? '', '/usr/sbin'].join(delimiter));

/** A Mosquitto that keeps nothing: killed and started again, it has forgotten whatever it had acknowledged. */
export class Mosquitto {
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  /** `settings` are lines of its configuration, for who may come and with what. */
  static async start(settings: string[] = ['allow_anonymous true']): Promise<Mosquitto> {
    const broker = new Mosquitto(mkdtempSync(join(tmpdir(), 'chute-mosquitto-')), await freePort());
    const lines = [`listener ${broker.port} 127.0.0.1`, 'persistence false', 'max_queued_messages 0', 'set_tcp_nodelay true', ...settings];
    if (process.getuid?.() === 0) lines.push('user root');
    writeFileSync(broker.#config, `${lines.join('\n')}\n`);
    await broker.startAgain();
    return broker;
  }

  async startAgain(): Promise<void> {
    this.#child = spawn(mosquittoProgram!, ['-c', this.#config], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    this.#child.stderr!.on('data', (text) => {
      said += text;
    });
    const child = this.#child;
    await eventually('a Mosquitto that listens', async () => {
      if (child.exitCode !== null) throw new Error(`Mosquitto ended: ${said}`);
      return (await answers(this.port)) || undefined;
    });
  }

  /** Reads its passwords and rules anew. */
  reload(): void {
    this.#child?.kill('SIGHUP');
  }

  async kill(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #config(): string {
    return join(this.#folder, 'mosquitto.conf');
  }
}

/** A line of its file of passwords. */
export function setPassword(file: string, { user, password }: { user: string; password: string }): void {
  execFileSync('mosquitto_passwd', ['-b', file, user, password]);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => {});
    socket.once('close', (failed) => resolve(!failed));
  });
}
