import type { JournalAt } from '@chute/protocol';
import type { PartnerId } from '../store/db.ts';

/** Told after a commit: this journal grew, and these events have something new. */
export type StoredEntries = { partnerId: PartnerId; journal: JournalAt; eventIds: readonly string[] };
