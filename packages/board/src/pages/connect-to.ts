import { io, type Socket } from 'socket.io-client';

const comeBackMs = 1_000;
/** A server that has stopped in mid-air lets us in and never answers: its own turn comes again soon. */
const connectWithinMs = 4_000;

/**
 * A namespace of a source, which comes back by itself for ever. '' = the server of the page. All namespaces of one source share one connection, so `redial`
 * gives up the connection of all of them.
 */
export function connectTo<Heard extends Record<string, unknown>, Said extends Record<string, unknown>>(
  source: string,
  { namespace, token }: { namespace: string; token: string | null },
): { socket: Socket<Heard, Said>; redial: () => void; close: () => void } {
  const socket: Socket = io(`${source}${namespace}`, {
    transports: ['websocket'],
    timeout: connectWithinMs,
    reconnectionDelay: 500,
    reconnectionDelayMax: 2_000,
    ...(token === null ? {} : { auth: { token } }),
  });
  let comeBack: ReturnType<typeof setTimeout> | undefined;
  // A server that puts its clients out (it restarts, it is overloaded) is the one case in which Socket.IO does not come back by itself.
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack = setTimeout(() => socket.connect(), comeBackMs);
  });
  return {
    socket,
    redial: () => socket.io.engine.close(),
    close: () => {
      clearTimeout(comeBack);
      socket.disconnect();
    },
  };
}
