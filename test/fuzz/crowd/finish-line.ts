import { connect, type Socket as TcpSocket } from 'node:net';
import { liveNamespace } from '@chute/protocol';
import { io } from 'socket.io-client';
import { eventually } from '../../lib/eventually.ts';

/** A screen that notes when it first showed each bib as finished. */
export async function watchFinish(url: string, eventId: string): Promise<{ seenAtMs: ReadonlyMap<string, number>; stop(): Promise<void> }> {
  const seenAtMs = new Map<string, number>();
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'] });
  socket.on('delta', ({ rows }: { rows: { bib: string; status: string }[] }) => {
    for (const { bib, status } of rows) if (status === 'finished' && !seenAtMs.has(bib)) seenAtMs.set(bib, performance.now());
  });
  await new Promise<void>((resolve) => {
    socket.once('snapshot', () => resolve());
    socket.on('connect', () => socket.emit('subscribe', { eventId, audience: 'public', cursor: null }, () => {}));
  });
  return { seenAtMs, stop: async () => void socket.close() };
}

/** An honest decoder that dials until it is let in and told to start. */
export async function dialDecoder(address: string): Promise<TcpSocket> {
  return eventually('the decoder is told to start', () => dialOnce(address), { withinMs: 20_000 });
}

function dialOnce(address: string): Promise<TcpSocket | undefined> {
  const [host = '127.0.0.1', port] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) }, () => socket.write('FinishBox~1~CTP01\r\n'));
    socket.setNoDelay(true);
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      for (const _ping of bytes.toString().matchAll(/^ping\r?$/gm)) socket.write('ack~ping\r\n');
      if (/^start/m.test(heard)) resolve(socket);
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(undefined));
  });
}

/** One runner after the other crosses the line, at a steady pace. Answers when each read was written. */
export async function runnersFinish(
  decoder: TcpSocket,
  { runners, perSecond }: { runners: number; perSecond: number },
): Promise<Map<string, number>> {
  const sentAtMs = new Map<string, number>();
  const beganAtMs = performance.now();
  while (sentAtMs.size < runners) {
    const due = Math.min(runners, Math.floor(((performance.now() - beganAtMs) / 1000) * perSecond));
    while (sentAtMs.size < due) {
      const bib = sentAtMs.size + 1;
      sentAtMs.set(String(bib), performance.now());
      decoder.write(finishRead(bib));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return sentAtMs;
}

function finishRead(bib: number): string {
  const time = new Date(Date.UTC(2026, 8, 20, 8, 30) + bib * 10).toISOString().slice(0, 22);
  return `CT01_33~${bib}~FINISH~${bib}~${time}~1~0F2A38~1\r\n`;
}
