import { createEdge, type Edge, type EdgeSettings, type HubTransport } from '@chute/edge';
import type { Connection, FromWorker, JournalPlace, OnConnection } from '@chute/edge/parts';
import type { Correction, EventSetupBody } from '@chute/protocol';
import { Life } from '../life.ts';
import type { ModelBroker } from '../models/broker.ts';
import { type DiskFile, ModelDisk } from '../models/disk.ts';
import { JournalThread } from '../models/journal-thread.ts';
import { LiveRoom, type ScreenWire, type ToScreen } from '../models/live-room.ts';
import type { MachineClock } from '../models/machine-clock.ts';
import type { World } from '../world.ts';
import { type SpokenLog, spokenLog } from './spoken-log.ts';

/** What the file system says; whether a commit finds room is for the model disk to say. */
const roomOnDisk = 10 ** 11;

export type EdgeBoxRim = {
  name: string;
  clock: MachineClock;
  broker: ModelBroker;
  settings: EdgeSettings;
  fetch: (life: Life) => typeof fetch;
  /** What a person brings on a stick, when the hub is not asked. */
  setup: EventSetupBody | undefined;
  /** Everything that this edge says to anyone, before it is under way. */
  watch: {
    acknowledged: (box: EdgeBox, message: FromWorker) => void;
    published: (box: EdgeBox, topic: string, payload: string) => void;
    shown: (box: EdgeBox, message: ToScreen) => void;
  };
};

/** One machine beside the mats: a disk, clocks, and the real edge as a process that may die. */
export class EdgeBox {
  readonly name: string;
  readonly clock: MachineClock;
  disk: ModelDisk;
  edge: Edge | undefined;
  life: Life;
  isDown = true;
  /** What the hub knows it by, once it has dialled. A copied card has the same. */
  edgeId = '';
  /** Codes of all that it told people, over all its processes. */
  readonly told: SpokenLog = new Map();
  readonly rim: EdgeBoxRim;
  readonly #world: World;
  #room: LiveRoom | undefined;
  #thread: JournalThread | undefined;
  #onConnection: OnConnection | undefined;
  readonly #connections = new Set<Connection>();

  constructor(world: World, rim: EdgeBoxRim, file?: DiskFile) {
    this.#world = world;
    this.rim = rim;
    this.name = rim.name;
    this.clock = rim.clock;
    this.disk = new ModelDisk(world, file);
    this.life = new Life(world);
    this.life.end();
  }

  /** A new process on this machine's disk. */
  start(): void {
    if (!this.isDown) return;
    this.isDown = false;
    const life = new Life(this.#world);
    this.life = life;
    this.#world.say(this.name, 'starts');
    this.#create(life).then(
      async (edge) => {
        if (!life.alive) return;
        this.edge = edge;
        if (this.rim.setup && edge.session().event_id === null) await edge.importSetup(this.rim.setup);
      },
      (error: Error & { code?: string }) => life.alive && this.#diedOf(error),
    );
  }

  /** `power`: the whole machine; else its process alone. */
  crash({ power }: { power: boolean }): void {
    if (this.isDown) return;
    this.#world.say(this.name, power ? 'loses power' : 'is killed');
    if (power) this.#connections.clear(); // nobody is left to say goodbye
    this.#end();
    this.disk.crash({ power });
    if (power) this.clock.boot();
  }

  /** As `systemctl restart` does it: everything that was taken in is on disk afterwards. */
  async restart(): Promise<void> {
    const { edge, life } = this;
    if (this.isDown || !edge) return;
    this.#world.say(this.name, 'is asked to stop');
    await edge.stop();
    if (!life.alive) return;
    this.#end();
    this.disk.crash({ power: false });
    this.#world.later(500, () => this.start());
  }

  /** The box is replaced, or its card is: what runs now is gone, another disk is in it. */
  takeDisk(file: DiskFile): void {
    this.crash({ power: true });
    this.disk = new ModelDisk(this.#world, file);
  }

  get waitingForDisk(): number {
    return this.#thread?.waiting ?? 0;
  }

  listener = (): OnConnection | undefined => this.#onConnection;

  get connectScreen(): ((wire: ScreenWire) => void) | undefined {
    return this.#room && ((wire) => this.#room?.connect(wire));
  }

  enter(correction: Correction): Promise<{ journalId: string; seq: number }> | undefined {
    return this.edge?.enter(correction);
  }

  #end(): void {
    this.life.end();
    this.isDown = true;
    this.edge = undefined;
    this.#onConnection = undefined;
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
    this.#room?.close();
    this.#room = undefined;
    this.rim.broker.dropConnectionsOf(this.name);
  }

  #create(life: Life): Promise<Edge> {
    const { clock, settings, watch, fetch } = this.rim;
    return createEdge({
      settings,
      log: spokenLog(this.told, (level, code, text) => this.#heardSaying(level, code, text)),
      time: {
        raceNowMs: clock.wallMs,
        raceClock: { originMs: 0, anchorMs: 0, rate: 1 },
        wallMs: clock.wallMs,
        steadyMs: clock.steadyMs,
        bootId: clock.bootId,
        after: life.timer,
      },
      random: this.#world.random,
      newId: () => this.#world.newId(),
      fetch: fetch(life),
      freeBytes: () => roomOnDisk,
      transport: this.#transport(life),
      fatal: (error) => life.alive && this.#diedOf(error),
      boardFolder: () => Promise.reject(new Error('there are no pages in a simulation')),
      connectJournal: (place: JournalPlace) => {
        const heard = (message: FromWorker) => watch.acknowledged(this, message);
        this.#thread = new JournalThread({ world: this.#world, life, disk: this.disk, place, heard });
        return this.#thread;
      },
      openWeb: async (edge) => {
        const room = new LiveRoom({
          life,
          watch: (message) => watch.shown(this, message),
          source: {
            since: (audience, cursor) => {
              const feed = edge.live();
              return feed ? feed.since(audience, cursor) : null;
            },
            heads: () => {
              const head = edge.head();
              return head ? (edge.live()?.heads() ?? []).map(({ audience, cursor }) => ({ audience, head: { ...head, cursor } })) : [];
            },
          },
        });
        if (life.alive) this.#room = room;
        const tell = (_eventId: string, ...[audience, news]: Parameters<LiveRoom['tell']>) => life.alive && room.tell(audience, news);
        return { address: 'model', live: { tell, close: async () => {} }, stop: async () => room.close() };
      },
      openPort: async (_, onConnection) => {
        if (life.alive) this.#onConnection = this.#whileAlive(life, onConnection);
        const stop = async () => {
          if (life.alive) this.#onConnection = undefined;
        };
        return { state: () => ({ transport: 'listen', where: 'model', open: true, problem: null }), address: () => 'model', stop };
      },
      soon: (run) => life.later(0, run),
    });
  }

  #transport(life: Life): HubTransport {
    const transport = this.rim.broker.transportOf(this.name, () => life.alive);
    return (settings, on) => {
      this.edgeId = settings.clientId;
      const pipe = transport(settings, on);
      return {
        close: () => pipe.close(),
        publish: (topic, payload, options) => {
          if (life.alive) this.rim.watch.published(this, topic, payload);
          pipe.publish(topic, payload, options);
        },
      };
    };
  }

  /** A disk that refuses ends the process, and its supervisor starts another; anything else is a fault of the program. */
  #diedOf(error: Error & { code?: string }): void {
    if (!error.code?.startsWith('SQLITE_')) this.#world.broken('exception', `${this.name} died: ${error.stack}`, { cause: error });
    this.#world.say(this.name, `died of ${error.code}`);
    this.#end();
    this.disk.crash({ power: false });
    this.#world.later(this.#world.between(1_000, 4_000), () => this.start());
  }

  #heardSaying(level: string, code: string, text: string): void {
    if (level !== 'debug') this.#world.say(this.name, `${level} ${code}`);
    if (code === 'scoring-stopped') this.#world.broken('exception', `${this.name}: ${text}`);
  }

  #whileAlive(life: Life, onConnection: OnConnection): OnConnection {
    return (connection) => {
      this.#connections.add(connection);
      const listener = onConnection({ ...connection, write: (bytes) => life.alive && connection.write(bytes) });
      return {
        ...listener,
        bytes: (bytes) => life.alive && listener.bytes(bytes),
        closed: () => {
          this.#connections.delete(connection);
          if (life.alive) listener.closed();
        },
      };
    };
  }
}
