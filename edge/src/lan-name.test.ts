import { createLogger } from '@chute/service';
import { afterEach, expect, test, vi } from 'vitest';
import { sayOnLan } from './lan-name.ts';

const log = createLogger('test', { level: 'silent' });
afterEach(() => void vi.useRealTimers());

test('an edge on the network says its port and its event, the next event when it changes, and that it goes', async () => {
  vi.useFakeTimers();
  const { edge, said, mdns } = anEdge('http://0.0.0.0:8080');
  const running = sayOnLan(edge, { mdns, name: 'finish', log });
  edge.event = 'the second race';
  vi.advanceTimersByTime(60_000);
  await running.stop();
  expect(said).toEqual([
    { name: 'finish', type: 'chute-edge', port: 8080, txt: { event: '' } },
    'not that any more',
    { name: 'finish', type: 'chute-edge', port: 8080, txt: { event: 'the second race' } },
    'gone',
    'the edge stops',
  ]);
});

test('an edge that only this machine can reach says nothing', () => {
  for (const address of ['http://127.0.0.1:8080', 'http://[::1]:8080', 'http://localhost:8080']) {
    const { edge, said, mdns } = anEdge(address);
    expect(sayOnLan(edge, { mdns, name: 'finish', log })).toBe(edge);
    expect(said).toEqual([]);
  }
});

function anEdge(http: string) {
  const said: unknown[] = [];
  const edge = {
    event: null as string | null,
    addresses: { http },
    session: () => ({ event_id: edge.event }),
    stop: async () => void said.push('the edge stops'),
  };
  const mdns = () => ({
    publish: (service: unknown) => {
      said.push(service);
      return {
        stop: (done: () => void) => {
          said.push('not that any more');
          done();
        },
      };
    },
    unpublishAll: (done: () => void) => {
      said.push('gone');
      done();
    },
    destroy: () => {},
  });
  return { edge, said, mdns };
}
