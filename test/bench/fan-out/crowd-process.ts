import { liveNamespace } from '@chute/protocol';

// A process of its own, so that the screens' work is not that of whoever sends: `node crowd-process.ts URL EVENT_ID`. The screens speak Socket.IO by hand and do not
// read the picture, so that what is measured is the server.
const [url, eventId] = process.argv.slice(2) as [string, string];
const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
const redialMs = 500;

export type CrowdAsked =
  | { ask: 'join'; screens: number }
  | { ask: 'first'; bibs: string[] }
  | { ask: 'delays'; sentAtMs: [string, number][]; firstAtMs: [string, number][] };
/** `atMs`: when each had its picture. `lost`: connections that ended before they were to. */
export type CrowdJoined = { atMs: number[]; lost: number };
/** When the first screen here had it, of those bibs that all have. */
export type CrowdFirst = { firstAtMs: [string, number][] };
/** Ascending. `total`: from when it was sent to each screen. `spread`: from the first screen that had it to each of the others. */
export type CrowdDelays = { total: number[]; spread: number[] };

/** Per screen, by bib: when its row came, in ms of the machine's own clock. */
const cameAtMs: Map<string, number>[] = [];
let lost = 0;

process.on('message', async (asked: CrowdAsked) => {
  if (asked.ask === 'join') {
    const atMs = await Promise.all(Array.from({ length: asked.screens }, () => aScreen()));
    process.send!({ atMs, lost } satisfies CrowdJoined);
  } else if (asked.ask === 'first') {
    const firstAtMs = asked.bibs.flatMap((bib): [string, number][] => {
      const came = cameAtMs.flatMap((screen) => screen.get(bib) ?? []);
      return came.length === cameAtMs.length ? [[bib, Math.min(...came)]] : [];
    });
    process.send!({ firstAtMs } satisfies CrowdFirst);
  } else {
    const delaysFrom = (fromAtMs: [string, number][]) =>
      sampled(fromAtMs.flatMap(([bib, from]) => cameAtMs.map((screen) => screen.get(bib)! - from)).sort((a, b) => a - b));
    process.send!({ total: delaysFrom(asked.sentAtMs), spread: delaysFrom(asked.firstAtMs) } satisfies CrowdDelays);
  }
});
process.on('disconnect', () => process.exit(0));
process.send!({ ready: true });

/** Settles with the time at which it has the picture; dials again when it is put out before. */
function aScreen(): Promise<number> {
  const seen = new Map<string, number>();
  cameAtMs.push(seen);
  const news = `42${liveNamespace},`;
  return new Promise((shown) => {
    const dial = () => {
      const socket = new WebSocket(address);
      socket.onmessage = ({ data }: { data: string }) => {
        if (data === '2') socket.send('3');
        else if (data.startsWith('0')) socket.send(`40${liveNamespace},`);
        else if (data.startsWith(`40${liveNamespace}`))
          socket.send(`${news}${JSON.stringify(['subscribe', { eventId, audience: 'public', cursor: null }])}`);
        else if (data.startsWith(`${news}["snapshot"`)) shown(nowMs());
        else if (data.startsWith(`${news}["delta"`)) note(seen, JSON.parse(data.slice(news.length))[1].rows);
      };
      socket.onclose = () => {
        lost += 1;
        setTimeout(dial, redialMs);
      };
    };
    dial();
  });
}

function note(seen: Map<string, number>, rows: { bib: string; status: string }[]): void {
  for (const { bib, status } of rows) if (status === 'finished' && !seen.has(bib)) seen.set(bib, nowMs());
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Every tenth of a hundredth, enough for its quantiles. */
function sampled(ascending: number[]): number[] {
  if (ascending.length === 0) return [];
  const shares = Array.from({ length: 1_001 }, (_, at) => at / 1_000);
  return shares.map((share) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))]!);
}
