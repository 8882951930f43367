import type { ServerResponse } from 'node:http';
import {
  type DisplayCommand,
  type DisplayState,
  type DisplayToClient,
  type DisplayToServer,
  displayNamespace,
  watchSchema,
} from '@chute/protocol';
import type { Server } from 'socket.io';
import { displayCode } from './shown-display.ts';

/** A display at a fake source: it shows what a test says, and writes down what it is asked. */
export type FakeDisplay = {
  show(state: DisplayState): void;
  withdraw(): void;
  commands: DisplayCommand[];
};

export type DisplayPart = { state: DisplayState | null; scenes?: unknown[]; images?: Record<string, Buffer>; may?: 'look' | 'steer' };

export function serveDisplay(io: Server, part: DisplayPart): FakeDisplay {
  const display = io.of(displayNamespace) as unknown as ReturnType<Server<DisplayToServer, DisplayToClient>['of']>;
  const commands: DisplayCommand[] = [];
  let { state } = part;
  display.on('connection', (socket) => {
    socket.on('watch', (message, answer) => {
      const watch = watchSchema.safeParse(message);
      const isOurs = watch.success && 'code' in watch.data && watch.data.code === displayCode;
      if (!isOurs || !state) return answer({ ok: false, code: 'unknown', detail: 'no such display' });
      answer({ ok: true, state, may: part.may ?? 'steer' });
    });
    socket.on('command', (command, answer) => {
      commands.push(command);
      answer({ ok: true });
    });
  });
  return {
    commands,
    show(next) {
      state = next;
      display.emit('display', next);
    },
    withdraw() {
      state = null;
      display.emit('gone', 'revoked');
    },
  };
}

/** What the page fetches for a display: its scenes and their images. False = it is not asked for one. */
export function answerDisplayFile(pathname: string, response: ServerResponse, { scenes = [], images = {} }: DisplayPart): boolean {
  const [, file] = pathname.split(`/api/v1/displays/${displayCode}/`);
  if (file === undefined) return false;
  const image = images[file.replace('images/', '')];
  if (file === 'scenes') response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ scenes }));
  else if (image) response.writeHead(200, { 'content-type': 'image/png' }).end(image);
  else response.writeHead(404).end();
  return true;
}
