import type { Standings } from '../../../picture/standings.ts';
import { nowWords } from '../card-words.ts';
import type { DeskDisplay, DeskStore } from '../desk-store.ts';

type DisplayListProps = {
  store: DeskStore;
  standings: Standings | null;
  chosen: DeskDisplay | null;
  onChoose: (displayId: string) => void;
  onNew: () => void;
};

/** Every screen of the event, and what is on it. */
export function DisplayList({ store, standings, chosen, onChoose, onNew }: DisplayListProps) {
  return (
    <nav className="display-list" aria-label="Displays">
      <ol>
        {store.displays.map((display) => {
          const { displayId, name, state, isUp } = display;
          const tone = !isUp ? 'lost' : state?.calledUp?.state === 'emergency' ? 'emergency' : state?.isHeld ? 'held' : 'well';
          return (
            <li key={displayId}>
              <button
                type="button"
                className="display-row"
                data-tone={tone}
                aria-current={display === chosen}
                onClick={() => onChoose(displayId)}
              >
                <b dir="auto">{name}</b>
                <span className="display-now" dir="auto">
                  {state ? nowWords(state, standings) : '…'}
                </span>
                <span className="display-tags">
                  {!isUp && <span>link lost</span>}
                  {state?.isHeld && <span>held</span>}
                  {state?.isPinned && <span>pinned</span>}
                  {state && state.waitingCount > 0 && <span>{state.waitingCount} wait</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <button type="button" onClick={onNew}>
        New display
      </button>
    </nav>
  );
}
