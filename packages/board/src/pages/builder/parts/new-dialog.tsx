import { type FormEvent, useId, useState } from 'react';
import { type Stage, stagePresets } from '../../../scene/stage.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import type { BuilderStore } from '../builder-store.ts';
import { openBlank, openCopyOf } from '../open-scene.ts';
import { StageFields } from './stage-fields.tsx';

export function NewDialog({ store, onClose }: { store: BuilderStore; onClose: () => void }) {
  const [stage, setStage] = useState<Stage>(stagePresets[0]!.stage);
  return (
    <NameDialog title="New scene" name="New scene" button="Make it" onClose={onClose} onName={(name) => openBlank(store, { name, stage })}>
      <StageFields stage={stage} onChange={setStage} />
      <p className="soft small">The scene that is open stays in this browser; find it under Open.</p>
    </NameDialog>
  );
}

export function SaveAsDialog({ store, onClose }: { store: BuilderStore; onClose: () => void }) {
  const { scene } = store.editor!;
  const saveAs = (name: string) => {
    openCopyOf(store, scene, name);
    void store.saveNow();
  };
  return <NameDialog title="Save as" name={`${scene.name} 2`} button="Save" onClose={onClose} onName={saveAs} />;
}

type NameDialogProps = {
  title: string;
  name: string;
  button: string;
  onClose: () => void;
  onName: (name: string) => void;
  children?: React.ReactNode;
};

function NameDialog({ title, name: first, button, onClose, onName, children }: NameDialogProps) {
  const [name, setName] = useState(first);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onName(name.trim());
    onClose();
  };
  return (
    <ToolDialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="dialog-form">
        <div className="form-field form-wide">
          <label htmlFor={id}>Name</label>
          <input
            id={id}
            type="text"
            value={name}
            maxLength={80}
            required
            onChange={({ target }) => setName(target.value)}
            onFocus={({ target }) => target.select()}
          />
        </div>
        {children}
        <button type="submit" className="main-button">
          {button}
        </button>
      </form>
    </ToolDialog>
  );
}
