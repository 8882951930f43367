import type { LiveRow } from '@chute/protocol';
import type { RowFollower } from '../row-follower.ts';
import { ComingIn } from './coming-in.ts';
import { Find } from './find.ts';
import { Leads } from './leads.ts';
import { Records } from './records.ts';

/** All that an announcer's page knows besides the standings. */
export class AnnouncerBook implements RowFollower {
  readonly comingIn = new ComingIn();
  readonly leads = new Leads();
  readonly find = new Find();
  readonly records = new Records();
  readonly rows = new Map<string, LiveRow>();

  takeAll(rows: Iterable<LiveRow>): void {
    const all = [...rows];
    this.rows.clear();
    for (const row of all) this.rows.set(row.participantId, row);
    for (const part of this.#parts()) part.takeAll(all);
  }

  put(row: LiveRow): void {
    this.rows.set(row.participantId, row);
    for (const part of this.#parts()) part.put(row);
  }

  remove(participantId: string): void {
    this.rows.delete(participantId);
    for (const part of this.#parts()) part.remove(participantId);
  }

  #parts(): RowFollower[] {
    return [this.comingIn, this.leads, this.find, this.records];
  }
}
