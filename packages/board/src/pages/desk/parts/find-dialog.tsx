import type { LiveEvent } from '@chute/protocol';
import type { Find } from '../../../picture/announcer/find.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { RunnerSearch } from '../../parts/runner-search.tsx';
import { ToolDialog } from '../../parts/tool-dialog.tsx';

type FindDialogProps = { find: Find; event: LiveEvent | null; onShow: (participantId: string) => void; onClose: () => void };

export function FindDialog({ find, event, onShow, onClose }: FindDialogProps) {
  return (
    <ToolDialog title="Show a runner" onClose={onClose}>
      <RunnerSearch
        find={find}
        enter="shows"
        onTake={(row) => {
          onShow(row.participantId);
          onClose();
        }}
        fieldClass="find-field"
        listClass="found-list"
        rowClass="found-row"
        noteClass="soft small"
      >
        {(row) => (
          <>
            <b>{row.bib}</b>
            <span dir="auto">{nameOrBib(row)}</span>
            <span className="soft">{event?.races.find(({ raceId }) => raceId === row.raceId)?.name}</span>
          </>
        )}
      </RunnerSearch>
    </ToolDialog>
  );
}
