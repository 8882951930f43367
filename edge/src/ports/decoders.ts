import type { Notice, OperatorCommand } from '@chute/protocol';
import type { EdgeTime } from '../edge-time.ts';
import { type DecoderSettings, portVariable } from '../settings.ts';
import type { Connection, OnConnection, Port } from './connection.ts';
import { decoderSession } from './decoder-session.ts';
import { DriverHost, type RecordSink, type Stamp } from './driver-host.ts';
import { ReadingPace } from './reading-pace.ts';
import { openReplayFile } from './replay-file.ts';
import { openTcpDialer } from './tcp-dialer.ts';
import { openTcpListener } from './tcp-listener.ts';

/** Closed connections stay on the status page for a while: "it was here, and it hung up". */
const closedShownMax = 8;

export type DecodersRim = {
  journal: RecordSink;
  time: EdgeTime;
  random: () => number;
  /** What every entry written now carries. */
  stamp: () => Stamp;
  resumeAfter: () => { location: string; lastSeq: number }[];
  notice: (from: string, notice: Notice) => void;
  /** Instead of the machine's own sockets and lines. */
  openPort?: OpenPort;
};

const hungUp: Notice = {
  ...{ level: 'warn', code: 'decoder-hung-up' },
  text: 'the connection of this decoder has ended; when it is back it is asked for what is missing',
};

export type OpenPort = (settings: DecoderSettings, onConnection: OnConnection) => Promise<Port>;

type Decoder = { settings: DecoderSettings; port: Port; hosts: Set<DriverHost>; closed: DriverHost[] };

/** All ways in for decoders, each with the connections on it. */
export class Decoders {
  #rim: DecodersRim;
  #decoders: Decoder[] = [];

  constructor(rim: DecodersRim) {
    this.#rim = rim;
  }

  /** Errors: `ListenError` when a port cannot be had; those that were opened before are closed again. */
  async open(all: readonly DecoderSettings[], host: string): Promise<void> {
    try {
      for (const settings of all) await this.#openOne(settings, host);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Where the first listener of a family is reached. */
  address(family: DecoderSettings['family']): string | undefined {
    return this.#decoders.find((decoder) => decoder.settings.family === family && decoder.port.address())?.port.address();
  }

  command(command: OperatorCommand): number {
    const hosts = this.#decoders.flatMap((decoder) => [...decoder.hosts]);
    for (const host of hosts) host.command(command);
    return hosts.length;
  }

  /** For the status page. Ages are in steady time. */
  state() {
    const nowMs = this.#rim.time.steadyMs();
    return this.#decoders.map(({ settings, port, hosts, closed }) => ({
      family: settings.family,
      ...port.state(),
      connections: [...hosts, ...closed].map((host) => {
        const { locations, ...state } = host.state();
        return {
          ...state,
          locations: locations.map(({ lastHeardAtMs, ...location }) => ({
            ...location,
            heardAgoMs: lastHeardAtMs === null ? null : Math.round(nowMs - lastHeardAtMs),
          })),
        };
      }),
    }));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#decoders.map(({ port }) => port.stop()));
  }

  async #openOne(settings: DecoderSettings, host: string): Promise<void> {
    const decoder = { settings, hosts: new Set<DriverHost>(), closed: [] as DriverHost[] };
    const onConnection = (connection: Connection) => this.#connected(decoder, connection);
    this.#decoders.push({ ...decoder, port: await this.#openPort(settings, host, onConnection) });
  }

  #connected(decoder: Omit<Decoder, 'port'>, connection: Connection) {
    const { journal, time, stamp, notice, resumeAfter } = this.#rim;
    const from = `${decoder.settings.family} ${connection.peer}`;
    const host = new DriverHost({
      session: decoderSession(decoder.settings, resumeAfter()),
      connection,
      journal,
      time,
      stamp,
      notice: (what) => notice(from, what),
      ...(decoder.settings.transport === 'listen' ? { pace: new ReadingPace() } : {}),
    });
    decoder.hosts.add(host);
    return {
      bytes: (bytes: Uint8Array, arrivedAtMs?: number) => host.bytes(bytes, arrivedAtMs),
      hasBroughtReads: () => host.hasBroughtReads(),
      closed: () => {
        host.closed();
        if (host.hasBroughtReads()) notice(from, hungUp);
        decoder.hosts.delete(host);
        decoder.closed.unshift(host);
        decoder.closed.length = Math.min(decoder.closed.length, closedShownMax);
      },
    };
  }

  async #openPort(settings: DecoderSettings, host: string, onConnection: OnConnection): Promise<Port> {
    const { time, random, notice, openPort } = this.#rim;
    if (openPort) return openPort(settings, onConnection);
    switch (settings.transport) {
      case 'listen': {
        const { port, allow } = settings;
        return openTcpListener({
          host: settings.host ?? host,
          port,
          variable: portVariable(settings.family),
          allow,
          onConnection,
          steadyMs: time.steadyMs,
          notice: (what) => notice(`${settings.family} port`, what),
        });
      }
      case 'dial':
        return openTcpDialer({ ...settings, time, random, onConnection });
      case 'serial': {
        // Loaded when there is one: the native library is of no use to an edge without a serial line.
        const { openSerialLine } = await import('./serial-line.ts');
        return openSerialLine({ ...settings, time, random, onConnection });
      }
      case 'replay':
        return openReplayFile({ path: settings.path, onConnection });
    }
  }
}
