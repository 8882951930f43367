import { connect, type Socket } from 'node:net';

const location = 'FINISH';
const everyMs = 5;

/** `firstSeq`: where it begins to count, so that two boxes send different reads. `remembers`: told to start, it sends again what is asked for; else it goes on where it was. */
type LoadOptions = { perSecond: number; firstSeq?: number; remembers?: boolean };

/**
 * A ChronoTrack box that never stops: greets, answers, and once told to start sends reads at a steady pace, each of another chip, numbered on across connections.
 * Crude on purpose: it shares no code with the edge.
 */
export class LoadDecoder {
  readonly #options: Required<LoadOptions>;
  /** The last number sent, and the highest ever. */
  #at: number;
  #highest: number;
  #sentOnLine = 0;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ firstSeq = 0, remembers = false, ...options }: LoadOptions) {
    this.#options = { ...options, firstSeq, remembers };
    this.#at = firstSeq;
    this.#highest = firstSeq;
  }

  /** Different reads, however often each. */
  get sent(): number {
    return this.#highest - this.#options.firstSeq;
  }

  /** Reads since it dialled last, those that it sent again among them. */
  get sentOnLine(): number {
    return this.#sentOnLine;
  }

  /** It has sent again all that was asked for. */
  get isThrough(): boolean {
    return this.#at === this.#highest;
  }

  dial(address: string): void {
    this.hangUp();
    const [host = '127.0.0.1', port] = address.split(':');
    const socket = connect({ host, port: Number(port) }, () => socket.write('LoadBox~1.0~CTP01\r\n'));
    this.#socket = socket;
    this.#sentOnLine = 0;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    let unread = '';
    socket.on('data', (bytes) => {
      const lines = (unread + bytes.toString('latin1')).split('\r\n');
      unread = lines.pop()!;
      for (const line of lines) this.#hear(line, socket);
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

  #hear(line: string, socket: Socket): void {
    const [command, , fromSeq] = line.split('~');
    if (line.includes('=')) socket.write('ack~init\r\n');
    if (command === 'geteventinfo') socket.write('ack~geteventinfo~Load~1~\r\n');
    if (command === 'getlocations') socket.write(`ack~getlocations~${location}\r\n`);
    if (command === 'start') this.#start(Number(fromSeq ?? 0), socket);
  }

  #start(fromSeq: number, socket: Socket): void {
    const { perSecond, firstSeq, remembers } = this.#options;
    if (remembers) this.#at = Math.min(this.#highest, Math.max(firstSeq, fromSeq - 1));
    this.#timer ??= setInterval(() => socket.write(this.#lines((perSecond * everyMs) / 1000)), everyMs);
  }

  #lines(count: number): string {
    let lines = '';
    for (let index = 0; index < count; index++) {
      const time = new Date(Date.UTC(2026, 8, 20, 8) + this.#at++ * 10).toISOString().slice(0, 22);
      lines += `CT01_33~${this.#at}~${location}~${this.#at}~${time}~1~0F2A38~1\r\n`;
    }
    this.#highest = Math.max(this.#highest, this.#at);
    this.#sentOnLine += count;
    return lines;
  }
}
