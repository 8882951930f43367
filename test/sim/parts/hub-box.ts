import { EventFeed, HubLinks } from '@chute/cloud/parts';
import type { Head, UnstampedDraft } from '@chute/protocol';
import type { Setup } from '@chute/timing';
import { setupHash } from '@chute/timing';
import { Life } from '../life.ts';
import type { ModelBroker } from '../models/broker.ts';
import { HubScoring } from '../models/hub-scoring.ts';
import { type HubFile, ModelHubStore } from '../models/hub-store.ts';
import { LiveRoom, type LiveSource, type ScreenWire, type ToScreen } from '../models/live-room.ts';
import type { MachineClock } from '../models/machine-clock.ts';
import type { World } from '../world.ts';
import { type SpokenLog, spokenLog } from './spoken-log.ts';

export const partnerId = '1';

export type HubBoxRim = {
  clock: MachineClock;
  broker: ModelBroker;
  eventId: string;
  watch: { published: (topic: string, payload: string) => void; shown: (message: ToScreen) => void };
};

/** The hub: its own ends of the links and its own feeds, over a model of its database. */
export class HubBox {
  readonly name = 'hub';
  readonly store: ModelHubStore;
  readonly told: SpokenLog = new Map();
  scoring: HubScoring | undefined;
  feed: EventFeed | undefined;
  life: Life;
  isDown = true;
  readonly #world: World;
  readonly #rim: HubBoxRim;
  readonly #setups = new Map<string, Setup>();
  #current: string | undefined;
  #links: HubLinks | undefined;
  #room: LiveRoom | undefined;

  constructor(world: World, rim: HubBoxRim) {
    this.#world = world;
    this.#rim = rim;
    this.store = new ModelHubStore(world);
    this.life = new Life(world);
  }

  keepSetup(setup: Setup): void {
    this.#current = setupHash(setup);
    this.#setups.set(this.#current, setup);
    this.scoring?.wake();
  }

  start(): void {
    if (!this.isDown) return;
    const { clock, broker, eventId, watch } = this.#rim;
    const world = this.#world;
    const life = new Life(world);
    this.isDown = false;
    this.life = life;
    world.say('hub', 'starts');
    let publish: (topic: string, payload: string) => void = () => {};
    const links = new HubLinks({
      store: this.store.for(life),
      log: spokenLog(this.told, (level, code, text) => this.#heardSaying(level, code, text)),
      storeId: this.store.file.storeId,
      publish: async (topic, payload) => {
        if (!life.alive) return;
        watch.published(topic, payload);
        publish(topic, payload);
      },
      onStored: () => this.scoring?.wake(),
      window: 4,
      monotonicNowMs: clock.steadyMs,
      random: world.random,
      later: life.timer,
    });
    this.#links = links;
    publish = broker.attachHub({
      onMessage: (message) => void links.onMessage(message),
      onEdgeGone: (edgeId) => links.onEdgeGone({ partnerId, edgeId }),
    });
    this.#room = new LiveRoom({ life, watch: watch.shown, source: this.#source() });
    this.feed = undefined;
    this.scoring = new HubScoring({
      ...{ world, life, store: this.store, eventId, setupOf: (hash) => this.#setups.get(hash), startingHash: () => this.#current },
      tell: (scored) => {
        for (const { audience, delta } of this.feed?.scored(scored) ?? []) this.#room?.tell(audience, { delta });
      },
    });
  }

  crash(): void {
    if (this.isDown) return;
    this.#world.say('hub', 'is killed');
    this.isDown = true;
    this.life.end();
    this.#rim.broker.detachHub();
    this.#room?.close();
    this.#room = undefined;
    this.scoring = undefined;
    this.feed = undefined;
    this.#links = undefined;
  }

  /** Yesterday's backup is put in its place. */
  restore(file: HubFile): void {
    this.crash();
    this.#world.say('hub', 'is restored from a backup');
    this.store.restore(file);
  }

  /** A person's word, on the web. */
  async enter(draft: UnstampedDraft): Promise<{ journalId: string; seq: number; hash: string } | undefined> {
    const { eventId, clock } = this.#rim;
    if (this.isDown) return undefined;
    const entered = await this.store.enter(this.life, { eventId, draft, arrivedAtMs: clock.wallMs() }).catch(() => undefined);
    if (!entered) return undefined;
    this.#links?.onStored({ partnerId, eventIds: [eventId] });
    this.scoring?.wake();
    return entered;
  }

  get connectScreen(): ((wire: ScreenWire) => void) | undefined {
    return this.#room && ((wire) => this.#room?.connect(wire));
  }

  /** MODEL of the hub's HTTP, as an edge asks it. */
  fetchFor = (machine: string, edgeLife: Life): typeof fetch => {
    const ask = async (url: string | URL | Request, request?: RequestInit) => {
      await edgeLife.sleep(this.#world.between(2, 80));
      if (this.isDown || this.#rim.broker.isDown || this.#rim.broker.unreachableFrom.has(machine)) {
        await edgeLife.sleep(10_000);
        throw new Error('the hub does not answer');
      }
      return this.#answer(new URL(String(url)), request);
    };
    return ask as typeof fetch;
  };

  #answer(url: URL, request?: RequestInit): Response {
    if (url.pathname.endsWith('/persons')) return answerOf(200, { items: [], revision: 0 });
    if (request?.method === 'PUT') {
      this.keepSetup((JSON.parse(String(request.body)) as { setup: Setup }).setup);
      return answerOf(200, {});
    }
    const hash = url.searchParams.get('setup_hash') ?? this.store.book.setupHashOf(this.#rim.eventId) ?? this.#current;
    const setup = hash === undefined ? undefined : this.#setups.get(hash);
    return setup ? answerOf(200, { setup, setup_hash: hash }) : answerOf(404, { detail: 'unknown' });
  }

  #source(): LiveSource {
    return {
      since: (audience, cursor) => {
        const { scored } = this.scoring ?? {};
        if (!scored) return null;
        this.feed ??= new EventFeed({ event: scored, persons: [], newStreamId: () => this.#world.newId() });
        return this.feed.stream(audience).since(cursor);
      },
      heads: () => {
        if (!this.feed) return [];
        const { basis, entries } = this.feed.state();
        const clock = { originMs: 0, anchorMs: 0, rate: 1 };
        const head: Omit<Head, 'cursor'> = {
          source: 'hub',
          asOfMs: this.#rim.clock.wallMs(),
          entries,
          basis,
          clock,
          link: { state: 'up', sinceMs: 0 },
        };
        return this.feed.cursors().map(({ audience, cursor }) => ({ audience, head: { ...head, cursor } }));
      },
    };
  }

  #heardSaying(level: string, code: string, text: string): void {
    if (level !== 'debug') this.#world.say('hub', `${level} ${code}`);
    const isExpected = code === 'database-gone' || !text.startsWith('link step failed');
    if (!isExpected && level === 'error') this.#world.broken('exception', `hub: ${text}`);
  }
}

function answerOf(status: number, body: unknown): Response {
  return { ok: status < 300, status, json: async () => body, text: async () => JSON.stringify(body) } as unknown as Response;
}
