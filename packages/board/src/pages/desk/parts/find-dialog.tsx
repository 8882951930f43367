import type { LiveEvent, LiveRow } from '@chute/protocol';
import { type KeyboardEvent, useState } from 'react';
import type { Find } from '../../../picture/announcer/find.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';

const foundMax = 10;

type FindDialogProps = { find: Find; event: LiveEvent | null; onShow: (participantId: string) => void; onClose: () => void };

/** By bib, name, team or town; arrows choose, Enter shows. */
export function FindDialog({ find, event, onShow, onClose }: FindDialogProps) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = query.trim() === '' ? [] : find.search(query, foundMax);
  const at = Math.min(chosen, found.length - 1);
  const show = (row: LiveRow | undefined) => {
    if (!row) return;
    onShow(row.participantId);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setChosen(Math.min(found.length - 1, Math.max(0, at + by)));
    else if (event.key === 'Enter') show(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <ToolDialog title="Show a runner" onClose={onClose}>
      <input
        className="find-field"
        type="text"
        role="combobox"
        aria-label="Bib, name, team or town"
        placeholder="Bib, name, team or town"
        aria-expanded={found.length > 0}
        aria-controls="desk-found"
        aria-activedescendant={found[at] ? `desk-found-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="desk-found" role="listbox" aria-label="Runners found" className="found-list">
        {found.map((row, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={row.participantId}
            id={`desk-found-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className="found-row"
            onClick={() => show(row)}
          >
            <b>{row.bib}</b>
            <span dir="auto">{nameOrBib(row)}</span>
            <span className="soft">{event?.races.find(({ raceId }) => raceId === row.raceId)?.name}</span>
          </div>
        ))}
      </div>
      <p className="soft small" role="status">
        {query.trim() !== '' && found.length === 0 ? 'Nobody found' : 'Arrows choose · Enter shows · Esc closes'}
      </p>
    </ToolDialog>
  );
}
