import type { AddressInfo } from 'node:net';
import { liveNamespace, type Snapshot } from '@chute/protocol';
import { Server } from 'socket.io';

// Socket.IO alone, in a process of its own: whoever subscribes gets the picture that it was given, and whatever it is told to say goes to everyone who listens.
const server = new Server(0, { transports: ['websocket'], serveClient: false });
const live = server.of(liveNamespace);
let picture: Snapshot;
live.on('connection', (socket) => {
  socket.on('subscribe', () => {
    socket.emit('snapshot', picture);
    void socket.join('all');
  });
  socket.on('say', (delta: unknown) => live.to('all').emit('delta', delta));
});
const { port } = (server as unknown as { httpServer: { address(): AddressInfo } }).httpServer.address() as AddressInfo;
process.on('message', (given: Snapshot) => {
  picture = given;
  process.send!({ url: `http://127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit(0));
