import type { LiveRow } from '@chute/protocol';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { Find } from '../../picture/announcer/find.ts';

const foundMax = 10;

type RunnerSearchProps = {
  find: Find;
  /** What Enter does, as a verb: "shows". */
  enter: string;
  onTake: (row: LiveRow) => void;
  fieldClass?: string;
  listClass?: string;
  rowClass: string;
  noteClass: string;
  /** What stands in a row. */
  children: (row: LiveRow) => ReactNode;
};

/** A field that finds runners by bib, name, team or town: arrows choose, Enter takes. It begins anew whenever it is put on the page. */
export function RunnerSearch({ find, enter, onTake, fieldClass, listClass, rowClass, noteClass, children }: RunnerSearchProps) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = query.trim() === '' ? [] : find.search(query, foundMax);
  const at = Math.min(chosen, found.length - 1);
  const optionId = (place: number) => `${id}-${found[place]?.participantId}`;
  const chosenId = found[at] && optionId(at);
  useEffect(() => {
    if (chosenId) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setChosen(Math.min(found.length - 1, Math.max(0, at + by)));
    else if (event.key === 'Enter' && found[at]) onTake(found[at]);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
  };

  return (
    <>
      <input
        className={fieldClass}
        type="text"
        role="combobox"
        aria-label="Bib, name, team or town"
        placeholder="Bib, name, team or town"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={chosenId}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Runners found" className={listClass}>
        {found.map((row, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={row.participantId}
            id={optionId(place)}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={rowClass}
            onClick={() => onTake(row)}
          >
            {children(row)}
          </div>
        ))}
      </div>
      <p className={noteClass} role="status">
        {query.trim() !== '' && found.length === 0 ? 'Nobody found' : `Arrows choose · Enter ${enter} · Esc closes`}
      </p>
    </>
  );
}
