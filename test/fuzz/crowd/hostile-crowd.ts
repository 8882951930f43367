import { connect, type Socket } from 'node:net';
import { Dice } from '../dice.ts';

/** How one hostile connection behaves, once it is open. */
type Manner = (socket: Socket) => void;

const dice = new Dice(64);
const noise = Buffer.from(Array.from({ length: 64 * 1024 }, () => (dice.oneIn(20) ? 0x0a : dice.below(256))));
const giant = Buffer.alloc(64 * 1024, 'CT01_33~1~FINISH~');

const manners: Record<string, Manner> = {
  silent: () => {},
  'half a line': (socket) => void socket.write('CT01_33~1~FINISH~7~08:'),
  'byte by byte': (socket) => {
    const timer = setInterval(() => socket.write('x'), 1);
    socket.once('close', () => clearInterval(timer));
  },
  'lines without end': (socket) => pour(socket, giant),
  'noise at full speed': (socket) => pour(socket, noise),
  'asks and never reads the answers': (socket) => {
    socket.pause();
    pour(socket, Buffer.from('ping\r\n'.repeat(10_000)));
  },
  'greets for ever': (socket) => pour(socket, Buffer.from('Box~1.0~CTP01\r\n'.repeat(4_000))),
};

function pour(socket: Socket, bytes: Buffer): void {
  while (socket.writable && socket.write(bytes));
  socket.once('drain', () => pour(socket, bytes));
}

/** Keeps `connections` hostile ones open from an address of their own: what is closed is dialled again. Says how many are open. */
function besiege({ host, port, from, connections }: { host: string; port: number; from: string; connections: number }): void {
  const kinds = Object.values(manners);
  let open = 0;
  const dial = (at: number) => {
    const socket = connect({ host, port, localAddress: from }, () => {
      open += 1;
      if (open === connections) console.log('ready');
      kinds[at % kinds.length]!(socket);
    });
    socket.on('error', () => {});
    socket.once('close', () => {
      open -= 1;
      setTimeout(() => dial(at), 200);
    });
  };
  for (let at = 0; at < connections; at += 1) dial(at);
}

besiege(JSON.parse(process.argv[2]!) as Parameters<typeof besiege>[0]);
