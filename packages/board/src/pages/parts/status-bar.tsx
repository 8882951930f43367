import type { BoardStore } from '../board-store.ts';
import { stateOf } from '../state-of.ts';
import { useEverySecond } from '../use-board.ts';

type StatusBarProps = {
  store: BoardStore;
  raceId: string | null;
  onSize: (by: 1 | -1) => void;
  onFullScreen: () => void;
  onHelp: () => void;
};

/** State and age of the data, always on the screen; the controls, while somebody is there to use them. */
export function StatusBar({ store, raceId, onSize, onFullScreen, onHelp }: StatusBarProps) {
  useEverySecond();
  const state = stateOf(store);
  const counts = store.feed.shown?.standings.counts(raceId);
  return (
    <footer className="status-bar" data-tone={state.tone}>
      <p className="state-word">
        <span className="state-light" aria-hidden="true" />
        <span role="status">{state.word}</span>
      </p>
      <p className="state-sentence">{state.sentence}</p>
      {counts && (
        <p className="counts">
          <b>{counts.finished}</b> finished · <b>{counts.onCourse}</b> on the course · <b>{counts.entered}</b> entered
        </p>
      )}
      <div className="controls">
        <button type="button" onClick={() => onSize(-1)} aria-label="Smaller">
          −
        </button>
        <button type="button" onClick={() => onSize(1)} aria-label="Larger">
          +
        </button>
        <button type="button" onClick={onFullScreen}>
          Full screen
        </button>
        <button type="button" onClick={onHelp}>
          Keys
        </button>
      </div>
    </footer>
  );
}
