import type { DisplayCommand, DisplayState } from '@chute/protocol';
import { useKeys } from '../use-keys.ts';
import type { DisplayStore } from './display-store.ts';

type Steering = {
  display: DisplayStore;
  send: (command: DisplayCommand) => void;
  hasKeys: boolean;
  onFullScreen: () => void;
  onHelp: () => void;
};

/** The keys of a display. Without the right to steer, those for this screen alone. */
export function useSteering({ display, send, hasKeys, onFullScreen, onHelp }: Steering): void {
  useKeys((key) => {
    if (!hasKeys) return false;
    if (key.toLowerCase() === 'f') onFullScreen();
    else if (key === '?') onHelp();
    else {
      const command = display.may === 'steer' && display.state ? commandOf(key, display.state) : null;
      if (command) send(command);
      return command !== null;
    }
    return true;
  });
}

/** What a key asks of the display as it stands; null = nothing. */
export function commandOf(key: string, { isHeld, isPinned, waiting, settings }: DisplayState): DisplayCommand | null {
  const sceneId = /^[1-9]$/.test(key) && settings.sceneIds[Number(key) - 1];
  if (sceneId) return { command: 'scene', sceneId };
  switch (key.toLowerCase()) {
    case ' ':
      return { command: isHeld ? 'go-on' : 'hold' };
    case 'n':
    case 'arrowright':
      return { command: 'next' };
    case 's':
      return waiting[0] ? { command: 'skip', cardId: waiting[0].cardId } : null;
    case 'p':
      return { command: isPinned ? 'unpin' : 'pin' };
    case 'r':
      return { command: 'recall', cardId: null };
    default:
      return null;
  }
}
