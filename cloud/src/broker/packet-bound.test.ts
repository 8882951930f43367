import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { boundPackets, packetBytesMax } from './packet-bound.ts';

async function aBroker() {
  const aedes = await Aedes.createBroker();
  const server = createServer((socket) => aedes.handle(socket));
  const ended: (string | undefined)[] = [];
  const bound = boundPackets({ server, aedes, tooLarge: (peer) => ended.push(peer) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    bound.stop();
    await new Promise<void>((resolve) => aedes.close(resolve));
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, ended };
}

/** Sends for as long as it is let. */
const bytes = Buffer.alloc(64 * 1024);
function pour(socket: Socket): void {
  while (socket.writable && socket.write(bytes));
  socket.once('drain', () => pour(socket));
}

test('a stranger whose first packet has no end is hung up on', async () => {
  const { port, ended } = await aBroker();
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f])); // CONNECT, 256 MB to follow
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  pour(socket);
  await closed;
  expect(ended).toEqual(['127.0.0.1']);
});

test('an edge may send batch after batch, each as large as they get', async () => {
  const { port, ended } = await aBroker();
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  const batch = Buffer.alloc(packetBytesMax / 2 - 1_000);
  for (let sent = 0; sent < 4; sent += 1) await client.publishAsync('log', batch, { qos: 1 });
  await client.endAsync();
  expect(ended).toEqual([]);
});
