import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a mat hears: a chip, and when by the clock of its decoder. */
export type HeardChip = { chip: number; atMs: number };

/** A ChronoTrack box at the finish that sends what it is given. Crude on purpose: it shares no code with the edge. */
export class FinishBox {
  readonly #socket: Socket;
  #seq = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Settles once the edge has told it to start. */
  static async dial(address: string): Promise<FinishBox> {
    const [host = '127.0.0.1', port] = address.split(':');
    const socket = connect({ host, port: Number(port) }, () => socket.write('FinishBox~1~CTP01\r\n'));
    socket.setNoDelay(true);
    let heard = '';
    await new Promise<void>((started) => {
      socket.on('data', (bytes) => {
        for (const _ping of bytes.toString().matchAll(/^ping\r?$/gm)) socket.write('ack~ping\r\n');
        heard = (heard + bytes.toString()).slice(-1_000);
        if (/^start/m.test(heard)) started();
      });
    });
    return new FinishBox(socket);
  }

  get sent(): number {
    return this.#seq;
  }

  say(heard: readonly HeardChip[]): void {
    this.#socket.write(heard.map((one) => this.#line(one)).join(''));
  }

  /** Settles when the edge takes more: one that is behind makes its boxes wait. */
  async room(): Promise<void> {
    if (this.#socket.writableNeedDrain) await once(this.#socket, 'drain');
  }

  async stop(): Promise<void> {
    this.#socket.destroy();
  }

  #line({ chip, atMs }: HeardChip): string {
    this.#seq += 1;
    return `CT01_33~${this.#seq}~FINISH~${chip}~${new Date(atMs).toISOString().slice(0, 22)}~1~0F2A38~1\r\n`;
  }
}
