import type { BuilderStore } from '../builder-store.ts';
import { saveWords } from '../save-words.ts';
import { useDraftText } from './use-draft-text.ts';

export type DialogName = 'open' | 'new' | 'save-as' | 'images' | 'conflict' | 'import' | 'sign-in';
type ToolbarProps = { store: BuilderStore; onDialog: (name: DialogName) => void; onExport: () => void; onHelp: () => void };

/** The name of the scene, where it is saved, and what is done with it as a whole. */
export function Toolbar({ store, onDialog, onExport, onHelp }: ToolbarProps) {
  const { scene, past, future } = store.editor!;
  const { tone, word, sentence } = saveWords(store);
  const name = useDraftText(scene.name, {
    show: (text) => text,
    read: (text) => (text.trim() === '' || text.length > 80 ? null : text),
    commit: (text) => store.edit({ do: 'name', name: text }, { joins: 'name' }),
  });
  return (
    <header className="toolbar">
      <h1 className="sr-only">Scene builder</h1>
      <input className="scene-name" type="text" aria-label="Name of the scene" dir="auto" {...name} />
      <div className="tool-group">
        <button type="button" onClick={() => onDialog('new')}>
          New
        </button>
        <button type="button" onClick={() => onDialog('open')}>
          Open
        </button>
        <button type="button" onClick={() => onDialog('images')}>
          Pictures
        </button>
        <button type="button" onClick={onExport}>
          Export
        </button>
        <button type="button" onClick={() => onDialog('import')}>
          Import
        </button>
      </div>
      <div className="tool-group">
        <button type="button" onClick={() => store.undo()} disabled={past.length === 0} title="Undo (Ctrl Z)">
          Undo
        </button>
        <button type="button" onClick={() => store.redo()} disabled={future.length === 0} title="Redo (Ctrl Y)">
          Redo
        </button>
      </div>
      <p className="save-state" data-tone={tone} title={sentence}>
        <span className="save-light" aria-hidden="true" />
        <span role="status">
          <b>{word}</b>
          {sentence && <span className="save-sentence"> · {sentence}</span>}
        </span>
      </p>
      <div className="tool-group">
        {store.save.is === 'needs-key' && (
          <button type="button" onClick={() => onDialog('sign-in')}>
            Sign in
          </button>
        )}
        {store.save.is === 'conflict' && (
          <button type="button" onClick={() => onDialog('conflict')}>
            Compare
          </button>
        )}
        <button type="button" className="main-button" onClick={() => void store.saveNow()} title="Save (Ctrl S)">
          Save
        </button>
        <button type="button" onClick={() => onDialog('save-as')}>
          Save as
        </button>
        <button type="button" onClick={onHelp} aria-label="Keys">
          ?
        </button>
      </div>
    </header>
  );
}
