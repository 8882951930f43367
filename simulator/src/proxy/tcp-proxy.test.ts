import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TcpProxy } from './tcp-proxy.ts';

/** Who is dialled: keeps its connections in the order in which they came, and what each said. */
let server: Server;
let heard: { socket: Socket; bytes: Buffer }[];
let proxy: TcpProxy;
let callers: Socket[];

beforeEach(async () => {
  heard = [];
  callers = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    const one = { socket, bytes: Buffer.alloc(0) };
    heard.push(one);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      one.bytes = Buffer.concat([one.bytes, bytes]);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await openProxy('7');
});
afterEach(async () => {
  for (const caller of callers) caller.destroy();
  await proxy.stop();
  for (const { socket } of heard) socket.destroy();
  server.close();
});

function openProxy(seed: string): Promise<TcpProxy> {
  return TcpProxy.listen({ to: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, seed });
}

/** Dials through the proxy; `said` is what came back. */
function dial(through = proxy) {
  const socket = connect(through.address);
  callers.push(socket);
  const caller = { socket, said: '', ended: new Promise((resolve) => socket.on('close', resolve)) };
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    caller.said += bytes;
  });
  return caller;
}

const texts = () => heard.map(({ bytes }) => bytes.toString());

test('in fair weather everything comes through, both ways, and an end is an end', async () => {
  const caller = dial();
  caller.socket.end('a read');
  await expect.poll(texts).toEqual(['a read']);
  heard[0]!.socket.end('an answer');
  await expect.poll(() => caller.said).toBe('an answer');
  await caller.ended;
  expect(proxy.counts()).toMatchObject({ connections: 1, bytesUp: 6, bytesDown: 9 });
});

test('a delay holds back and loses nothing, in order, also before an end', async () => {
  proxy.change({ up: { delayMs: 150 } });
  const caller = dial();
  const beganAtMs = performance.now();
  caller.socket.write('first ');
  caller.socket.end('second');
  await expect.poll(texts).toEqual(['first second']);
  expect(performance.now() - beganAtMs).toBeGreaterThanOrEqual(150);
});

test('a slow line takes its time', async () => {
  proxy.change({ up: { bytesPerSecond: 100_000 } });
  const beganAtMs = performance.now();
  dial().socket.write(Buffer.alloc(20_000));
  await expect.poll(() => heard[0]?.bytes.length).toBe(20_000);
  expect(performance.now() - beganAtMs).toBeGreaterThanOrEqual(200);
});

test('a cut resets both sides, and whoever dials again is let in or not', async () => {
  const caller = dial();
  caller.socket.write('a');
  await expect.poll(texts).toEqual(['a']);
  const [reset, there] = [once(caller.socket, 'error'), new Promise((resolve) => heard[0]!.socket.on('close', resolve))];
  proxy.cut();
  expect(await reset).toMatchObject([{ code: 'ECONNRESET' }]);
  await there;
  proxy.change({ callers: 'refused' });
  await dial().ended;
  proxy.change({ callers: 'welcome' });
  dial().socket.write('b');
  await expect.poll(texts).toEqual(['a', 'b']);
  expect(proxy.counts()).toMatchObject({ cut: 1, refused: 1, connections: 2 });
});

test('a half-open line is silent one way and alive the other; when it is well again, nothing of it is missing', async () => {
  const caller = dial();
  caller.socket.write('a');
  await expect.poll(texts).toEqual(['a']);
  proxy.change({ up: { silent: true } });
  caller.socket.write('b');
  for (const word of ['c', 'd', 'e']) {
    heard[0]!.socket.write(word);
    await expect.poll(() => caller.said).toContain(word);
  }
  expect(texts()).toEqual(['a']);
  proxy.change({ up: { silent: false } });
  await expect.poll(texts).toEqual(['ab']);
});

test('on a silent line nobody learns that the other side is gone, before the line is well again', async () => {
  const caller = dial();
  caller.socket.write('a');
  await expect.poll(texts).toEqual(['a']);
  let told = false;
  heard[0]!.socket.on('close', () => {
    told = true;
  });
  proxy.change({ up: { silent: true } });
  caller.socket.resetAndDestroy();
  dial().socket.write('hello'); // whatever the proxy had to do about the first one, it does before it takes another
  await expect.poll(() => proxy.counts().connections).toBe(2);
  expect(told).toBe(false);
  proxy.change({ up: { silent: false } });
  await expect.poll(() => told).toBe(true);
});

test('who is unanswered is let in and hears nothing', async () => {
  proxy.change({ callers: 'unanswered' });
  const caller = dial();
  await once(caller.socket, 'connect');
  caller.socket.write('anyone?');
  await expect.poll(() => proxy.counts().connections).toBe(1);
  proxy.cut();
  await caller.ended;
  expect({ texts: texts(), said: caller.said }).toEqual({ texts: [], said: '' });
});

test('damage follows from the seed', async () => {
  const sent = Buffer.alloc(2_000, 'x');
  const again = await openProxy('7');
  const other = await openProxy('8');
  for (const through of [proxy, again, other]) {
    through.change({ up: { corrupt: 0.01 } });
    dial(through).socket.write(sent);
    const count = heard.length;
    await expect.poll(() => heard[count]?.bytes.length).toBe(sent.length);
  }
  const [first, second, third] = heard.map(({ bytes }) => bytes);
  expect(first!.equals(second!)).toBe(true);
  expect(first!.equals(third!)).toBe(false);
  const damaged = first!.filter((byte) => byte !== sent[0]).length;
  expect(damaged).toBeGreaterThan(5);
  expect(damaged).toBeLessThan(60);
  await again.stop();
  await other.stop();
});

test('connections change places: of two that dial, the second arrives first', async () => {
  proxy.change({ swap: true });
  dial().socket.write('first');
  await expect.poll(() => proxy.counts().connections).toBe(1);
  dial().socket.write('second');
  await expect.poll(texts).toEqual(['second', 'first']);
});
