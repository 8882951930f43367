import { makeDurableFolder } from '../durable-folder.ts';
import { Journal } from '../journal/journal.ts';
import { journalFileName } from '../journal/journal-service.ts';
import type { Recording } from './recording.ts';

/**
 * Fills an empty data folder with what an edge on it has to know: setups, persons, and the log until `fromMs`. The event is named by what was recorded,
 * so that the edge adopts no setup of its own, which a recorded one might then lose to.
 */
export function prepareReplay(folder: string, recording: Recording, { fromMs, newId }: { fromMs: number; newId: () => string }): void {
  makeDurableFolder(folder);
  const journal = new Journal({ path: `${folder}/${journalFileName}`, journalId: newId(), newStoreId: newId() });
  try {
    for (const setup of recording.setups()) journal.side.putSetup(setup);
    journal.side.putPersons(recording.eventId, recording.persons());
    journal.side.putState('active_event_id', recording.eventId);
    for (const batch of recording.due(Math.max(fromMs, recording.beginsAtMs))) journal.importBatch(batch);
  } finally {
    journal.close();
  }
}
