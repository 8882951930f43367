import {
  type CommandAnswer,
  type DisplayCommand,
  type DisplayToClient,
  type DisplayToServer,
  displayNamespace,
  displayStateSchema,
} from '@chute/protocol';
import { builtInScene } from '../../scene/built-in/built-in-scenes.ts';
import type { Scene } from '../../scene/scene.ts';
import { fetchScene, listScenes } from '../builder/scenes-api.ts';
import { connectTo } from '../connect-to.ts';
import type { DeskApi } from '../desk-api.ts';
import { listDisplays } from './desk-requests.ts';
import type { DeskStore } from './desk-store.ts';

const answerWithinMs = 3_000;
const askAgainMs = 2_000;
const lookAgainMs = 15_000;

export type DeskLink = {
  command: (displayId: string, command: DisplayCommand) => Promise<CommandAnswer | 'no-answer'>;
  /** After something was made or removed. */
  lookAgain: () => Promise<void>;
  close: () => void;
};

/** Follows every display of the event, each over a connection of its own: a socket watches one display. */
export function followDisplays(store: DeskStore, { api, key }: { api: DeskApi; key: string | null }): DeskLink {
  const links = new Map<string, ReturnType<typeof watchDisplay>>();
  let isClosed = false;
  let nextLook: ReturnType<typeof setTimeout> | undefined;

  const lookAgain = async () => {
    clearTimeout(nextLook);
    const answer = await listDisplays(api);
    if (isClosed) return;
    nextLook = setTimeout(() => void lookAgain(), answer.ok ? lookAgainMs : askAgainMs);
    if (!answer.ok) return store.takeProblem(answer);
    store.takeList(answer.value);
    const listed = new Set(answer.value.map(({ displayId }) => displayId));
    for (const [displayId, link] of links) {
      if (listed.has(displayId)) continue;
      link.close();
      links.delete(displayId);
    }
    for (const displayId of listed) if (!links.has(displayId)) links.set(displayId, watchDisplay(store, { displayId, key }));
    const scenes = await ownScenes(api);
    if (scenes && !isClosed) store.takeScenes(scenes);
  };
  for (const { displayId } of store.displays) store.change(displayId, { isShut: false });
  void lookAgain();

  return {
    lookAgain,
    command: (displayId, command) => links.get(displayId)?.command(command) ?? Promise.resolve('no-answer'),
    close: () => {
      isClosed = true;
      clearTimeout(nextLook);
      for (const link of links.values()) link.close();
    },
  };
}

function watchDisplay(store: DeskStore, { displayId, key }: { displayId: string; key: string | null }) {
  const { socket, close } = connectTo<DisplayToClient, DisplayToServer>('', { namespace: displayNamespace, token: key });
  let nextAsk: ReturnType<typeof setTimeout> | undefined;
  const heard = (said: unknown) => {
    const state = displayStateSchema.safeParse(said);
    if (state.success)
      store.change(displayId, {
        state: state.data,
        name: state.data.settings.name,
        heardAtMs: store.time.monotonicMs(),
        isUp: true,
        isShut: false,
      });
  };
  const watch = async () => {
    clearTimeout(nextAsk);
    const answer = await socket
      .timeout(answerWithinMs)
      .emitWithAck('watch', { displayId })
      .catch((): 'no-answer' => 'no-answer');
    if (!socket.connected) return;
    if (answer !== 'no-answer' && answer.ok) return heard(answer.state);
    if (answer !== 'no-answer' && answer.code === 'not-allowed') store.change(displayId, { isShut: true });
    nextAsk = setTimeout(watch, askAgainMs);
  };
  socket.on('connect', watch);
  // There, and this key is not taken: Socket.IO asks no more until another one comes.
  socket.on('connect_error', () => !socket.active && store.change(displayId, { isShut: true }));
  socket.on('disconnect', () => store.change(displayId, { isUp: false }));
  socket.on('display', heard);
  return {
    command: (command: DisplayCommand): Promise<CommandAnswer | 'no-answer'> =>
      socket
        .timeout(answerWithinMs)
        .emitWithAck('command', command)
        .catch((): 'no-answer' => 'no-answer'),
    close: () => {
      clearTimeout(nextAsk);
      close();
    },
  };
}

/** Null: they cannot be had now. */
async function ownScenes(api: DeskApi): Promise<Scene[] | null> {
  const list = await listScenes(api);
  if (!list.ok) return null;
  const fetched = await Promise.all(
    list.value.filter(({ sceneId }) => !builtInScene(sceneId)).map(({ sceneId }) => fetchScene(api, sceneId)),
  );
  return fetched.flatMap((answer) => (answer.ok ? [answer.value] : []));
}
