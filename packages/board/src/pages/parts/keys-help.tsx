import { memo, type RefObject } from 'react';

const boardKeys = [
  ['+  −', 'Larger, smaller'],
  ['F', 'Full screen'],
  ['1 – 9', 'One race'],
  ['0', 'All races'],
  ['←  →', 'Table before, table after'],
  ['?', 'These keys'],
] as const;

type KeysHelpProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  hasKeys: boolean;
  onKeys: (hasKeys: boolean) => void;
  keys?: readonly (readonly [key: string, what: string])[];
  /** What else there is to say of them. */
  note?: string | null;
};

export const KeysHelp = memo(function KeysHelp({ dialog, hasKeys, onKeys, keys = boardKeys, note = null }: KeysHelpProps) {
  return (
    <dialog ref={dialog} className="keys-help" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      {note && <p className="soft">{note}</p>}
      <label>
        <input type="checkbox" checked={hasKeys} onChange={(event) => onKeys(event.target.checked)} /> Keys work on this page
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
});
