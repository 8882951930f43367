import { type FormEvent, useId, useState } from 'react';
import type { DeskApi } from '../../desk-api.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import { createDisplay } from '../desk-requests.ts';

export function NewDisplayDialog({ api, onMade, onClose }: { api: DeskApi; onMade: (displayId: string) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [said, setSaid] = useState('');
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const answer = await createDisplay(api, name.trim());
    if (!answer.ok) return setSaid(answer.detail);
    onMade(answer.value);
    onClose();
  };
  return (
    <ToolDialog title="New display" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="dialog-form">
        <label htmlFor={id}>Name</label>
        <input
          id={id}
          type="text"
          value={name}
          maxLength={80}
          required
          placeholder="Start arch, sponsors' tent …"
          onChange={({ target }) => setName(target.value)}
        />
        {said && <p role="alert">{said}</p>}
        <button type="submit" className="main-button">
          Make it
        </button>
      </form>
    </ToolDialog>
  );
}
