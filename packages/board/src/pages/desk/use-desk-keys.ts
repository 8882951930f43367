import type { DisplayState } from '@chute/protocol';
import { useEffect } from 'react';
import { useKeys } from '../use-keys.ts';
import type { Give } from './use-commands.ts';

export const deskKeys = [
  ['Space', 'Next'],
  ['H', 'Hold; go on'],
  ['P', 'Pin; unpin'],
  ['R', 'Show the last one again'],
  ['X', 'Clear: nobody waits, nobody is shown'],
  ['1 – 9', 'Scenes'],
  ['/', 'Show a runner: by bib or name'],
  ['M', 'To the message'],
  ['T', 'Take down what was called up'],
  ['↑  ↓', 'Display before, display after'],
  ['W', 'Messages to runners'],
  ['S', 'Settings of the display'],
  ['A', 'Addresses and screens of the display'],
  ['N', 'New display'],
  ['?', 'These keys'],
] as const;

type DeskKeys = {
  state: DisplayState | null;
  hasKeys: boolean;
  give: Give;
  step: (by: 1 | -1) => void;
  actions: Record<'find' | 'message' | 'messages' | 'settings' | 'shares' | 'new' | 'help', () => void>;
};

/** One key for each thing that is done in the middle of a race; emergency has none. */
export function useDeskKeys({ state, hasKeys, give, step, actions }: DeskKeys): void {
  useClicksLetGo();
  useKeys((key) => {
    if (!hasKeys || document.querySelector('dialog[open]')) return false;
    const action = {
      '/': actions.find,
      m: actions.message,
      w: actions.messages,
      s: actions.settings,
      a: actions.shares,
      n: actions.new,
      '?': actions.help,
    }[key.toLowerCase()];
    if (action) return does(action);
    if (key === 'ArrowDown') return does(() => step(1));
    if (key === 'ArrowUp') return does(() => step(-1));
    if (!state) return false;
    const sceneId = state.settings.sceneIds[Number(key) - 1];
    if (sceneId) return does(() => give({ command: 'scene', sceneId }));
    switch (key.toLowerCase()) {
      case ' ':
        return !isOnControl() && does(() => give({ command: 'next' }));
      case 'h':
        return does(() => give({ command: state.isHeld ? 'go-on' : 'hold' }));
      case 'p':
        return does(() => give({ command: state.isPinned ? 'unpin' : 'pin' }));
      case 'r':
        return does(() => give({ command: 'recall', cardId: null }));
      case 'x':
        return does(() => give({ command: 'clear' }));
      case 't':
        return state.calledUp !== null && does(() => give({ command: 'take-down' }));
      default:
        return false;
    }
  });
}

/** A button that was clicked is done with: the next Space is the desk's. */
function useClicksLetGo(): void {
  useEffect(() => {
    const listener = ({ detail, target }: MouseEvent) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (detail > 0 && button && !button.closest('dialog')) button.blur();
    };
    addEventListener('click', listener);
    return () => removeEventListener('click', listener);
  }, []);
}

function does(what: () => void): true {
  what();
  return true;
}

/** Space is a button's own key when somebody went to it by keyboard. */
const isOnControl = () => document.activeElement?.matches('button:focus-visible, a:focus-visible') ?? false;
