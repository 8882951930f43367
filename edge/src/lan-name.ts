import type { Logger, Running } from '@chute/service';

/** What of `bonjour-service` is used. */
export type Mdns = {
  publish(options: { name: string; type: string; port: number; txt: Record<string, string> }): { stop: CallableFunction };
  unpublishAll(done: () => void): void;
  destroy(): void;
};

type NamedEdge = Running & { session: () => { event_id: string | null } };

const lookEveryMs = 10_000;

/**
 * Says on the edge's network that it is here, and which event it times, so that a desktop finds it without anybody typing an address: `_chute-edge._tcp`, by mDNS.
 * Whoever hears it learns what `/status` tells them anyway. An edge that listens on this machine alone says nothing.
 */
export function sayOnLan(edge: NamedEdge, { mdns, name, log }: { mdns: () => Mdns; name: string; log: Logger }): Running {
  const { hostname, port } = new URL(edge.addresses.http!);
  if (/^(127\.|\[::1\]$|localhost$)/.test(hostname)) {
    log.warn({ hostname }, 'CHUTE_MDNS says nothing while CHUTE_HOST is this machine alone');
    return edge;
  }
  const words = () => ({ event: edge.session().event_id ?? '' });
  const voice = mdns();
  let said = words();
  const say = () => voice.publish({ name, type: 'chute-edge', port: Number(port), txt: said });
  let service = say();
  const look = setInterval(() => {
    const now = words();
    if (now.event === said.event) return;
    said = now;
    service.stop(() => {
      service = say();
    });
  }, lookEveryMs);
  look.unref();
  return {
    addresses: edge.addresses,
    stop: async () => {
      clearInterval(look);
      await new Promise<void>((done) => voice.unpublishAll(done));
      voice.destroy();
      await edge.stop();
    },
  };
}
