import type { FeedEar } from '@chute/displays';
import type { Head, LiveStream, Subscribe } from '@chute/protocol';
import { type Logger, newId, type RunningClock, ScreenTurns } from '@chute/service';
import type { HubCore } from '../hub-core.ts';
import { personBody } from '../routes/person-body.ts';
import type { EventScored } from '../scoring/scored-events.ts';
import { journalsOfEvents } from '../store/journals.ts';
import { personsSince } from '../store/persons.ts';
import { EventFeed, type ToldDelta } from './event-feed.ts';
import type { LiveNamespace, LiveSocket } from './live-sockets.ts';

const headEveryMs = 1_000;
/** Names that another replica, or an edge's offer, brought: seen within this. */
const personsEveryHeads = 5;
/** A feed that nobody listens to is let go; the next one who comes gets a snapshot of a new stream. */
const unheardHeadsMax = 60;

/** `fromEdges`: an edge has brought entries of this event, so that none being connected is news. */
type Feed = { partnerId: string; eventId: string; feed: EventFeed; fromEdges: boolean; unheardHeads: number; link: Head['link'] };

/** Whom a screen wants to hear, from where. */
type Wish = Subscribe & { partnerId: string };

type FeedSettings = {
  live: LiveNamespace;
  core: Pick<HubCore, 'db' | 'scoring' | 'links' | 'troubles'>;
  clock: RunningClock;
  log: Logger;
};

/** The feeds of this process, and the rooms they speak to: `<partner>/<event>/<audience>`. */
export class LiveFeeds {
  readonly #settings: FeedSettings;
  readonly #feeds = new Map<string, Feed>();
  /** Parts of this process that listen; a delta is for those that have had their snapshot. */
  readonly #ears = new Map<string, Map<FeedEar, { isShown: boolean }>>();
  readonly #turns = new ScreenTurns<LiveSocket, Wish>({
    keyOf: (wish) => `${roomOf(wish)} ${this.#streamOf(wish)?.goesOnFrom(wish.cursor) ?? 'whole'}`,
    give: (wish, sockets) => this.#give(wish, sockets),
  });
  readonly #opening = new Map<string, Promise<Feed | undefined>>();
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #asOfMs: number;
  #heads = 0;

  constructor(settings: FeedSettings) {
    this.#settings = settings;
    this.#asOfMs = settings.clock.nowMs();
    this.#stopListening = settings.core.scoring.onScored((scored) => this.#onScored(scored));
    this.#timer = setInterval(() => void this.#tick(), headEveryMs);
    this.#timer.unref();
  }

  /** Has a socket brought to the present when its turn comes, and put into its room, and into no other. False when there is no such event. */
  async show(socket: LiveSocket, wish: Wish): Promise<boolean> {
    const shown = await this.#open(wish);
    if (!shown) return false;
    shown.feed.stream(wish.audience);
    if (this.#turns.ask(socket, wish)) for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
    return true;
  }

  /** The public picture for a part of this process, which needs no socket: a snapshot as soon as there is one, then what changes. */
  watch(event: { partnerId: string; eventId: string }, ear: FeedEar): () => void {
    const ears = this.#ears.get(keyOf(event)) ?? new Map<FeedEar, { isShown: boolean }>();
    this.#ears.set(keyOf(event), ears.set(ear, { isShown: false }));
    this.#showEars(event);
    return () => {
      ears.delete(ear);
      if (ears.size === 0) this.#ears.delete(keyOf(event));
    };
  }

  milestoneOf(event: { partnerId: string; eventId: string }, participantId: string): string | undefined {
    return this.#feeds.get(keyOf(event))?.feed.personOf(participantId)?.milestone ?? undefined;
  }

  personsChanged(partnerId: string, eventId: string): void {
    const shown = this.#feeds.get(keyOf({ partnerId, eventId }));
    if (shown) this.#refreshPersons(shown).catch((error) => this.#settings.log.warn({ err: error, eventId }, 'names not refreshed'));
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopListening();
    this.#turns.close();
  }

  /** Without a pause, so that nothing falls between the picture and the room. */
  #give(wish: Wish, sockets: readonly LiveSocket[]): void {
    const shown = this.#feeds.get(keyOf(wish));
    if (!shown) return;
    const stream = shown.feed.stream(wish.audience);
    const since = stream.since(wish.cursor);
    const all = this.#settings.live.local.to(sockets.map(({ id }) => id));
    if ('snapshot' in since) all.emit('snapshot', since.snapshot);
    else if (since.delta) all.emit('delta', since.delta);
    all.emit('head', this.#head(shown, stream.cursor));
    for (const socket of sockets) void socket.join(roomOf(wish));
  }

  #streamOf(wish: Wish): LiveStream | undefined {
    return this.#feeds.get(keyOf(wish))?.feed.stream(wish.audience);
  }

  #showEars(event: { partnerId: string; eventId: string }): void {
    this.#open(event).then(
      (shown) => {
        for (const [ear, state] of this.#ears.get(keyOf(event)) ?? []) {
          if (!shown || state.isShown) continue;
          state.isShown = true;
          ear.snapshot(shown.feed.stream('public').snapshot());
        }
      },
      (error) => this.#settings.log.warn({ err: error, eventId: event.eventId }, 'displays get no picture'),
    );
  }

  async #open(event: { partnerId: string; eventId: string }): Promise<Feed | undefined> {
    const key = keyOf(event);
    const known = this.#feeds.get(key);
    if (known) return known;
    const opening = this.#opening.get(key) ?? this.#build(event).finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  async #build({ partnerId, eventId }: { partnerId: string; eventId: string }): Promise<Feed | undefined> {
    const { core } = this.#settings;
    const { persons, journals } = await core.db.withTenant(partnerId, async (tx) => ({
      persons: await personsSince(tx, eventId, 0),
      journals: await journalsOfEvents(tx, [eventId]),
    }));
    // Last, so that no step of the scorer comes between reading it and listening to it.
    const event = await core.scoring.read(partnerId, eventId);
    if (!event) return undefined;
    this.#asOfMs = this.#settings.clock.nowMs(); // the database has just answered
    const feed = new EventFeed({ event, persons: persons.map(personBody), newStreamId: newId });
    const fromEdges = journals.some(({ kind }) => kind === 'edge');
    const shown: Feed = { partnerId, eventId, feed, fromEdges, unheardHeads: 0, link: { state: 'none', sinceMs: null } };
    this.#feeds.set(keyOf(shown), shown);
    return shown;
  }

  #onScored(scored: EventScored): void {
    const shown = this.#feeds.get(keyOf(scored));
    if (shown) this.#send(shown, shown.feed.scored(scored));
    else if (this.#ears.has(keyOf(scored))) this.#showEars(scored);
  }

  async #refreshPersons(shown: Feed): Promise<void> {
    const { partnerId, eventId, feed } = shown;
    const rows = await this.#settings.core.db.withTenant(partnerId, (tx) => personsSince(tx, eventId, feed.personsRevision));
    if (rows.length > 0) this.#send(shown, feed.personsChanged(rows.map(personBody)));
  }

  #send({ partnerId, eventId }: Feed, told: ToldDelta[]): void {
    for (const { audience, delta } of told) {
      this.#settings.live.to(roomOf({ partnerId, eventId, audience })).emit('delta', delta);
      if (audience !== 'public') continue;
      for (const [ear, { isShown }] of this.#ears.get(keyOf({ partnerId, eventId })) ?? []) if (isShown) ear.delta(delta);
    }
  }

  async #tick(): Promise<void> {
    if (this.#feeds.size === 0) return;
    // While something is not well the picture grows old, and says so.
    const troubles = await this.#settings.core.troubles().catch(() => ['unknown']);
    if (troubles.length === 0) this.#asOfMs = this.#settings.clock.nowMs();
    this.#heads += 1;
    for (const shown of this.#feeds.values()) {
      this.#noteListeners(shown);
      for (const { audience, cursor } of shown.feed.cursors()) {
        this.#settings.live.to(roomOf({ ...shown, audience })).emit('head', this.#head(shown, cursor));
      }
      if (this.#heads % personsEveryHeads === 0) this.personsChanged(shown.partnerId, shown.eventId);
    }
  }

  #noteListeners(shown: Feed): void {
    const { rooms } = this.#settings.live.adapter;
    const heard =
      this.#ears.has(keyOf(shown)) ||
      shown.feed.cursors().some(({ audience }) => rooms.has(roomOf({ ...shown, audience }))) ||
      this.#turns.wishes().some((wish) => keyOf(wish) === keyOf(shown));
    shown.unheardHeads = heard ? 0 : shown.unheardHeads + 1;
    if (shown.unheardHeads > unheardHeadsMax) this.#feeds.delete(keyOf(shown));
  }

  #head(shown: Feed, cursor: Head['cursor']): Head {
    const { clock } = this.#settings;
    const { basis, entries } = shown.feed.state();
    return { cursor, source: 'hub', asOfMs: this.#asOfMs, entries, basis, clock: clock.clock, link: this.#link(shown) };
  }

  /** Of the event's edges: one at least is connected, none any more, or none has ever spoken. */
  #link(shown: Feed): Head['link'] {
    const online = this.#settings.core.links.edgesOnline(shown.partnerId, shown.eventId) > 0;
    shown.fromEdges ||= online;
    const state = online ? 'up' : shown.fromEdges ? 'down' : 'none';
    if (state !== shown.link.state) shown.link = { state, sinceMs: state === 'none' ? null : this.#settings.clock.nowMs() };
    return shown.link;
  }
}

function keyOf({ partnerId, eventId }: { partnerId: string; eventId: string }): string {
  return `${partnerId}/${eventId}`;
}

function roomOf({ partnerId, eventId, audience }: { partnerId: string; eventId: string; audience: string }): string {
  return `${partnerId}/${eventId}/${audience}`;
}
