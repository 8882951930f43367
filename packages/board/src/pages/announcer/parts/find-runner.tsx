import type { LiveRow } from '@chute/protocol';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import type { AnnouncerBook } from '../../../picture/announcer/announcer-book.ts';
import type { Picture } from '../../../picture/feed.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { aboutWords, standingWords, timeOf } from '../runner-words.ts';

const foundMax = 10;

type FindRunnerProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  book: AnnouncerBook;
  picture: Picture;
  onPin: (participantId: string) => void;
};

/** Opened by `/`: bib, name, team or town; arrows choose, Enter pins, Esc closes. */
export function FindRunner({ dialog, book, picture, onPin }: FindRunnerProps) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = query.trim() === '' ? [] : book.find.search(query, foundMax);
  const at = Math.min(chosen, found.length - 1);
  const chosenId = found[at] && optionId(found[at]);
  useEffect(() => {
    if (chosenId) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  const close = () => dialog.current?.close();
  const pin = (row: LiveRow | undefined) => {
    if (!row) return;
    onPin(row.participantId);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setChosen(Math.min(found.length - 1, Math.max(0, at + by)));
    else if (event.key === 'Enter') pin(found[at]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog ref={dialog} className="find" aria-label="Find a runner" onClose={() => setQuery('')}>
      <input
        type="text"
        role="combobox"
        aria-label="Bib, name, team or town"
        placeholder="Bib, name, team or town"
        aria-expanded={found.length > 0}
        aria-controls="find-list"
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
      <div id="find-list" role="listbox" aria-label="Runners found">
        {found.map((row, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={row.participantId}
            id={optionId(row)}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className="found"
            onClick={() => pin(row)}
          >
            <span className="announcer-bib">{row.bib}</span>
            <span className="found-name" dir="auto">
              {nameOrBib(row)}
            </span>
            <span className="row-time">{timeOf(row)}</span>
            <span className="found-about soft">{aboutOf(row, picture)}</span>
          </div>
        ))}
      </div>
      <p className="find-help soft" role="status">
        {query.trim() !== '' && found.length === 0 ? 'Nobody found' : 'Arrows choose · Enter pins · Esc closes'}
      </p>
    </dialog>
  );
}

const optionId = (row: LiveRow) => `found-${row.participantId}`;

function aboutOf(row: LiveRow, picture: Picture): string {
  const parts = [aboutWords(row, picture.event), row.team, row.city, standingWords(row, picture)];
  return parts.filter(Boolean).join(' · ');
}
