import type { DisplayState } from '@chute/protocol';
import type { Scene } from '../../../scene/scene.ts';
import type { Give } from '../use-commands.ts';

type SteeringProps = { state: DisplayState; scenes: readonly Scene[]; give: Give; onFind: () => void };

/** What is done many times a day, each by one key. */
export function Steering({ state, scenes, give, onFind }: SteeringProps) {
  const { isHeld, isPinned, now, settings, sceneId } = state;
  return (
    <div className="steering">
      <div className="steer-buttons">
        <button type="button" className="main-button" onClick={() => give({ command: 'next' })}>
          Next <kbd>Space</kbd>
        </button>
        <button type="button" aria-pressed={isHeld} onClick={() => give({ command: isHeld ? 'go-on' : 'hold' })}>
          {isHeld ? 'Go on' : 'Hold'} <kbd>H</kbd>
        </button>
        <button type="button" aria-pressed={isPinned} disabled={!now} onClick={() => give({ command: isPinned ? 'unpin' : 'pin' })}>
          {isPinned ? 'Unpin' : 'Pin'} <kbd>P</kbd>
        </button>
        <button type="button" onClick={() => give({ command: 'recall', cardId: null })}>
          Again <kbd>R</kbd>
        </button>
        <button type="button" onClick={() => give({ command: 'clear' })}>
          Clear <kbd>X</kbd>
        </button>
        <button type="button" onClick={onFind}>
          Show a runner <kbd>/</kbd>
        </button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
      <div className="steer-buttons" role="group" aria-label="Scenes">
        {settings.sceneIds.map((id, at) => (
          <button key={id} type="button" aria-pressed={id === sceneId} onClick={() => give({ command: 'scene', sceneId: id })}>
            {scenes.find((scene) => scene.sceneId === id)?.name ?? id} <kbd>{at + 1}</kbd>
          </button>
        ))}
      </div>
    </div>
  );
}
