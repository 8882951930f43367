import { join, relative } from 'node:path';
import type { AppProcess } from '@chute/stage';
import { ask, type House } from '../lib/house.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { whatIsWrong } from './after-the-cut.ts';
import type { Claim } from './claim.ts';
import { Disk } from './disk.ts';
import { layOut } from './power-cuts.ts';
import { ShimmedDisk } from './shimmed-disk.ts';

const loopLag = new URL('./loop-lag.ts', import.meta.url).href;

export type EdgeStatus = {
  edge: { ok: boolean; problem: string | null };
  journal: { journal_id: string; seq: number; hash: string; written: Record<string, number>; trouble: { code: string } | null };
  notices: { code: string }[];
};

/** What was said, and when it was heard (`process.hrtime`, as in the trace). */
type HeardClaim = Claim & { heardAtMs: number };
type Lag = { report: number; p99Ms: number; p99WithBusyMachineMs: number; probes: number };

/** A real `chute-edge` on a disk that a story can slow down, break and fill; whatever it says it holds is written down with the instant. */
export class EdgeOnDisk {
  readonly disk: ShimmedDisk;
  readonly #edge: AppProcess;
  readonly #heard: HeardClaim[] = [];
  readonly #dataDir: string;
  readonly #folder: string;
  #lagReports = 0;
  #isListening = true;
  #listener: Promise<void>;

  static async start(house: House, options: { faults?: string[]; env?: Record<string, string> } = {}): Promise<EdgeOnDisk> {
    const disk = new ShimmedDisk(house.folder);
    const imports = [loopLag, ...(options.faults ?? []).map((fault) => new URL(`../faults/${fault}.ts`, import.meta.url).href)];
    const nodeArgs = imports.flatMap((url) => ['--import', url]);
    const edge = await house.startEdge('disk/edge', { nodeArgs, env: { ...disk.env, ...options.env } });
    return house.closing(new EdgeOnDisk(edge, disk, house));
  }

  private constructor(edge: AppProcess, disk: ShimmedDisk, house: House) {
    this.#edge = edge;
    this.disk = disk;
    this.#dataDir = house.edgeDir('disk/edge');
    this.#folder = house.folder;
    this.#listener = this.#listen();
  }

  get chronotrack(): string {
    return this.#edge.addresses.chronotrack!;
  }

  status(): Promise<EdgeStatus> {
    return ask(`${this.#edge.addresses.http}/status`);
  }

  /** Of the main thread, since this was last asked. */
  async lag(): Promise<Lag> {
    const report = ++this.#lagReports;
    process.kill(this.#edge.pid, 'SIGUSR2');
    const line = await this.#edge.line(({ lag }) => (lag as Lag | undefined)?.report === report);
    return line.lag as Lag;
  }

  /** Ends the edge without a word, and says which of its claims a power cut at the instant they were heard would have broken, had the disk kept nothing but what was synced. */
  async brokenClaims(): Promise<string[]> {
    await this.stop();
    await this.#edge.kill();
    const nothingMore = { random: seededRandom(1), kept: 0, torn: 0 };
    const disk = new Disk(this.disk.root, nothingMore.random);
    const scratch = join(this.#folder, 'after-the-cut');
    const events = this.disk.events();
    let told = 0;
    return this.#heard.flatMap((claim) => {
      for (; told < events.length && events[told]!.atMs <= claim.heardAtMs; told++) disk.happened(events[told]!);
      layOut(disk.afterCut(nothingMore), { root: this.disk.root, scratch });
      return whatIsWrong(join(scratch, relative(this.disk.root, this.#dataDir)), [claim]);
    });
  }

  async stop(): Promise<void> {
    this.#isListening = false;
    await this.#listener;
  }

  async #listen(): Promise<void> {
    while (this.#isListening) {
      const { journal } = await this.status();
      const claim = { journalId: journal.journal_id, seq: journal.seq, hash: journal.hash };
      if (this.#heard.at(-1)?.seq !== claim.seq) this.#heard.push({ ...claim, heardAtMs: Number(process.hrtime.bigint()) / 1e6 });
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}
