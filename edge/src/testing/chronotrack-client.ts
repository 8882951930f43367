import { type Ctp01PlayedLine, createCtp01ClientSession, type PlayerOutput } from '@chute/protocol';
import { onTestFinished } from 'vitest';
import { dialled } from './loopback.ts';

type Line = { location: string; sourceSeq: number; ident: string; at: string };

/** A ChronoTrack box that dials in over real TCP. It remembers all it said, and says it again when it is asked. */
export class ChronoTrackClient {
  readonly said: Ctp01PlayedLine[] = [];
  /** What the edge asked for, line by line. */
  readonly heard: string[] = [];
  #hangUp = () => {};
  #play: (line: Ctp01PlayedLine) => void = () => {};
  #locations: string[];

  constructor(...locations: string[]) {
    this.#locations = locations;
  }

  async dial(address: string): Promise<void> {
    const socket = await dialled(address);
    const session = createCtp01ClientSession({
      locations: this.#locations,
      linesFrom: (location, fromSeq) => this.#linesFrom(location, fromSeq),
    });
    let wake: NodeJS.Timeout | undefined;
    const nowMs = () => performance.now();
    const obey = (outputs: PlayerOutput[]) => {
      for (const output of outputs) {
        if (output.type === 'write') socket.write(output.bytes);
        if (output.type !== 'wake-at') continue;
        clearTimeout(wake);
        wake = setTimeout(() => obey(session.handle({ type: 'tick', nowMs: nowMs() })), output.atMs - nowMs());
      }
    };
    socket.on('data', (bytes) => {
      this.heard.push(...bytes.toString().split('\r\n').filter(Boolean));
      obey(session.handle({ type: 'bytes', bytes, nowMs: nowMs() }));
    });
    socket.on('error', () => {});
    socket.once('close', () => clearTimeout(wake));
    this.#play = (line) => obey(session.handle({ type: 'play', line, nowMs: nowMs() }));
    this.#hangUp = () => socket.destroy();
    onTestFinished(() => this.#hangUp());
    obey(session.handle({ type: 'opened', nowMs: nowMs(), peer: address }));
  }

  /** One read or gun (`ident` = `guntime`), at a local time such as `2026-05-17T09:41:07`. */
  says({ location, sourceSeq, ident, at }: Line): void {
    const line = { location, sourceSeq, ident, time: at, count: 1, reader: '0F2A38', antenna: 1 };
    this.said.push(line);
    this.#play(line);
  }

  hangsUp(): void {
    this.#hangUp();
  }

  #linesFrom(location: string | null, fromSeq: number | null): Ctp01PlayedLine[] {
    return this.said.filter(
      (line) =>
        (location === null || line.location === location) && (fromSeq === null || ('sourceSeq' in line && line.sourceSeq >= fromSeq)),
    );
  }
}
