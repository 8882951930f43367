import type { ClientToServer, ServerToClient } from '@chute/protocol';
import type { Namespace, Socket } from 'socket.io';
import type { Caller } from '../auth/caller.ts';

/** What a socket carries: the key it came with, if any. */
type SocketData = { caller?: Caller };

export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
