import { useState } from 'react';
import { FileButton } from '../../parts/file-button.tsx';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import type { BuilderStore } from '../builder-store.ts';
import { type Carried, importFile } from '../carry-scenes.ts';

/** Reads a scene file, and says what of it could be taken. */
export function ImportDialog({ store, onClose }: { store: BuilderStore; onClose: () => void }) {
  const [carried, setCarried] = useState<Carried | null>(null);
  return (
    <ToolDialog title="Import a scene" onClose={onClose}>
      <FileButton
        isMain
        words="Choose a file …"
        accept=".json,.html,.htm"
        onFile={(file) => void importFile(store, file).then(setCarried)}
      />
      <p className="soft small">A scene file of this program, or a template of the old display (.json or .html).</p>
      {carried && (
        <div role="status" className="import-report">
          {carried.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {carried?.isOpened && (
        <button type="button" className="main-button" onClick={onClose}>
          Look at it
        </button>
      )}
    </ToolDialog>
  );
}
