import type { RefObject } from 'react';

const steeringKeys = [
  ['Space', 'Hold, go on'],
  ['N  →', 'Next'],
  ['S', 'Skip the next one'],
  ['P', 'Pin, unpin'],
  ['R', 'Recall the last one'],
] as const;

const screenKeys = [
  ['F', 'Full screen'],
  ['?', 'These keys'],
] as const;

type DisplayKeysProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  hasKeys: boolean;
  onKeys: (hasKeys: boolean) => void;
  maySteer: boolean;
  scenes: readonly string[];
};

export function DisplayKeys({ dialog, hasKeys, onKeys, maySteer, scenes }: DisplayKeysProps) {
  const sceneKeys = scenes.map((name, at) => [String(at + 1), name] as const);
  return (
    <dialog ref={dialog} className="keys-help" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>
        {[...(maySteer ? [...sceneKeys, ...steeringKeys] : []), ...screenKeys].map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      {!maySteer && <p className="soft">This screen is steered from the desk.</p>}
      <label>
        <input type="checkbox" checked={hasKeys} onChange={(event) => onKeys(event.target.checked)} /> Keys work on this page
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
