import { basisLag, type Counted, type Cursor, countedIn, type Delta, type Head, LivePicture, type Snapshot } from '@chute/protocol';

/** All that a source has told so far. */
export type SourceTold = { snapshot: Snapshot; head: Head };

/** What a source tells while another one is followed: ready at any moment to be gone on from, and shown to nobody. */
export class Standby {
  #live = new LivePicture();

  /** What to subscribe with. */
  cursor(): Cursor | null {
    return this.#live.cursor();
  }

  takeSnapshot(snapshot: Snapshot): void {
    // Nothing of this picture was shown, so whatever the source says now counts, also when it is less than before.
    this.#live = new LivePicture();
    this.#live.takeSnapshot(snapshot);
  }

  /** False = ask again, something was missed. */
  takeDelta(delta: Delta): boolean {
    return !this.#live.takeDelta(delta).askAgain;
  }

  /** False = ask again, something was missed. */
  takeHead(head: Head): boolean {
    return !this.#live.takeHead(head).askAgain;
  }

  /** Whether everything that is counted in what is shown is counted here, by the word of its head. */
  lacksNothingOf(counted: Counted): boolean {
    const { shown } = this.#live;
    return shown?.head != null && basisLag({ older: countedIn(shown), newer: counted }) === 0;
  }

  told(): SourceTold | null {
    const { shown } = this.#live;
    if (!shown?.head) return null;
    const { cursor, event, rows, unknownReads, head } = shown;
    return { snapshot: { cursor, event, rows: [...rows.values()], unknownReads }, head };
  }
}
