import { type CommandAnswer, type DisplayState, displayNamespace, displayStateSchema, type WatchAnswer } from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';

type Wanted = { code: string } | { displayId: string };
type Handshake = { headers?: Record<string, string>; token?: string };

/** A screen: watches, checks every state against the contract, and keeps them. */
export async function aScreen(url: string, wanted: Wanted, { headers = {}, token }: Handshake = {}) {
  const auth = token === undefined ? {} : { token };
  const socket: Socket = io(`${url}${displayNamespace}`, { transports: ['websocket'], extraHeaders: headers, auth, forceNew: true });
  onTestFinished(() => void socket.disconnect());
  const states: DisplayState[] = [];
  const screen = {
    states,
    gone: undefined as string | undefined,
    answer: undefined as WatchAnswer | undefined,
    state: () => states.at(-1)!,
    /** The participant that is shown. */
    on: () => states.at(-1)?.now?.card.participantId,
    command: (command: object): Promise<CommandAnswer> => socket.emitWithAck('command', command),
    watch: (other: unknown): Promise<WatchAnswer> => socket.emitWithAck('watch', other),
  };
  socket.on('display', (state) => states.push(displayStateSchema.parse(state)));
  socket.on('gone', (why) => {
    screen.gone = why;
  });
  screen.answer = await screen.watch(wanted);
  if (screen.answer.ok) states.push(displayStateSchema.parse(screen.answer.state));
  return screen;
}
