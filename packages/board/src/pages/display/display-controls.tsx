import type { DisplayCommand } from '@chute/protocol';
import type { DisplayStore } from './display-store.ts';
import { commandOf } from './use-steering.ts';

type DisplayControlsProps = {
  display: DisplayStore;
  send: (command: DisplayCommand) => void;
  onFullScreen: () => void;
  onHelp: () => void;
};

/** There while somebody is there to use them. */
export function DisplayControls({ display, send, onFullScreen, onHelp }: DisplayControlsProps) {
  const { state, may } = display;
  const steering = state && may === 'steer' ? state : null;
  const press = (key: string) => {
    const command = steering && commandOf(key, steering);
    if (command) send(command);
  };
  return (
    <nav className="display-controls" aria-label="Controls">
      {steering && (
        <>
          <button type="button" onClick={() => press(' ')}>
            {steering.isHeld ? 'Go on' : 'Hold'}
          </button>
          <button type="button" onClick={() => press('n')}>
            Next
          </button>
          <button type="button" aria-pressed={steering.isPinned} onClick={() => press('p')}>
            Pin
          </button>
          <button type="button" onClick={() => press('r')}>
            Recall
          </button>
          <span className="display-waiting">{steering.waitingCount} waiting</span>
        </>
      )}
      <button type="button" onClick={onFullScreen}>
        Full screen
      </button>
      <button type="button" onClick={onHelp}>
        Keys
      </button>
    </nav>
  );
}
