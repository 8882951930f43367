import type { AddressInfo } from 'node:net';
import { liveNamespace } from '@chute/protocol';
import { Server } from 'socket.io';

// Socket.IO alone, in a process of its own: whatever it is told to say goes to everyone who listens.
const server = new Server(0, { transports: ['websocket'], serveClient: false });
const live = server.of(liveNamespace);
live.on('connection', (socket) => {
  socket.on('subscribe', () => {
    void socket.join('all');
    socket.emit('snapshot', {});
  });
  socket.on('say', (delta: unknown) => live.to('all').emit('delta', delta));
});
const { port } = (server as unknown as { httpServer: { address(): AddressInfo } }).httpServer.address() as AddressInfo;
process.send!({ url: `http://127.0.0.1:${port}` });
process.on('disconnect', () => process.exit(0));
