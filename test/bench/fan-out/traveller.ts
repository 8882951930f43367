import { type Delta, LivePicture, type LiveRow, liveNamespace, officialTimeText, type ResultItem, type Snapshot } from '@chute/protocol';
import { io } from 'socket.io-client';

/** A display that knows the picture from before, and is away while the race goes on. */
export class Traveller {
  readonly #picture = new LivePicture();
  readonly #at: { url: string; eventId: string };
  /** Messages that brought it to the present when it was back. */
  readonly messages = { snapshot: 0, delta: 0 };

  private constructor(at: { url: string; eventId: string }) {
    this.#at = at;
  }

  static async leave(at: { url: string; eventId: string }): Promise<Traveller> {
    const traveller = new Traveller(at);
    await traveller.#look();
    traveller.messages.snapshot = 0;
    return traveller;
  }

  get snapshot(): Snapshot {
    const { cursor, event, rows, unknownReads } = this.#picture.shown!;
    return { cursor, event, rows: [...rows.values()], unknownReads };
  }

  /** What the hub says of one change, to let another server say the same. */
  get aDelta(): Delta {
    const { cursor, rows } = this.snapshot;
    return { fromRevision: 1, cursor, event: null, rows: [rows[0]!], removed: [], unknownReads: null };
  }

  /** Comes back by its cursor and takes what it missed. */
  async comeBack(): Promise<{ tookMs: number; missed: number }> {
    const before = this.#picture.cursor()!.revision;
    const beganAtMs = performance.now();
    await this.#look();
    return { tookMs: performance.now() - beganAtMs, missed: this.#picture.cursor()!.revision - before };
  }

  /** Row by row, with the places that a screen gives: nothing, or the first that is not as it should be. */
  firstLie(truth: readonly ResultItem[]): string | undefined {
    const { rows } = this.snapshot;
    const ascending = rows.flatMap(({ rankKey }) => rankKey ?? []).sort((a, b) => a - b);
    const placeOf = ({ rankKey }: LiveRow) => (rankKey === null ? null : ascending.indexOf(rankKey) + 1);
    const shown = new Map(rows.map((row) => [row.participantId, asTold(row, placeOf(row))]));
    if (shown.size !== truth.length) return `${shown.size} rows are shown of ${truth.length}`;
    for (const item of truth) {
      const [told, listed] = [shown.get(item.participant_id), asListed(item)];
      if (told !== listed) return `shown as ${told}, listed as ${listed}`;
    }
    return undefined;
  }

  /** Until the first head: it comes after the picture, or after what was missed. */
  async #look(): Promise<void> {
    const socket = io(`${this.#at.url}${liveNamespace}`, { transports: ['websocket'], forceNew: true });
    socket.on('snapshot', (snapshot: Snapshot) => {
      this.messages.snapshot += 1;
      this.#picture.takeSnapshot(snapshot);
    });
    socket.on('delta', (delta: Delta) => {
      this.messages.delta += 1;
      this.#picture.takeDelta(delta);
    });
    const asked = { eventId: this.#at.eventId, audience: 'public', cursor: this.#picture.cursor() };
    socket.on('connect', () => socket.emit('subscribe', asked, () => undefined));
    await new Promise((heard) => socket.once('head', heard));
    socket.close();
  }
}

function asTold({ bib, status, officialGunMs, officialChipMs, finishedAtMs, splits }: LiveRow, place: number | null): string {
  const times = [officialTimeText(officialGunMs), officialTimeText(officialChipMs), finishedAtMs];
  return JSON.stringify([bib, status, place, times, splits.map(({ coursePointId, passedAtMs }) => [coursePointId, passedAtMs])]);
}

function asListed(item: ResultItem): string {
  const times = [item.official_gun_time, item.official_chip_time, item.finished_at === null ? null : Date.parse(item.finished_at)];
  const splits = item.splits.map(({ course_point_id, passed_at }) => [course_point_id, Date.parse(passed_at)]);
  return JSON.stringify([item.bib, item.status, item.place_overall, times, splits]);
}
