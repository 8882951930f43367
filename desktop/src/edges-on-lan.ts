import { isIPv4 } from 'node:net';
import type { FoundEdge } from './channels.ts';

/** What an edge advertises on its network, by mDNS: `_chute-edge._tcp`, with the event it times in its text record. */
export const edgeService = 'chute-edge';

/** What of `bonjour-service` is used. */
export type Mdns = {
  find(options: { type: string }): {
    on(event: 'up' | 'down', listener: (service: MdnsService) => void): unknown;
    stop(): void;
  };
  destroy(): void;
};
export type MdnsService = { name: string; port: number; addresses?: string[] | undefined; txt?: unknown };

export type EdgesOnLan = { list(): FoundEdge[]; stop(): void };

/**
 * The edges that say they are on this network. They are offered to whoever sets this computer up, and never followed unasked: on a network of strangers anybody can
 * say so.
 */
export function findEdges(mdns: Mdns): EdgesOnLan {
  const found = new Map<string, FoundEdge>();
  const browser = mdns.find({ type: edgeService });
  browser.on('up', (service) => {
    const host = service.addresses?.find(isIPv4);
    if (host) found.set(service.name, { name: service.name, address: `http://${host}:${service.port}`, eventId: eventOf(service.txt) });
  });
  browser.on('down', ({ name }) => found.delete(name));
  return {
    list: () => [...found.values()].sort((a, b) => a.name.localeCompare(b.name)),
    stop: () => {
      browser.stop();
      mdns.destroy();
    },
  };
}

function eventOf(text: unknown): string | null {
  const event = (text as { event?: unknown } | undefined)?.event;
  return typeof event === 'string' && event !== '' ? event : null;
}
