import { join } from 'node:path';
import { liveNamespace, type ResultListBody } from '@chute/protocol';
import { compare, makePlan, type RacePlan, wishFor } from '@chute/simulator';
import { type AppProcess, startSim } from '@chute/stage';
import { io, type Socket } from 'socket.io-client';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';
import { ask, edgeResults, type House } from './house.ts';

const locations = ['START', '1K', '2K', '3K', '4K', 'FINISH'];
const faults = { repeat: 0.1, reorder: 0.3, stranger: 0.02, missRead: 0.02 };

/** A race that is played at an edge in some ten seconds, with reads all the way, and that knows its true result. */
export class TimedRace {
  readonly plan: RacePlan;
  readonly #house: House;
  readonly #seed: string;

  private constructor(house: House, seed: string) {
    this.#house = house;
    this.#seed = seed;
    const wish = { runners: 150, waves: 1, distanceM: 5_000, splitsAtM: [1_000, 2_000, 3_000, 4_000], zone: 'Europe/Berlin', faults };
    const boxes = [{ name: 'course', family: 'ctp01' as const, locations }];
    this.plan = makePlan(wishFor({ ...wish, seed, boxes, gunAtMs: Date.parse('2026-09-20T07:00:00Z') }));
  }

  /** Made from the seed, and brought to the hub. */
  static async load(house: House, { seed }: { seed: number }): Promise<TimedRace> {
    const race = new TimedRace(house, String(seed));
    const { setup, persons } = race.plan;
    await ask(`${race.#at(house.hubUrl)}/setup`, { token: house.key, method: 'PUT', body: { setup, persons } });
    return race;
  }

  get eventId(): string {
    return this.plan.setup.event.id;
  }

  /** Starts an edge, and makes it one of the hub's with a session on this event. `hubUrl`: where it finds the hub, if something stands between. */
  async edge(name: string, options: { hubUrl?: string; env?: Record<string, string> } = {}): Promise<AppProcess> {
    const { code } = await this.#house.enrolEdge(name, this.eventId);
    const edge = await this.#house.startEdge(name, { env: options.env ?? {} });
    await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: options.hubUrl ?? this.#house.hubUrl, code } });
    await eventually(`a session at ${name}`, async () => ((await statusOf(edge)).event?.event_id === this.eventId ? true : undefined));
    return edge;
  }

  /** The box dials this address and says its lines. */
  async play(address: string): Promise<{ finished(): Promise<unknown> }> {
    const size = ['--seed', this.#seed, '--runners', '150', '--waves', '1', '--distance', '5000', '--splits', '1000,2000,3000,4000'];
    const when = ['--gun', '2026-09-20T09:00:00', '--zone', 'Europe/Berlin', '--rate', '240', '--stay'];
    const what = ['--faults', 'repeat=0.1,reorder=0.3,stranger=0.02,miss-read=0.02', '--out', join(this.#house.folder, 'played')];
    const box = ['--box', `name=course,to=${address},locations=${locations.join('+')}`];
    const game = this.#house.closing(await startSim(['race', ...size, ...when, ...what, ...box]));
    return { finished: () => game.line((line) => line.finished === true, 60_000) };
  }

  /** Waits until the edge has this part of the race on its disk. */
  async heardAt(edge: AppProcess, part: number): Promise<void> {
    const lines = this.plan.boxes[0]!.lines.length;
    const look = async () => ((await this.readsAt(edge)) >= part * lines ? true : undefined);
    await eventually(`${part * 100} % of the lines heard`, look, { withinMs: 60_000 });
  }

  async readsAt(edge: AppProcess): Promise<number> {
    return (await statusOf(edge)).journal.written.read ?? 0;
  }

  /** Guns, disqualifications and the end of the race, entered at a hub. */
  async close(hubUrl: string = this.#house.hubUrl): Promise<void> {
    for (const body of this.plan.corrections) await ask(`${this.#at(hubUrl)}/corrections`, { token: this.#house.key, body });
  }

  /** Edge and hubs come to hold the same entries and the same results, which are the true ones. */
  async settles(edge: AppProcess, hubUrls: string[] = [this.#house.hubUrl]): Promise<void> {
    const list = await eventually('equal lists, with the race closed', () => this.#equalLists(edge, hubUrls), { withinMs: 60_000 });
    expect(compare(this.plan, list.items, { raceOpen: false }).unexplained).toEqual([]);
  }

  /** A basis names each journal's last entry by its hash, which holds the hashes of all before it: equal basis, equal entries. */
  async #equalLists(edge: AppProcess, hubUrls: string[]): Promise<ResultListBody | undefined> {
    const lists = await Promise.all([edgeResults(edge, this.eventId), ...hubUrls.map((url) => this.resultsAt(url))]);
    const closed = lists.every((list) => list.items.every((item) => item.status !== 'running' && item.status !== 'registered'));
    const same = new Set(lists.map(({ basis, hash }) => JSON.stringify({ basis, hash }))).size === 1;
    return closed && same ? lists[0] : undefined;
  }

  resultsAt(hubUrl: string): Promise<ResultListBody> {
    return ask(`${this.#at(hubUrl)}/results/list`, { token: this.#house.key });
  }

  /** A screen at a hub or an edge: how many entries the picture that it shows is made of, as it last heard. */
  screen(url: string): { entries(): number; stop(): Promise<void> } {
    const socket: Socket = io(`${url}${liveNamespace}`, { transports: ['websocket'] });
    let entries = 0;
    socket.on('connect', () => socket.emit('subscribe', { eventId: this.eventId, audience: 'public', cursor: null }, () => {}));
    socket.on('head', (head: { entries: number }) => {
      entries = head.entries;
    });
    return this.#house.closing({ entries: () => entries, stop: async () => void socket.close() });
  }

  #at(hubUrl: string): string {
    return `${hubUrl}/api/v1/partners/${this.#house.partnerId}/events/${this.eventId}`;
  }
}

type Status = { event: { event_id: string } | null; journal: { written: Record<string, number> } };

export function statusOf<T = Status>(edge: AppProcess): Promise<T> {
  return ask(`${edge.addresses.http}/status`);
}
