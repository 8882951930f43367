import { connect, type Socket } from 'node:net';

/**
 * A ChronoTrack box that never stops: greets, and once told to start sends reads at a steady pace, each of another chip, numbered on across connections.
 * Crude on purpose: it shares no code with the edge.
 */
export class LoadDecoder {
  readonly #perSecond: number;
  readonly #firstSeq: number;
  #seq: number;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `firstSeq`: where it begins to count, so that two decoders send different reads. */
  constructor({ perSecond, firstSeq = 0 }: { perSecond: number; firstSeq?: number }) {
    this.#perSecond = perSecond;
    this.#firstSeq = firstSeq;
    this.#seq = firstSeq;
  }

  get sent(): number {
    return this.#seq - this.#firstSeq;
  }

  dial(address: string): void {
    this.hangUp();
    const [host = '127.0.0.1', port] = address.split(':');
    const socket = connect({ host, port: Number(port) }, () => socket.write('LoadBox~1.0~CTP01\r\n'));
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (!/^start(~|\r|$)/m.test(heard) || this.#timer) return;
      const everyMs = 5;
      this.#timer = setInterval(() => socket.write(this.#lines((this.#perSecond * everyMs) / 1000)), everyMs);
    });
  }

  /** Stays connected and sends nothing more. */
  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  hangUp(): void {
    this.rest();
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async stop(): Promise<void> {
    this.hangUp();
  }

  #lines(count: number): string {
    let lines = '';
    for (let index = 0; index < count; index++) {
      const time = new Date(Date.UTC(2026, 8, 20, 8) + this.#seq++ * 10).toISOString().slice(0, 22);
      lines += `CT01_33~${this.#seq}~FINISH~${this.#seq}~${time}~1~0F2A38~1\r\n`;
    }
    return lines;
  }
}
