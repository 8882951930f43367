import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RaceClock, ResultListBody } from '@chute/protocol';
import { type AppOptions, type AppProcess, type Ran, runHub, runSim, startEdge, startHub } from '@chute/stage';

type Env = Record<string, string | undefined>;
/** `hubEnv`: what every hub of this house is told, such as a database or a broker elsewhere. */
type HouseOptions = { clock?: RaceClock; hubEnv?: Env };

/** A hub with one partner and its key, and as many edges as a story asks for, in one temporary folder. */
export class House {
  readonly folder: string;
  readonly #clock: RaceClock | undefined;
  readonly #hubEnv: Env;
  readonly #closers: (() => Promise<unknown>)[] = [];
  #hub: AppProcess | undefined;
  partnerId = '';
  key = '';

  private constructor(folder: string, { clock, hubEnv = {} }: HouseOptions) {
    this.folder = folder;
    this.#clock = clock;
    this.#hubEnv = hubEnv;
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'chute-story-'));
    await chmod(folder, 0o711); // the database's own user has to get in
    return new House(folder, options);
  }

  get hub(): AppProcess {
    if (!this.#hub) throw new Error('this story has no hub yet');
    return this.#hub;
  }

  get hubUrl(): string {
    return this.hub.addresses.http!;
  }

  /** Starts the hub, or starts it again over the same data. */
  async startHub({ env, nodeArgs = [] }: Pick<AppOptions, 'env' | 'nodeArgs'> = {}): Promise<AppProcess> {
    this.#hub = this.closing(await startHub({ dataDir: this.hubDir, clock: this.#clock, env: { ...this.#hubEnv, ...env }, nodeArgs }));
    return this.#hub;
  }

  /** Another hub over the same database and broker, which `hubEnv` has to name. */
  async startReplica(name: string): Promise<AppProcess> {
    return this.closing(await startHub({ dataDir: join(this.folder, name), clock: this.#clock, env: this.#hubEnv }));
  }

  get hubDir(): string {
    return join(this.folder, 'hub');
  }

  async makePartner(): Promise<void> {
    const partner = await this.hubCommand<{ partner_id: string }>(['partner', 'create', 'Story Timing', '--json']);
    this.partnerId = partner.partner_id;
    const key = await this.hubCommand<{ token: string }>(['key', 'create', '--partner', this.partnerId, '--role', 'owner', '--json']);
    this.key = key.token;
  }

  enrolEdge(name: string, eventId: string): Promise<{ code: string }> {
    return this.hubCommand(['edge', 'enrol', '--partner', this.partnerId, '--name', name, '--event', eventId, '--json']);
  }

  async hubCommand<T>(args: string[]): Promise<T> {
    return jsonOf<T>('chute-hub', args, await runHub(args, { dataDir: this.hubDir, env: this.#hubEnv }));
  }

  async startEdge(name: string, options: Pick<AppOptions, 'env' | 'nodeArgs'> = {}): Promise<AppProcess> {
    return this.closing(await startEdge({ dataDir: this.edgeDir(name), clock: this.#clock, ...options }));
  }

  edgeDir(name: string): string {
    return join(this.folder, name);
  }

  /** Anything that has to end with the story. */
  closing<T extends { stop(): Promise<unknown> }>(one: T): T {
    this.#closers.push(() => one.stop());
    return one;
  }

  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Runs a command of the simulator to its end and reads its JSON. Throws with what it said when it failed. */
export async function sim<T>(args: string[]): Promise<T> {
  return jsonOf<T>('chute-sim', args, await runSim(args));
}

function jsonOf<T>(program: string, args: string[], ran: Ran): T {
  if (ran.code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${ran.code ?? ran.signal}: ${ran.stdout}\n${ran.stderr}`);
  return JSON.parse(ran.stdout) as T;
}

/** An HTTP call with JSON both ways. Throws with the answer's text unless it is a success. */
export async function ask<T>(url: string, options: { token?: string; method?: string; body?: unknown } = {}): Promise<T> {
  const response = await fetch(url, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

export function hubResults(house: House, eventId: string): Promise<ResultListBody> {
  return ask(`${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}/results/list`, { token: house.key });
}

export function edgeResults(edge: AppProcess, eventId: string): Promise<ResultListBody> {
  return ask(`${edge.addresses.http}/api/v1/events/${eventId}/results/list`);
}
