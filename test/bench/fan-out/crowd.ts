import { liveNamespace } from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';

// A process of its own, so that the screens' work is not that of whoever sends: `node crowd.ts URL SCREENS EVENT_ID`.
const [url, screens, eventId] = process.argv.slice(2) as [string, string, string];

/** Per screen, by bib: when its row came, in ms of the machine's own clock. */
const cameAtMs: Map<string, number>[] = [];

export type CrowdAsked = { sentAtMs: [string, number][] };
/** Ascending. `total`: from when it was sent to each screen. `spread`: from the first screen that had it to each of the others. */
export type CrowdSaid = { missing: number; total: number[]; spread: number[] };

// A few at a time: each gets the whole picture first, and one process takes them all.
const sockets: Socket[] = [];
while (sockets.length < Number(screens)) sockets.push(...(await Promise.all(Array.from({ length: 10 }, () => aScreen()))));
process.send!({ ready: true });

process.on('message', ({ sentAtMs }: CrowdAsked) => {
  const total: number[] = [];
  const spread: number[] = [];
  let missing = 0;
  for (const [bib, sentAt] of sentAtMs) {
    const came = cameAtMs.flatMap((screen) => screen.get(bib) ?? []);
    missing += cameAtMs.length - came.length;
    const first = Math.min(...came);
    for (const atMs of came) {
      total.push(atMs - sentAt);
      spread.push(atMs - first);
    }
  }
  const ascending = (a: number, b: number) => a - b;
  process.send!({ missing, total: sampled(total.sort(ascending)), spread: sampled(spread.sort(ascending)) } satisfies CrowdSaid);
});
process.on('disconnect', () => {
  for (const socket of sockets) socket.close();
});

function aScreen(): Promise<Socket> {
  const seen = new Map<string, number>();
  cameAtMs.push(seen);
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'], forceNew: true });
  socket.on('delta', ({ rows }: { rows: { bib: string; status: string }[] }) => {
    const nowMs = performance.timeOrigin + performance.now();
    for (const { bib, status } of rows) if (status === 'finished' && !seen.has(bib)) seen.set(bib, nowMs);
  });
  return new Promise((shown) => {
    socket.once('snapshot', () => shown(socket));
    socket.on('connect', () => socket.emit('subscribe', { eventId, audience: 'public', cursor: null }, () => {}));
  });
}

/** Every hundredth and thousandth, enough for its quantiles. */
function sampled(ascending: number[]): number[] {
  const shares = Array.from({ length: 1_001 }, (_, at) => at / 1_000);
  return shares.map((share) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))]!);
}
