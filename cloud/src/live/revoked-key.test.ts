import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, raceClock } from '@chute/service';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { createMetrics } from '../http/metrics.ts';
import type { HubCore } from '../hub-core.ts';
import { quietLog } from '../testing/test-cluster.ts';
import { serveLive } from './live-server.ts';

test('a screen whose key is revoked is put out, and one without a key stays', async () => {
  const caller = { partnerId: '1', keyId: newId(), scopes: new Set([]), edgeId: null };
  let isRevoked = false;
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const core = { scoring: { onScored: () => () => undefined } } as unknown as HubCore;
  const live = serveLive({
    server,
    core,
    authenticate: async () => (isRevoked ? undefined : caller),
    allowedOrigins: [],
    clock: raceClock(),
    metrics: createMetrics({ auditDropped: () => 0 }),
    log: quietLog,
    recheckEveryMs: 5,
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
  const options = { transports: ['websocket'], reconnection: false, forceNew: true };
  const [withKey, without] = [io(address, { ...options, auth: { token: 'good' } }), io(address, options)];
  await Promise.all([withKey, without].map((screen) => new Promise<void>((resolve) => screen.once('connect', resolve))));

  const putOut = new Promise<string>((resolve) => withKey.once('disconnect', resolve));
  isRevoked = true;
  expect(await putOut).toBe('io server disconnect');
  expect(without.connected).toBe(true);

  without.close();
  await live.close();
  server.close();
});
