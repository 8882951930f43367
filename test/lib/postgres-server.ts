import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendantsOf } from './process-tree.ts';

/** Of a Postgres that this machine has from elsewhere, such as Debian's. */
export const postgresPrograms = globSync('/usr/lib/postgresql/*/bin').at(-1);

/** What somebody's `DATABASE_URL` leads to: a server that is not the hub's, and that can be stopped, hung and started again under it. */
export class PostgresServer {
  readonly #folder: string;
  readonly #user: { uid: number; gid: number } | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    // It refuses to run as root; its package brings a user of its own.
    if (process.getuid?.() === 0) this.#user = { uid: idOf('-u'), gid: idOf('-g') };
  }

  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(mkdtempSync(join(tmpdir(), 'chute-postgres-')));
    chmodSync(server.#folder, 0o755);
    if (server.#user) chownSync(server.#folder, server.#user.uid, server.#user.gid);
    await server.#run('initdb', '-D', server.#cluster, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C');
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `postgres://owner@localhost/postgres?host=${encodeURIComponent(this.#folder)}`;
  }

  startAgain(): Promise<void> {
    const log = join(this.#folder, 'log');
    return this.#run('pg_ctl', '-D', this.#cluster, '-o', `-c listen_addresses= -k ${this.#folder}`, '-l', log, '-w', 'start');
  }

  /** As an administrator does: whoever is connected is thrown out. */
  shutDown(): Promise<void> {
    return this.#run('pg_ctl', '-D', this.#cluster, '-m', 'fast', '-w', 'stop');
  }

  async restart(): Promise<void> {
    await this.shutDown();
    await this.startAgain();
  }

  /** Nothing answers any more, and no connection ends: what a machine that is out of memory or behind a dead cable looks like. */
  hang(): void {
    for (const pid of this.#pids()) process.kill(pid, 'SIGSTOP');
  }

  goOn(): void {
    for (const pid of this.#pids()) process.kill(pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    try {
      this.goOn();
      await this.#run('pg_ctl', '-D', this.#cluster, '-m', 'immediate', 'stop');
    } catch {
      // it is stopped already
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #pids(): number[] {
    return descendantsOf(Number(readFileSync(join(this.#cluster, 'postmaster.pid'), 'utf8').split('\n')[0]));
  }

  get #cluster(): string {
    return join(this.#folder, 'cluster');
  }

  #run(program: string, ...args: string[]): Promise<void> {
    const child = spawn(join(postgresPrograms!, program), args, { ...this.#user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      // Not `close`: the server itself goes on with what it inherited.
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${said}`))));
    });
  }
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}
