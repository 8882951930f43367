import type { HubPipe, HubTransport, TransportEvents, TransportSettings } from '@chute/edge';
import { FaultyPipe, type PipeFaults } from '@chute/protocol/testing';
import type { World } from '../world.ts';

type Message = { topic: string; payload: string };

/** The hub's side of the broker. */
export type BrokerEars = { onMessage: (message: { topic: string; payload: Uint8Array }) => void; onEdgeGone: (clientId: string) => void };

const connectWithinMs = 10_000;
/** A client that hears nothing gives up after its keep-alive and a half. */
const keepAliveMs = 22_000;

/**
 * MODEL of an MQTT broker, and of the network around it. It forgets whatever it likes: each message may be lost, repeated or overtaken, connections fall,
 * and nothing is kept for who is away. A second client under one name puts the first one out, as MQTT has it. Retained messages are not modelled: nothing hangs on them.
 */
export class ModelBroker {
  faults: PipeFaults = { drop: 0, repeat: 0, delayMs: { from: 1, to: 20 } };
  isDown = false;
  readonly #world: World;
  readonly #clients = new Map<string, Client>();
  /** Edges' machines that cannot reach it, by name. */
  readonly unreachableFrom = new Set<string>();
  #hub: BrokerEars | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** For the edge on this machine. `alive`: its process is still there. */
  transportOf(machine: string, isAlive: () => boolean): HubTransport {
    return (settings, on) => {
      const client = new Client(this.#world, { machine, settings, on, isAlive, faults: () => this.faults, hub: () => this.#hub });
      const isReachable = () => !this.isDown && !this.unreachableFrom.has(machine);
      this.#world.later(isReachable() ? this.#world.between(2, 60) : connectWithinMs, () => {
        if (!isReachable()) return client.close('the broker does not answer');
        this.#clients.get(settings.clientId)?.close('another client took the name', { withWill: true });
        this.#clients.set(settings.clientId, client);
        client.open(() => {
          if (this.#clients.get(settings.clientId) === client) this.#clients.delete(settings.clientId);
        });
      });
      return client;
    };
  }

  attachHub(ears: BrokerEars): (topic: string, payload: string) => void {
    this.#hub = ears;
    return (topic, payload) => {
      if (this.isDown || this.#hub !== ears) return;
      for (const client of this.#clients.values()) client.hear({ topic, payload });
    };
  }

  detachHub(): void {
    this.#hub = undefined;
  }

  /** Everyone is put out, and whatever was under way is gone. */
  forgetEverything(): void {
    for (const client of [...this.#clients.values()]) client.close('the broker began anew');
  }

  /** The cable is out: what is said goes nowhere, and who is silent for too long is put out. */
  isolate(machine: string, forMs: number): void {
    this.unreachableFrom.add(machine);
    for (const client of [...this.#clients.values()].filter((one) => one.machine === machine)) client.goSilent(keepAliveMs);
    this.#world.later(forMs, () => this.unreachableFrom.delete(machine));
  }

  dropConnectionsOf(machine: string): void {
    for (const client of [...this.#clients.values()].filter((one) => one.machine === machine))
      client.close('the connection fell', { withWill: true });
  }
}

type ClientRim = {
  machine: string;
  settings: TransportSettings;
  on: TransportEvents;
  isAlive: () => boolean;
  faults: () => PipeFaults;
  hub: () => BrokerEars | undefined;
};

class Client implements HubPipe {
  readonly machine: string;
  readonly #world: World;
  readonly #rim: ClientRim;
  readonly #up: FaultyPipe<Message>;
  readonly #down: FaultyPipe<Message>;
  #state: 'connecting' | 'open' | 'silent' | 'closed' = 'connecting';
  #forget = () => {};

  constructor(world: World, rim: ClientRim) {
    this.machine = rim.machine;
    this.#world = world;
    this.#rim = rim;
    const pipe = {
      random: world.random,
      faults: rim.faults(),
      later: (delayMs: number, run: () => void) => void world.later(delayMs, run),
    };
    this.#up = new FaultyPipe<Message>({ ...pipe, deliver: (message) => rim.hub()?.onMessage(bytesOf(message)) });
    this.#down = new FaultyPipe<Message>({ ...pipe, deliver: (message) => this.#deliver(message) });
  }

  open(forget: () => void): void {
    this.#forget = forget;
    if (this.#state !== 'connecting' || !this.#rim.isAlive()) return void this.close('nobody there');
    this.#state = 'open';
    this.#rim.on.open();
  }

  publish(topic: string, payload: string): void {
    if (this.#state !== 'open' || !this.#rim.isAlive()) return;
    this.#up.faults = this.#rim.faults();
    this.#up.send({ topic, payload });
  }

  hear(message: Message): void {
    if (this.#state !== 'open' || !this.#rim.settings.subscribe.includes(message.topic)) return;
    this.#down.faults = this.#rim.faults();
    this.#down.send(message);
  }

  goSilent(giveUpMs: number): void {
    if (this.#state !== 'open') return;
    this.#state = 'silent';
    this.#up.cut();
    this.#down.cut();
    this.#world.later(giveUpMs, () => this.close('no answer for too long', { withWill: true }));
  }

  close(problem?: string, { withWill = false } = {}): Promise<void> {
    if (this.#state === 'closed') return Promise.resolve();
    this.#state = 'closed';
    this.#forget();
    this.#down.cut();
    const { hub, settings, on, isAlive } = this.#rim;
    if (withWill) this.#world.later(this.#world.between(1, 50), () => hub()?.onMessage(bytesOf(settings.will)));
    hub()?.onEdgeGone(settings.clientId);
    if (problem !== undefined) this.#world.later(1, () => isAlive() && on.closed(problem));
    return Promise.resolve();
  }

  #deliver({ topic, payload }: Message): void {
    if (this.#state === 'open' && this.#rim.isAlive()) this.#rim.on.message(topic, Buffer.from(payload));
  }
}

function bytesOf({ topic, payload }: Message): { topic: string; payload: Uint8Array } {
  return { topic, payload: Buffer.from(payload) };
}
