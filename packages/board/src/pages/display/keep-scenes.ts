import type { DisplayState } from '@chute/protocol';
import type { DisplayStore } from './display-store.ts';
import { fetchScenes } from './fetch-scenes.ts';

const tryAgainMs = 5_000;

/** Fetches the scenes whenever the display has others at hand or shows one that is not here, and tries again until they are. Returns what ends it. */
export function keepScenes(store: DisplayStore, code: string): () => void {
  let wanted = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fetchNow = async (asked: string) => {
    const scenes = await fetchScenes(code);
    if (asked !== wanted) return;
    if (scenes) store.takeScenes(scenes);
    else timer = setTimeout(() => void fetchNow(asked), tryAgainMs);
  };
  const look = () => {
    const asked = store.state ? idsOf(store.state) : '';
    if (asked === wanted) return;
    wanted = asked;
    clearTimeout(timer);
    if (asked) void fetchNow(asked);
  };
  const unsubscribe = store.subscribe(look);
  look();
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

const idsOf = ({ settings, streamId }: DisplayState) => [...settings.sceneIds, streamId].join(' ');
