import type { LiveRow } from '@chute/protocol';
import { type RefObject, useState } from 'react';
import type { AnnouncerBook } from '../../../picture/announcer/announcer-book.ts';
import type { Picture } from '../../../picture/feed.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { RunnerSearch } from '../../parts/runner-search.tsx';
import { aboutWords, standingWords, timeOf } from '../runner-words.ts';

type FindRunnerProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  book: AnnouncerBook;
  picture: Picture;
  onPin: (participantId: string) => void;
};

/** Opened by `/`; Enter pins, Esc closes. */
export function FindRunner({ dialog, book, picture, onPin }: FindRunnerProps) {
  const [round, setRound] = useState(0);
  return (
    <dialog ref={dialog} className="find" aria-label="Find a runner" onClose={() => setRound(round + 1)}>
      <RunnerSearch
        key={round}
        find={book.find}
        enter="pins"
        onTake={(row) => {
          onPin(row.participantId);
          dialog.current?.close();
        }}
        rowClass="found"
        noteClass="find-help soft"
      >
        {(row) => (
          <>
            <span className="announcer-bib">{row.bib}</span>
            <span className="found-name" dir="auto">
              {nameOrBib(row)}
            </span>
            <span className="row-time">{timeOf(row)}</span>
            <span className="found-about soft">{aboutOf(row, picture)}</span>
          </>
        )}
      </RunnerSearch>
    </dialog>
  );
}

function aboutOf(row: LiveRow, picture: Picture): string {
  const parts = [aboutWords(row, picture.event), row.team, row.city, standingWords(row, picture)];
  return parts.filter(Boolean).join(' · ');
}
