import type { ResultList } from '@chute/timing';
import type { ScoredEvent } from '../scoring/scored-events.ts';

const listsMax = 16;

/** Whole lists, placed and in public order, made once for each state of an event: pages of one list do not rank it again. */
export class ResultLists {
  readonly #lists = new Map<string, { version: string; list: ResultList }>();

  of({ partnerId, eventId, streamId, revision, entries, setupHash, scorer }: ScoredEvent): ResultList {
    const key = `${partnerId}/${eventId}`;
    const version = `${streamId}/${revision}/${entries}/${setupHash}`;
    const known = this.#lists.get(key);
    if (known?.version === version) return known.list;
    const list = scorer.list();
    this.#lists.delete(key);
    this.#lists.set(key, { version, list });
    if (this.#lists.size > listsMax) this.#lists.delete(this.#lists.keys().next().value!);
    return list;
  }
}
