import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess } from '@chute/stage';
import { eventually } from './eventually.ts';
import { FinishBox, type HeardChip } from './finish-box.ts';
import { FinishScreen } from './finish-screen.ts';
import { freePort } from './free-port.ts';
import { ask, edgeResults, House, hubResults } from './house.ts';
import { smallRace } from './small-race.ts';

/** `dayS`: how many seconds of the machine's time the day lasts. `late`: runners that are not heard before the link returns. */
export type DayPlan = { reads: number; runners: number; late: number; dayS: number };

const dayMs = 24 * 3_600_000;
const gunAtMs = Date.UTC(2026, 8, 20, 8);
/** A chip on a mat is read some times in a row. */
const readsPerLateRunner = 5;

type Status = {
  journal: { seq: number; journal_id: string };
  journals: { journal_id: string; hub_has: number | null }[];
  link: { state: string; waiting: number };
};

/**
 * A finish edge that belongs to a hub, and then has no link for 24 hours of race time. The clock is the one that the demos run on (`CHUTE_CLOCK`): race time goes
 * faster at edge and hub alike, and the box shows it too. Time-outs and back-offs stay in real time, as they do in every race.
 */
export class DayWithoutLink {
  readonly house: House;
  readonly #plan: DayPlan;
  readonly #setup;
  readonly #raceNowMs: () => number;
  readonly #hubPorts: Record<string, string>;
  edge!: AppProcess;
  #box!: FinishBox;
  #screen!: FinishScreen;
  #hubScreen: FinishScreen | undefined;
  #late = 0;

  private constructor(house: House, plan: DayPlan, at: { raceNowMs: () => number; hubPorts: Record<string, string> }) {
    this.house = house;
    this.#plan = plan;
    this.#setup = smallRace(plan.runners + plan.late);
    this.#raceNowMs = at.raceNowMs;
    this.#hubPorts = at.hubPorts;
  }

  /** Edge and hub know each other and the race, and its gun has been fired. */
  static async begin(plan: DayPlan): Promise<DayWithoutLink> {
    const clock = { originMs: gunAtMs, anchorMs: Date.now(), rate: dayMs / (plan.dayS * 1_000) };
    const raceNowMs = () => clock.originMs + clock.rate * (Date.now() - clock.anchorMs);
    const [http, mqtt] = [await freePort(), await freePort()];
    const hubPorts = { CHUTE_HUB_PORT: String(http), CHUTE_MQTT_PORT: String(mqtt) };
    const day = new DayWithoutLink(await House.open({ clock }), plan, { raceNowMs, hubPorts });
    await day.#meetTheHub();
    return day;
  }

  get eventId(): string {
    return this.#setup.event.id;
  }

  async #meetTheHub(): Promise<void> {
    const { house, eventId } = this;
    await house.startHub({ env: this.#hubPorts });
    await house.makePartner();
    const eventUrl = `${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}`;
    await ask(`${eventUrl}/setup`, { token: house.key, method: 'PUT', body: { setup: this.#setup, persons: [] } });
    const { code } = await house.enrolEdge('finish', eventId);
    this.edge = await house.startEdge('finish');
    await ask(`${this.edge.addresses.http}/api/claim`, { body: { hub_url: house.hubUrl, code } });
    const gun = { kind: 'gun', wave_id: this.#setup.waves[0]!.id, at: new Date(gunAtMs).toISOString() };
    await ask(`${this.edge.addresses.http}/api/entries`, { body: gun });
    await this.drained();
    this.#box = house.closing(await FinishBox.dial(this.edge.addresses.chronotrack!));
    this.#screen = house.closing(await FinishScreen.open(this.edge.addresses.http!, eventId));
  }

  async cutLink(): Promise<void> {
    await this.house.hub.stop();
    await eventually('the edge sees that its hub is away', async () => ((await this.status()).link.state === 'down' ? true : undefined));
  }

  /** The whole day: every read is sent when race time has come to it, and all of them are on the edge's disk at the end. */
  async fill(): Promise<void> {
    const { reads, runners } = this.#plan;
    const beginsAtMs = this.#raceNowMs();
    while (this.#box.sent < reads) {
      const due = Math.min(reads, Math.floor((reads * (this.#raceNowMs() - beginsAtMs)) / dayMs));
      const heard: HeardChip[] = [];
      for (let index = this.#box.sent; index < due && heard.length < 500; index++) {
        heard.push({ chip: 1 + (index % runners), atMs: beginsAtMs + (index * dayMs) / reads });
      }
      this.#box.say(heard);
      await Promise.all([this.#box.room(), heard.length < 500 && pause(2)]);
    }
    await eventually('all on disk', async () => ((await this.status()).journal.seq >= reads ? true : undefined), { withinMs: 60_000 });
  }

  /** The hub is back at its old address, over what it had stored, and somebody looks at its screen. */
  async returnHub(): Promise<AppProcess> {
    const hub = await this.house.startHub({ env: this.#hubPorts });
    this.#hubScreen = this.house.closing(await FinishScreen.open(this.house.hubUrl, this.eventId));
    return hub;
  }

  /** Entries that the results at the hub are made of, as its screen last heard. */
  scoredAtHub(): number {
    return this.#hubScreen?.entries ?? 0;
  }

  /** Late runners finish, so many reads a second, until `over` settles. Gives how long each first read took to the edge's own screen, ascending. */
  async liveReads({ perSecond, until: over }: { perSecond: number; until: Promise<unknown> }): Promise<number[]> {
    let going = true;
    const stopped = over.finally(() => {
      going = false;
    });
    const sentAtMs = new Map<string, number>();
    const beganAtMs = performance.now();
    for (let sent = 0; going; ) {
      const due = Math.floor(((performance.now() - beganAtMs) / 1_000) * perSecond);
      for (; sent < due; sent++) this.#lateRead(sentAtMs);
      await pause(1);
    }
    await stopped;
    return this.#screen.delays(sentAtMs);
  }

  /** When all have finished, they are heard again: nothing new for a screen. */
  #lateRead(sentAtMs: Map<string, number>): void {
    const { runners, late } = this.#plan;
    const number = Math.floor(this.#late / readsPerLateRunner);
    const chip = runners + 1 + (number % late);
    const isFirst = number < late && this.#late % readsPerLateRunner === 0;
    if (isFirst) sentAtMs.set(String(chip), performance.now());
    this.#box.say([{ chip, atMs: this.#raceNowMs() }]);
    this.#late += 1;
  }

  status(): Promise<Status> {
    return ask<Status>(`${this.edge.addresses.http}/status`);
  }

  /** Entries of the edge's own journal, and how many of them the hub has stated to hold; null while it has not spoken on this link. */
  async standing(): Promise<{ written: number; hubHas: number | null }> {
    const { journal, journals } = await this.status();
    return { written: journal.seq, hubHas: journals.find(({ journal_id }) => journal_id === journal.journal_id)?.hub_has ?? null };
  }

  /** The hub has stated that it holds this many entries of the edge's journal. */
  hubHolds(entries: number): Promise<true> {
    const look = async () => (((await this.standing()).hubHas ?? 0) >= entries ? true : undefined);
    return eventually(`the hub holds ${entries} entries`, look, { withinMs: 120_000, everyMs: 100 });
  }

  /** The hub has stated that it holds all that the edge has written. */
  drained(): Promise<number> {
    const look = async () => {
      const { written, hubHas } = await this.standing();
      return hubHas === written ? written : undefined;
    };
    return eventually('the hub has all', look, { withinMs: 120_000, everyMs: 100 });
  }

  /** Edge and hub come to the same entries and the same results. A basis names each journal's last entry by its hash, which holds those of all before it. */
  async settles(): Promise<void> {
    const same = async () => {
      const lists = await Promise.all([edgeResults(this.edge, this.eventId), hubResults(this.house, this.eventId)]);
      const [atEdge, atHub] = lists.map(({ basis, hash }) => JSON.stringify({ basis, hash }));
      return atEdge === atHub ? true : undefined;
    };
    await eventually('equal entries and results at edge and hub', same, { withinMs: 60_000, everyMs: 500 });
  }

  close(): Promise<void> {
    return this.house.close();
  }
}
