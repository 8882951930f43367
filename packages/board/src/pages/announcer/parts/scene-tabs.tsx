import { type SceneId, scenes } from '../scenes.ts';

/** The scenes with their keys. */
export function SceneTabs({ scene, onScene }: { scene: SceneId; onScene: (scene: SceneId) => void }) {
  return (
    <nav className="scene-tabs" aria-label="Scenes">
      {scenes.map(({ id, name }, at) => (
        <button type="button" key={id} aria-current={id === scene ? 'page' : undefined} onClick={() => onScene(id)}>
          <kbd>{at + 1}</kbd> {name}
        </button>
      ))}
    </nav>
  );
}
