import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { HandTime } from '../testing/hand-time.ts';
import { answering, dialled } from '../testing/loopback.ts';
import { until } from '../testing/test-edge.ts';
import type { Connection } from './connection.ts';
import { openTcpDialer } from './tcp-dialer.ts';
import { openTcpListener, type TcpListenerSettings } from './tcp-listener.ts';

async function aListener(settings: Partial<TcpListenerSettings> = {}) {
  const heard: string[] = [];
  const codes: string[] = [];
  const waiters: (() => void)[] = [];
  const news = (what: string) => {
    heard.push(what);
    for (const run of waiters.splice(0)) run();
  };
  const until = async (what: string) => {
    while (!heard.includes(what)) await new Promise<void>((resolve) => waiters.push(resolve));
  };
  const port = await openTcpListener({
    ...{ host: '127.0.0.1', port: 0, variable: 'CHUTE_CHRONOTRACK_PORT', allow: [], steadyMs: () => 0 },
    onConnection: (connection) => {
      connection.write(Buffer.from('hello\r\n'));
      return { bytes: (bytes) => news(Buffer.from(bytes).toString()), closed: () => news('closed'), hasBroughtReads: () => false };
    },
    notice: ({ code }) => {
      codes.push(code);
      news(code);
    },
    ...settings,
  });
  onTestFinished(() => port.stop());
  return { port, codes, until };
}

test('a decoder dials in, is heard, and may hang up', async () => {
  const { port, until } = await aListener();
  const socket = await dialled(port.address()!);
  const [greeting] = await once(socket, 'data');
  expect(String(greeting)).toBe('hello\r\n');
  socket.write('CT01_33');
  await until('CT01_33');
  socket.resetAndDestroy();
  await until('closed');
});

test('only those on the list may dial in', async () => {
  const { port, codes, until } = await aListener({ allow: ['192.0.2.0/24', '2001:db8::/32'] });
  const socket = await dialled(port.address()!);
  await until('peer-not-allowed');
  if (!socket.closed) await once(socket, 'close');
  expect(codes).toEqual(['peer-not-allowed']);
  const open = await aListener({ allow: ['127.0.0.1'] });
  const [greeting] = await once(await dialled(open.port.address()!), 'data');
  expect(String(greeting)).toBe('hello\r\n');
});

test('the sixty-fifth connection is turned away, and a person is told', async () => {
  const { port, until } = await aListener();
  const sockets = await Promise.all(Array.from({ length: 64 }, () => dialled(port.address()!)));
  await Promise.all(sockets.map((socket) => once(socket, 'data')));
  const extra = await dialled(port.address()!);
  await until('too-many-connections');
  if (!extra.closed) await once(extra, 'close');
});

test('a taken port is named, with what to set', async () => {
  const { port } = await aListener();
  const taken = Number(port.address()!.split(':')[1]);
  await expect(aListener({ port: taken })).rejects.toThrow(new RegExp(`${taken}.*CHUTE_CHRONOTRACK_PORT`));
});

test('a decoder that waits to be called is called again, later and later, until it answers', async () => {
  const phone = await answering();
  const time = new HandTime();
  const peers: string[] = [];
  const onConnection = (connection: Connection) => {
    peers.push(connection.peer);
    return { bytes: () => {}, closed: () => {}, hasBroughtReads: () => false };
  };
  const port = openTcpDialer({ host: '127.0.0.1', port: phone.port, time, random: () => 1, onConnection });
  onTestFinished(() => port.stop());
  const first = (await phone.calls.next()).value!;
  first.destroy();
  await until(() => time.waiting.includes(500));
  time.pass(500);
  const second = (await phone.calls.next()).value!;
  await until(() => peers.length === 2);
  await phone.stop();
  second.destroy();
  await until(() => time.waiting.includes(500));
  time.pass(500);
  await until(() => time.waiting.includes(1_000));
  expect(port.state()).toMatchObject({ open: false, problem: expect.stringContaining('ECONNREFUSED') });
});
