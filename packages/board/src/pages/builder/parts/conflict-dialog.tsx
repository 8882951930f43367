import type { Scene } from '../../../scene/scene.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import { SceneStage } from '../../scene/scene-stage.tsx';
import type { BuilderStore } from '../builder-store.ts';
import { openCopyOf } from '../open-scene.ts';
import type { ShownData } from '../use-scene-data.ts';

type ConflictDialogProps = { store: BuilderStore; theirs: Scene | null; detail: string; shown: ShownData; onClose: () => void };

/** Two people saved the same scene: both are shown, and nothing is lost whatever is chosen. */
export function ConflictDialog({ store, theirs, detail, shown, onClose }: ConflictDialogProps) {
  const mine = store.editor!.scene;
  const doing = (what: () => void) => () => {
    what();
    onClose();
  };
  const keepCopy = () => {
    openCopyOf(store, mine, `${mine.name} (mine)`.slice(0, 80));
    void store.saveNow();
  };
  const sides = [{ title: 'Mine', scene: mine }, ...(theirs ? [{ title: `Theirs, version ${theirs.version}`, scene: theirs }] : [])];
  return (
    <ToolDialog title="Somebody else saved this scene" onClose={onClose} isWide>
      <p>{theirs ? 'Look at both, and choose.' : detail}</p>
      <div className="conflict-sides">
        {sides.map(({ title, scene }) => (
          <figure key={title}>
            <figcaption>{title}</figcaption>
            <div className="conflict-stage">
              <SceneStage
                scene={scene}
                state={store.editor!.place.state}
                data={shown.data}
                raceNowMs={shown.raceNowMs}
                imageUrl={store.images.url}
                isAnimated={false}
              />
            </div>
          </figure>
        ))}
      </div>
      <div className="dialog-buttons">
        <button type="button" className="main-button" onClick={doing(keepCopy)}>
          Keep mine as a copy
        </button>
        {theirs && (
          <>
            <button type="button" onClick={doing(() => store.takeTheirs(theirs))}>
              Take theirs
            </button>
            <button type="button" onClick={doing(() => void store.saveNow({ over: theirs.version }))}>
              Save mine over theirs
            </button>
          </>
        )}
      </div>
    </ToolDialog>
  );
}
